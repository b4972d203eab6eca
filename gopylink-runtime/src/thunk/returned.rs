//! What a user's function returned, taken apart before serde sees it.
//!
//! Serde would make `{"Err": …}` of a `Result`. Whether a return type is one is for the compiler to say, since
//! aliases hide it: an inherent method applies to `Result`s and wins over the trait's method for any type. The
//! same choice tells apart the error types that no single bound covers, and the values that are instances of classes.

use std::convert::Infallible;
use std::error::Error as StdError;

use super::plain::ToPython;
use super::{Call, Lane, Outcome};
use crate::error::Error;
use crate::object::Returnable;

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

// One inherent implementation for all boxes, and no other: with two of them, every unresolved return type of the
// user's would come with a second error about the choice.
impl<E: ?Sized> Raised<Box<E>>
where
    Box<E>: IntoBoxedError,
{
    /// The error with its chain of sources.
    #[must_use]
    pub fn into_error(self) -> Error {
        Error::from_returned(self.0.into_boxed_error())
    }
}

/// A boxed error, whatever auto traits it promises.
pub trait IntoBoxedError {
    /// The error without those promises.
    fn into_boxed_error(self) -> Box<dyn StdError>;
}

impl IntoBoxedError for Box<dyn StdError> {
    fn into_boxed_error(self) -> Box<dyn StdError> {
        self
    }
}

impl IntoBoxedError for Box<dyn StdError + Send> {
    fn into_boxed_error(self) -> Box<dyn StdError> {
        self
    }
}

impl IntoBoxedError for Box<dyn StdError + Send + Sync> {
    fn into_boxed_error(self) -> Box<dyn StdError> {
        self
    }
}

impl<E: StdError + 'static> IntoBoxedError for Box<E> {
    fn into_boxed_error(self) -> Box<dyn StdError> {
        self
    }
}

/// For all other error types: an [`struct@Error`], `String`, `&str`, any `std::error::Error`, `anyhow::Error`.
pub trait AnyError<E>: Sized {
    /// The error with its chain of sources.
    fn into_error(self) -> Error
    where
        E: Raise;
}

/// What can be raised.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be raised in Python: it is no error",
    label = "does not implement `std::error::Error`",
    note = "return a `String`, a `gopylink::Error`, or an enum with `#[gopylink::error]`, which has exception classes; or \
            implement `std::error::Error` and `std::fmt::Display`"
)]
pub trait Raise: Into<Box<dyn StdError>> {}

#[diagnostic::do_not_recommend]
impl<E: Into<Box<dyn StdError>>> Raise for E {}

impl<E> AnyError<E> for Raised<E> {
    fn into_error(self) -> Error
    where
        E: Raise,
    {
        Error::from_returned(self.0.into())
    }
}

/// The value of a result.
pub struct Answer<T>(Option<T>);

impl<T> Answer<T> {
    /// That value.
    #[inline(always)]
    pub fn new(value: T) -> Self {
        Self(Some(value))
    }
}

impl<T: Returnable> Answer<T> {
    /// It is instances of exported classes.
    #[inline(always)]
    pub fn how(&self) -> AnswerInstances {
        AnswerInstances
    }

    /// It is an instance of the class that its function is of.
    #[inline(always)]
    pub fn of_class(&self) -> AnswerInstances {
        AnswerInstances
    }
}

/// For all other values.
pub trait AnyAnswer {
    /// It is one that serde encodes.
    #[inline(always)]
    fn how(&self) -> AnswerValue {
        AnswerValue
    }

    /// The type is no class, as the compiler says elsewhere.
    fn of_class(&self) -> NoAnswer {
        NoAnswer
    }
}

impl<T> AnyAnswer for Answer<T> {}

/// Stands for the reply with an instance where there is no class, so that this is no second error.
pub struct NoAnswer;

impl NoAnswer {
    /// Never runs.
    ///
    /// # Errors
    ///
    /// None.
    pub fn reply<L, T>(self, _: &mut Call<'_, L>, _: &mut Answer<T>) -> Outcome {
        Ok(())
    }
}

/// Replies with new instances.
pub struct AnswerInstances;

impl AnswerInstances {
    /// Replies.
    ///
    /// # Errors
    ///
    /// Python cannot make them.
    #[inline(always)]
    pub fn reply<'call, L: Lane<'call>, T: Returnable>(
        self,
        call: &mut Call<'call, L>,
        answer: &mut Answer<T>,
    ) -> Outcome {
        // No closure, which might not be seen through.
        let Some(value) = answer.0.take() else { return Ok(()) };
        call.reply(&value.sent())
    }
}

/// Replies with a value.
pub struct AnswerValue;

impl AnswerValue {
    /// Replies.
    ///
    /// # Errors
    ///
    /// The value cannot be encoded.
    #[inline(always)]
    pub fn reply<'call, L: Lane<'call>, T: ToPython>(
        self,
        call: &mut Call<'call, L>,
        answer: &mut Answer<T>,
    ) -> Outcome {
        // As above.
        let Some(value) = &answer.0 else { return Ok(()) };
        call.reply(value)
    }
}
