//! What an object is sent as when its type is not one of the builtin ones.
//!
//! That is a question about the type, answered by `gopylink._records.classify` and remembered there. The numbers
//! below are the ones in that file.

use pyo3::exceptions::PyRuntimeError;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::PyTuple;

/// What an object is sent as.
pub(super) enum Class<'py> {
    /// As the builtin type that it derives from.
    Builtin,
    /// As a member of an enum.
    Enum,
    /// As a named tuple with these fields.
    NamedTuple(Bound<'py, PyTuple>),
    /// As a map of these fields.
    Record(Bound<'py, PyTuple>),
    /// As a map, read through `items()`.
    Mapping,
    /// As a set.
    Set,
    /// As what `__index__` gives.
    Index,
    /// As what `__float__` gives.
    Float,
    /// As what `__bool__` gives.
    Bool,
    /// As the text that `str()` gives.
    Text,
    /// As the list that `tolist()` gives.
    ToList,
    /// As an array, read by iteration up to `len()`.
    Sequence,
    /// Not at all; holds the name of the type.
    Opaque(String),
}

pub(super) fn classify<'py>(value: &Bound<'py, PyAny>) -> PyResult<Class<'py>> {
    static CLASSIFY: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
    let classify = CLASSIFY.import(value.py(), "gopylink._records", "classify")?;
    let (number, detail): (u8, Bound<'py, PyAny>) = classify.call1((value.get_type(),))?.extract()?;
    Ok(match number {
        0 => Class::Builtin,
        1 => Class::Enum,
        2 => Class::NamedTuple(detail.cast_into()?),
        3 => Class::Record(detail.cast_into()?),
        4 => Class::Mapping,
        5 => Class::Set,
        6 => Class::Index,
        7 => Class::Float,
        8 => Class::Bool,
        9 => Class::Text,
        10 => Class::ToList,
        11 => Class::Sequence,
        12 => Class::Opaque(detail.extract()?),
        _ => return Err(PyRuntimeError::new_err(format!("gopylink._records: unknown class {number}"))),
    })
}
