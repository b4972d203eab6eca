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

/// What generated code passes a parameter of type `T` by. What it says is what passes it, by a function that names the type,
/// so that errors underline it.
#[derive(Debug)]
pub struct Passing<T>(PhantomData<T>);

impl<C: PythonClass> Passing<&C> {
    /// It is an instance.
    #[must_use]
    pub fn how() -> PassInstance {
        PassInstance
    }
}

impl<C: PythonClass> Passing<Option<&C>> {
    /// It is an instance or `None`.
    #[must_use]
    pub fn how() -> PassInstance {
        PassInstance
    }
}

/// For parameters of all other types.
pub trait AnyPassing {
    /// It is what serde writes.
    #[must_use]
    #[inline(always)]
    fn how() -> PassPlain {
        PassPlain
    }
}

impl<T> AnyPassing for Passing<T> {}

/// Passes instances.
#[derive(Clone, Copy, Debug)]
pub struct PassInstance;

impl PassInstance {
    /// Passes it.
    #[inline]
    pub fn pass<T: IntoInstance>(self, value: T) -> T::Passed {
        value.into_instance()
    }

    /// Passes it unless it is `None`.
    #[inline]
    pub fn optional<T: LeftOut<Value: IntoInstance>>(
        self,
        value: T,
    ) -> Option<<T::Value as IntoInstance>::Passed> {
        value.into_option().map(IntoInstance::into_instance)
    }
}

/// Passes all else.
#[derive(Clone, Copy, Debug)]
pub struct PassPlain;

impl PassPlain {
    /// Passes it.
    #[inline(always)]
    pub fn pass<T: Passable>(self, value: T) -> Plain<T> {
        Plain(value)
    }

    /// Passes it unless it is `None`.
    #[inline(always)]
    pub fn optional<T: LeftOut<Value: Passable>>(self, value: T) -> Option<Plain<T::Value>> {
        value.into_option().map(Plain)
    }
}

/// A reference to an instance, or `None`.
pub trait IntoInstance {
    /// What is passed.
    type Passed: Pass;

    /// What is passed.
    fn into_instance(self) -> Self::Passed;
}

impl<'a, C: PythonClass> IntoInstance for &'a C {
    type Passed = Object<'a>;

    #[inline]
    fn into_instance(self) -> Object<'a> {
        Object(self.object())
    }
}

impl<'a, C: PythonClass> IntoInstance for Option<&'a C> {
    type Passed = Perhaps<Object<'a>>;

    #[inline]
    fn into_instance(self) -> Perhaps<Object<'a>> {
        Perhaps(self.map(IntoInstance::into_instance))
    }
}

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
