//! What a call into Python gave.

use serde::de::DeserializeOwned;

use super::answer::Answer;
use super::label::OwnedLabel;
use crate::error::Result;

/// The result of a call into Python, not yet decoded: a value or the error.
#[must_use = "a failed call says so only when its result is asked for"]
#[derive(Debug)]
pub struct PythonResult {
    outcome: Result<Answer>,
    label: OwnedLabel,
}

impl PythonResult {
    #[inline]
    pub(super) fn new(outcome: Result<Answer>, label: OwnedLabel) -> Self {
        Self { outcome, label }
    }

    /// The value as a `T`; [`Value`](crate::Value) takes any.
    ///
    /// # Errors
    ///
    /// Whatever made the call fail, or that Python returned something other than a `T`.
    #[inline(always)]
    pub fn get<T: DeserializeOwned>(self) -> Result<T> {
        // Apart, so that what came need not be put beside the label to be looked at.
        let Self { outcome, label } = self;
        outcome?.decode(&label)
    }

    /// Puts the value into `target`, which stays as it was if there is an error.
    ///
    /// # Errors
    ///
    /// As [`get`](Self::get).
    pub fn get_into<T: DeserializeOwned>(self, target: &mut T) -> Result<()> {
        *target = self.get()?;
        Ok(())
    }
}

/// The value of `result` as a `T`: [`PythonResult::get`] as a function.
///
/// ```no_run
/// # fn main() -> gopylink::Result<()> {
/// let result = gopylink::python_func_call("multiply", (6, 7));
/// let product = gopylink::get::<i64>(result)?;
/// # Ok(())
/// # }
/// ```
///
/// # Errors
///
/// As [`PythonResult::get`].
pub fn get<T: DeserializeOwned>(result: PythonResult) -> Result<T> {
    result.get()
}
