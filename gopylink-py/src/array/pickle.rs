//! Pickles and copies of arrays: their type, shape and bytes.

use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::PyBytes;

use super::element::Number;
use super::memory::Memory;
use super::object::Array;

/// How many dimensions a buffer of Python's has at most: `PyBUF_MAX_NDIM`.
const MOST_DIMENSIONS: usize = 64;

/// The array of what was saved of one, with memory of its own.
#[pyfunction]
#[allow(clippy::needless_pass_by_value, reason = "Python's list becomes one that is owned")]
pub(crate) fn saved_array(
    type_string: &str,
    shape: Vec<usize>,
    data: &Bound<'_, PyBytes>,
) -> PyResult<Array> {
    let refused = |what: &str| PyValueError::new_err(format!("no gopylink.Array can be made of {what}"));
    let number = Number::of_type_string(type_string)
        .ok_or_else(|| refused(&format!("elements of type '{type_string}' on this machine")))?;
    let multiply = |bytes: usize, &length: &usize| bytes.checked_mul(length);
    // Lengths have to fit even where there are no elements.
    let reach = shape.iter().filter(|&&length| length > 0).try_fold(number.size, multiply);
    let is_possible = reach.is_some_and(|bytes| isize::try_from(bytes).is_ok());
    if shape.len() > MOST_DIMENSIONS || !is_possible {
        return Err(refused("such a shape"));
    }
    if shape.iter().try_fold(number.size, multiply) != Some(data.as_bytes().len()) {
        return Err(refused("a shape of another size than the data"));
    }
    Ok(Array::new(Memory::copy(data.as_bytes()), number, &shape))
}
