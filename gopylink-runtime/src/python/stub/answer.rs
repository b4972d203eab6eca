//! What a stub makes of the result.
//!
//! Serde reads every type but those that stand for Python classes, whose objects are kept as they are. Which one it is, is
//! for the compiler to say, as in [`passing`](super::passing).

use std::marker::PhantomData;

use serde::de::DeserializeOwned;

use super::argument::Arguments;
use super::call::Stub;
use super::class::PythonClass;
use crate::error::{Error, ErrorKind, Result};

/// What generated code calls a stub by whose result is a `T`.
#[derive(Debug)]
pub struct Answers<T>(PhantomData<T>);

impl<C: PythonClass> Answers<C> {
    /// Calls for an instance.
    ///
    /// # Errors
    ///
    /// Those of the call, and that something else came back.
    pub fn call(stub: &Stub<'_>, arguments: impl Arguments) -> Result<C> {
        let object = stub.object(arguments, C::NAME)?;
        object.map(C::of).ok_or_else(|| {
            let message = format!("{} result: expected {}, got None", stub.label(), C::NAME);
            Error::of_kind(ErrorKind::Type, message)
        })
    }
}

impl<C: PythonClass> Answers<Option<C>> {
    /// Calls for an instance or `None`.
    ///
    /// # Errors
    ///
    /// As above.
    pub fn call(stub: &Stub<'_>, arguments: impl Arguments) -> Result<Option<C>> {
        Ok(stub.object(arguments, C::NAME)?.map(C::of))
    }
}

impl<T, E> Answers<Result<T, E>> {
    /// Refused: the macro sees no `Result` in what is written, so its stub would return one in another.
    ///
    /// # Errors
    ///
    /// Always.
    pub fn call(stub: &Stub<'_>, _: impl Arguments) -> Result<Result<T, E>>
    where
        Result<T, E>: WrittenResult,
    {
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

/// For results of all other types.
pub trait AnyAnswer<T> {
    /// Calls for a value.
    ///
    /// # Errors
    ///
    /// Those of the call, and that no such value came back.
    #[inline]
    fn call(stub: &Stub<'_>, arguments: impl Arguments) -> Result<T>
    where
        T: PlainAnswer,
    {
        stub.value(arguments)?.decode(stub.label())
    }
}

impl<T> AnyAnswer<T> for Answers<T> {}

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

    #[inline]
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
    #[inline]
    fn from_error(error: Error) -> Self {
        error.into()
    }
}
