//! How a stub passes what it is given.
//!
//! Serde writes every type but those that stand for Python classes, whose objects are passed as they are. Which one a
//! parameter is, is for the compiler to say: the inherent functions apply to the latter and win over the trait's.

use std::marker::PhantomData;

use serde::Serialize;

use super::class::PythonClass;
use super::lane::Lane;
use crate::error::Result;
use crate::python::PythonObject;

/// What generated code passes a parameter of type `T` by.
#[derive(Debug)]
pub struct Passing<T>(PhantomData<T>);

impl<'a, C: PythonClass> Passing<&'a C> {
    /// Passes the instance.
    #[inline]
    pub fn of(value: &'a C) -> Object<'a> {
        Object(value.object())
    }
}

impl<'a, C: PythonClass> Passing<Option<&'a C>> {
    /// Passes the instance or `None`.
    #[inline]
    pub fn of(value: Option<&'a C>) -> Perhaps<Object<'a>> {
        Perhaps(Self::optional(value))
    }

    /// Passes the instance, if there is one.
    #[inline]
    pub fn optional(value: Option<&'a C>) -> Option<Object<'a>> {
        value.map(Passing::<&'a C>::of)
    }
}

/// For parameters of all other types.
pub trait AnyPassing<T> {
    /// Passes what serde writes.
    #[inline(always)]
    fn of(value: T) -> Plain<T>
    where
        T: Passable,
    {
        Plain(value)
    }

    /// Passes what serde writes, if there is anything.
    #[inline(always)]
    fn optional(value: T) -> Option<Plain<T::Value>>
    where
        T: LeftOut,
        T::Value: Passable,
    {
        value.into_option().map(Plain)
    }
}

impl<T> AnyPassing<T> for Passing<T> {}

/// What can be passed to Python: all that serde serializes.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be passed to Python",
    label = "neither plain data nor a reference to a class that the block declares",
    note = "plain data is what implements `serde::Serialize`: write `#[gopylink::record]` on the type, or pass its parts",
    note = "an instance of a Python class is passed by reference: write `type …;` in the block, and take `&…`"
)]
pub trait Passable: Serialize {}

impl<T: Serialize> Passable for T {}

/// What a stub may leave out of the call, so that Python's default stands.
#[diagnostic::on_unimplemented(
    message = "a parameter with a default is an `Option`, not `{Self}`",
    label = "cannot be left out",
    note = "where it is `None`, the argument is left out and Python's default stands: take an `Option`, or remove the \
            default from the signature"
)]
pub trait LeftOut {
    /// What is passed where it is not left out.
    type Value;

    /// The value, or nothing.
    fn into_option(self) -> Option<Self::Value>;
}

impl<T> LeftOut for Option<T> {
    type Value = T;

    #[inline]
    fn into_option(self) -> Self {
        self
    }
}

/// Something to be passed.
pub trait Pass {
    /// Passes it.
    fn pass<L: Lane>(self, name: &str, lane: &mut L) -> Result<()>;
}

/// What serde writes.
#[derive(Debug)]
pub struct Plain<T>(pub(super) T);

impl<T: Serialize> Pass for Plain<T> {
    #[inline]
    fn pass<L: Lane>(self, name: &str, lane: &mut L) -> Result<()> {
        lane.value(name, &self.0)
    }
}

/// A Python object.
#[derive(Debug)]
pub struct Object<'a>(&'a PythonObject);

impl Pass for Object<'_> {
    #[inline]
    fn pass<L: Lane>(self, name: &str, lane: &mut L) -> Result<()> {
        lane.object(name, self.0)
    }
}

/// What may be `None`.
#[derive(Debug)]
pub struct Perhaps<P>(Option<P>);

impl<P: Pass> Pass for Perhaps<P> {
    #[inline]
    fn pass<L: Lane>(self, name: &str, lane: &mut L) -> Result<()> {
        match self.0 {
            Some(value) => value.pass(name, lane),
            None => lane.value(name, &()),
        }
    }
}
