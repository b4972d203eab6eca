//! What a user's function returned, taken apart before serde sees it.
//!
//! Serde would make `{"Err": …}` of a `Result`. Whether a return type is one is for the compiler to say, since
//! aliases hide it: an inherent method applies to `Result`s and wins over the trait's method for any type. The
//! same choice tells apart the error types that no single bound covers.

use std::convert::Infallible;
use std::error::Error as StdError;

use crate::error::Error;

/// What a user's function returned.
pub struct Returned<T>(pub T);

impl<T, E> Returned<Result<T, E>> {
    /// The `Result` as it is.
    pub fn into_result(self) -> Result<T, E> {
        self.0
    }
}

/// For return types other than `Result`.
pub trait AnyValue<T>: Sized {
    /// The value: it cannot fail.
    fn into_result(self) -> Result<T, Infallible>;
}

impl<T> AnyValue<T> for Returned<T> {
    fn into_result(self) -> Result<T, Infallible> {
        Ok(self.0)
    }
}

/// The error that a user's function returned.
pub struct Raised<E>(pub E);

impl Raised<Error> {
    /// The error as it is.
    #[must_use]
    pub fn into_error(self) -> Error {
        self.0
    }
}

impl Raised<Box<dyn StdError + Send + Sync>> {
    /// The error with its chain of sources.
    #[must_use]
    pub fn into_error(self) -> Error {
        Error::from_returned(self.0)
    }
}

impl Raised<Box<dyn StdError + Send>> {
    /// The error with its chain of sources.
    #[must_use]
    pub fn into_error(self) -> Error {
        Error::from_returned(self.0)
    }
}

/// For all other error types: `String`, `&str`, any `std::error::Error`, `anyhow::Error`.
pub trait AnyError<E>: Sized {
    /// The error with its chain of sources.
    fn into_error(self) -> Error
    where
        E: Into<Box<dyn StdError>>;
}

impl<E> AnyError<E> for Raised<E> {
    fn into_error(self) -> Error
    where
        E: Into<Box<dyn StdError>>,
    {
        Error::from_returned(self.0.into())
    }
}
