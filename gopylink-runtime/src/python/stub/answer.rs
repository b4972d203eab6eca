//! What a stub makes of the result.
//!
//! Serde reads every type but those that stand for Python classes, whose objects are kept as they are. Which one it is, is
//! for the compiler to say, as in [`passing`](super::passing).

use std::collections::{BTreeMap, HashMap};
use std::marker::PhantomData;

use serde::de::DeserializeOwned;

use super::argument::Arguments;
use super::call::Stub;
use super::class::PythonClass;
use super::instances::{self, FromInstances};
use crate::error::{Error, ErrorKind, Result};
use crate::python::PythonObject;

/// What generated code calls a stub by whose result is a `T`. What it says is what makes the call, by a function that names
/// the type, so that errors underline it.
#[derive(Debug)]
pub struct Answers<T>(PhantomData<T>);

impl<C: PythonClass> Answers<C> {
    /// It is an instance.
    #[must_use]
    pub fn how() -> AnswerInstance {
        AnswerInstance
    }
}

impl<C: PythonClass> Answers<Option<C>> {
    /// It is an instance or `None`.
    #[must_use]
    pub fn how() -> AnswerInstance {
        AnswerInstance
    }
}

macro_rules! instances_within {
    ($(<$($parameter:ident $(: $bound:ident)?),*> $type:ty;)*) => {$(
        impl<$($parameter $(: $bound)?),*> Answers<$type> {
            /// It holds instances.
            #[must_use]
            pub fn how() -> AnswerInstances {
                AnswerInstances
            }
        }

        impl<$($parameter $(: $bound)?),*> Answers<Option<$type>> {
            /// It holds instances, or is `None`.
            #[must_use]
            pub fn how() -> AnswerInstances {
                AnswerInstances
            }
        }
    )*};
}

instances_within! {
    <C: PythonClass> Vec<C>;
    <K, C: PythonClass, S> HashMap<K, C, S>;
    <K, C: PythonClass> BTreeMap<K, C>;
    <A: PythonClass> (A,);
    <A: PythonClass, B: PythonClass> (A, B);
    <A: PythonClass, B: PythonClass, C: PythonClass> (A, B, C);
    <A: PythonClass, B: PythonClass, C: PythonClass, D: PythonClass> (A, B, C, D);
}

impl<T, E> Answers<Result<T, E>> {
    /// The macro sees no `Result` in what is written, so its stub would return one in another.
    #[must_use]
    pub fn how() -> AnswerResult {
        AnswerResult
    }
}

/// For results of all other types.
pub trait AnyAnswer {
    /// It is what serde reads.
    #[must_use]
    #[inline(always)]
    fn how() -> AnswerPlain {
        AnswerPlain
    }
}

impl<T> AnyAnswer for Answers<T> {}

/// Calls for an instance.
#[derive(Clone, Copy, Debug)]
pub struct AnswerInstance;

impl AnswerInstance {
    /// Calls.
    ///
    /// # Errors
    ///
    /// Those of the call, and that something else came back.
    pub fn call<T: FromInstance>(self, stub: &Stub<'_>, arguments: impl Arguments) -> Result<T> {
        let object = stub.object(arguments, T::NAME)?;
        T::from_instance(object).ok_or_else(|| {
            let message = format!("{} result: expected {}, got None", stub, T::NAME);
            Error::of_kind(ErrorKind::Type, message)
        })
    }
}

/// Calls for several instances.
#[derive(Clone, Copy, Debug)]
pub struct AnswerInstances;

impl AnswerInstances {
    /// Calls.
    ///
    /// # Errors
    ///
    /// Those of the call, and that something else came back.
    pub fn call<T: FromInstances>(self, stub: &Stub<'_>, arguments: impl Arguments) -> Result<T> {
        instances::call(stub, arguments)
    }
}

/// An instance, or `None`.
pub trait FromInstance: Sized {
    /// The name that Python exports the class by.
    const NAME: &'static str;

    /// What came back; nothing where that cannot be `None`.
    fn from_instance(object: Option<PythonObject>) -> Option<Self>;
}

impl<C: PythonClass> FromInstance for C {
    const NAME: &'static str = C::NAME;

    fn from_instance(object: Option<PythonObject>) -> Option<Self> {
        object.map(C::of)
    }
}

impl<C: PythonClass> FromInstance for Option<C> {
    const NAME: &'static str = C::NAME;

    fn from_instance(object: Option<PythonObject>) -> Option<Self> {
        Some(object.map(C::of))
    }
}

/// Calls for a value.
#[derive(Clone, Copy, Debug)]
pub struct AnswerPlain;

impl AnswerPlain {
    /// Calls.
    ///
    /// # Errors
    ///
    /// Those of the call, and that no such value came back.
    #[inline(always)]
    pub fn call<T: PlainAnswer>(self, stub: &Stub<'_>, arguments: impl Arguments) -> Result<T> {
        stub.value(arguments)?.decode(stub)
    }
}

/// Does not call.
#[derive(Clone, Copy, Debug)]
pub struct AnswerResult;

impl AnswerResult {
    /// Refused by the compiler.
    ///
    /// # Errors
    ///
    /// Always.
    pub fn call<T: WrittenResult>(self, stub: &Stub<'_>, _: impl Arguments) -> Result<T> {
        Err(stub.unexpected())
    }
}

/// Nothing is.
#[diagnostic::on_unimplemented(
    message = "the result of a stub is a `Result` by another name",
    label = "write `Result<T, E>`",
    note = "the attribute sees names alone, and returns a type whose name is `Result` as it is, any other in a \
            `gopylink::Result`"
)]
pub trait WrittenResult {}

/// What a stub can return beside instances: all that serde deserializes.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot come from Python",
    label = "neither plain data nor a class that the block declares",
    note = "plain data is what implements `serde::Deserialize`: write `#[gopylink::record]` on the type, or return \
            `gopylink::Value`",
    note = "a stub that fails with an error of your own returns `Result<T, E>` by that very name"
)]
pub trait PlainAnswer: DeserializeOwned {}

impl<T: DeserializeOwned> PlainAnswer for T {}

/// What a stub returns whose type is written `Result<…>`.
#[diagnostic::on_unimplemented(
    message = "a stub whose result is written `Result` returns a `std::result::Result`, not `{Self}`",
    label = "not a `Result<T, E>`",
    note = "give the type another name here, by `use … as …`"
)]
pub trait IsResult {
    /// The value in it.
    type Value;
    /// The error in it.
    type Error;

    /// A result as one of this type.
    ///
    /// # Errors
    ///
    /// Its own.
    fn of(result: Result<Self::Value>) -> Self
    where
        Self::Error: FromError;
}

impl<T, E> IsResult for Result<T, E> {
    type Value = T;
    type Error = E;

    #[inline(always)]
    fn of(result: Result<T>) -> Self
    where
        E: FromError,
    {
        result.map_err(E::from_error)
    }
}

/// What a failed call can become.
#[diagnostic::on_unimplemented(
    message = "a failed call into Python cannot become `{Self}`",
    label = "does not implement `From<gopylink::Error>`",
    note = "implement it, which `#[gopylink::error]` does for an enum that says what Python's exceptions are in it; or \
            return the value alone, and the stub fails with `gopylink::Error`"
)]
pub trait FromError {
    /// The error.
    fn from_error(error: Error) -> Self;
}

impl<E: From<Error>> FromError for E {
    #[inline(always)]
    fn from_error(error: Error) -> Self {
        error.into()
    }
}
