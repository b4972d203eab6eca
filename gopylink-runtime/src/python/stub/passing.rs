//! How a stub passes what it is given.
//!
//! Serde writes every type but those that stand for Python classes, whose objects are passed as they are. Which one a
//! parameter is, is for the compiler to say: the inherent functions apply to the latter and win over the trait's.

use std::collections::{BTreeMap, HashMap};
use std::fmt;
use std::marker::PhantomData;

use serde::Serialize;

use super::argument::{Rest, RestOfInstances, RestOfValues, Sent, Several, SeveralInstances};
use super::class::{Held, PythonClass};
use super::instances::Instances;
use super::lane::{DirectLane, Lane, MsgpackLane};
use crate::error::Result;

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

macro_rules! instances_within {
    ($(<$($parameter:ident $(: $bound:ident)?),*> $type:ty;)*) => {$(
        impl<$($parameter $(: $bound)?),*> Passing<$type> {
            /// It holds instances.
            #[must_use]
            pub fn how() -> PassInstances {
                PassInstances
            }
        }

        impl<$($parameter $(: $bound)?),*> Passing<Option<$type>> {
            /// It holds instances, or is `None`.
            #[must_use]
            pub fn how() -> PassInstances {
                PassInstances
            }
        }
    )*};
}

instances_within! {
    <C: Held> &[C];
    <K, C: Held, S> &HashMap<K, C, S>;
    <K, C: Held> &BTreeMap<K, C>;
    <A: PythonClass> (&A,);
    <A: PythonClass, B: PythonClass> (&A, &B);
    <A: PythonClass, B: PythonClass, C: PythonClass> (&A, &B, &C);
    <A: PythonClass, B: PythonClass, C: PythonClass, D: PythonClass> (&A, &B, &C, &D);
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
    #[inline(always)]
    pub fn pass<T: Instance>(self, value: T) -> Passed<T> {
        Passed::by::<Self>(value)
    }

    /// Passes it unless it is `None`.
    #[inline(always)]
    pub fn optional<T: LeftOut<Value: Instance>>(self, value: T) -> Option<Passed<T::Value>> {
        value.into_option().map(Passed::by::<Self>)
    }
}

/// Passes what holds instances.
#[derive(Clone, Copy, Debug)]
pub struct PassInstances;

impl PassInstances {
    /// Passes it.
    pub fn pass<T: Instances>(self, value: T) -> Passed<T> {
        Passed::by::<Self>(value)
    }

    /// Passes each by itself.
    pub fn rest<T: SeveralInstances>(self, name: &'static str, value: T) -> Rest<T> {
        Rest(name, Passed::by::<RestOfInstances>(value))
    }

    /// Passes it unless it is `None`.
    pub fn optional<T: LeftOut<Value: Instances>>(self, value: T) -> Option<Passed<T::Value>> {
        value.into_option().map(Passed::by::<Self>)
    }
}

/// Passes what serde writes.
#[derive(Clone, Copy, Debug)]
pub struct PassPlain;

impl PassPlain {
    /// Passes it.
    #[inline(always)]
    pub fn pass<T: Passable>(self, value: T) -> Passed<T> {
        Passed::by::<Self>(value)
    }

    /// Passes each by itself.
    #[inline(always)]
    pub fn rest<T: Several>(self, name: &'static str, value: T) -> Rest<T> {
        Rest(name, Passed::by::<RestOfValues>(value))
    }

    /// Passes it unless it is `None`.
    #[inline(always)]
    pub fn optional<T: LeftOut<Value: Passable>>(self, value: T) -> Option<Passed<T::Value>> {
        value.into_option().map(Passed::by::<Self>)
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

    #[inline(always)]
    fn into_option(self) -> Self {
        self
    }
}

/// A reference to an instance, or `None`.
pub trait Instance {
    /// Passes it.
    fn pass<L: Lane>(self, name: &str, lane: &mut L) -> Result<()>;
}

impl<C: PythonClass> Instance for &C {
    #[inline(always)]
    fn pass<L: Lane>(self, name: &str, lane: &mut L) -> Result<()> {
        lane.object(name, self.object())
    }
}

impl<C: PythonClass> Instance for Option<&C> {
    fn pass<L: Lane>(self, name: &str, lane: &mut L) -> Result<()> {
        match self {
            Some(instance) => instance.pass(name, lane),
            None => lane.value(name, &()),
        }
    }
}

/// A way to pass a `T`.
pub(super) trait Way<T> {
    /// Passes it.
    fn send<L: Lane>(value: T, name: &'static str, to: &mut Sent<'_, L>) -> Result<()>;
}

impl<T: Instance> Way<T> for PassInstance {
    #[inline(always)]
    fn send<L: Lane>(value: T, name: &'static str, to: &mut Sent<'_, L>) -> Result<()> {
        value.pass(name, &mut to.lane)
    }
}

impl<T: Instances> Way<T> for PassInstances {
    fn send<L: Lane>(value: T, name: &'static str, to: &mut Sent<'_, L>) -> Result<()> {
        match value.collect(name, to.stub)? {
            Some(instances) => to.lane.object(name, &instances),
            None => to.lane.value(name, &()),
        }
    }
}

impl<T: Serialize> Way<T> for PassPlain {
    #[inline(always)]
    fn send<L: Lane>(value: T, name: &'static str, to: &mut Sent<'_, L>) -> Result<()> {
        to.lane.value(name, &value)
    }
}

/// Something that is passed in a way that was settled where its type was named: so what is wrong with the type is said
/// there, and once.
pub struct Passed<T> {
    pub(super) value: T,
    pub(super) by_objects: fn(T, &'static str, &mut Sent<'_, DirectLane<'_>>) -> Result<()>,
    pub(super) by_msgpack: fn(T, &'static str, &mut Sent<'_, MsgpackLane<'_>>) -> Result<()>,
}

impl<T> Passed<T> {
    #[inline(always)]
    pub(super) fn by<W: Way<T>>(value: T) -> Self {
        Self {
            value,
            by_objects: |value, name, to| W::send(value, name, to),
            by_msgpack: |value, name, to| W::send(value, name, to),
        }
    }
}

impl<T> fmt::Debug for Passed<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Passed")
    }
}
