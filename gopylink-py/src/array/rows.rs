//! Parts of an array of several dimensions, which share its memory.

use pyo3::exceptions::PyIndexError;
use pyo3::intern;
use pyo3::prelude::*;
use pyo3::types::PyRange;

use super::memory::Memory;
use super::object::Array;

/// What an array has at an index of its first dimension; from the end, if that is negative.
pub(super) fn at<'py>(array: &Bound<'py, Array>, index: isize) -> PyResult<Bound<'py, Array>> {
    let length = array.get().extents()[0];
    let place = if index < 0 { index.checked_add_unsigned(length) } else { Some(index) };
    match place.and_then(|place| usize::try_from(place).ok()).filter(|&place| place < length) {
        Some(place) => row(array, place),
        None => Err(PyIndexError::new_err("index out of bounds on dimension 1")),
    }
}

/// Iterates over what an array has at the indices of its first dimension, one by one: of empty ones there may be more than
/// fit in memory.
pub(super) fn each<'py>(array: &Bound<'py, Array>) -> PyResult<Bound<'py, PyAny>> {
    let py = array.py();
    let indices = PyRange::new(py, 0, array.get().extents()[0].cast_signed())?;
    let get = array.getattr(intern!(py, "__getitem__"))?;
    PyModule::import(py, "builtins")?.getattr(intern!(py, "map"))?.call1((get, indices))
}

/// There is one at that place.
fn row<'py>(array: &Bound<'py, Array>, place: usize) -> PyResult<Bound<'py, Array>> {
    let Array { memory, number, .. } = array.get();
    let shape = &array.get().extents()[1..];
    let size = shape.iter().product::<usize>() * number.size;
    let data = memory.data().cast::<u8>().wrapping_add(place * size);
    Bound::new(array.py(), Array::new(Memory::part(array.clone().unbind(), data.cast()), number, shape))
}
