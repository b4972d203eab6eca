//! What an object is sent as when its type is not one of the builtin ones.
//!
//! That is a question about the type, answered by `gopylink._records.classify` and remembered in `known` there.
//! The numbers below are the ones in that file.

use pyo3::exceptions::{PyRuntimeError, PyTypeError};
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyDict, PyString, PyTuple, PyType, PyWeakrefReference};

use super::protocol;
use crate::enter;
use crate::standard::Kind;

/// What an object is sent as.
pub(crate) enum Class<'py> {
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
    /// As a value of Python's standard library.
    Standard(Kind),
}

/// How an object is sent.
pub(crate) struct Described<'py> {
    pub(crate) class: Class<'py>,
    /// The name of its type, if it is sent as a container.
    pub(super) name: Option<Bound<'py, PyString>>,
    /// Whether it is sent as a container, and has `__index__` as well.
    pub(crate) has_index: bool,
}

pub(crate) fn classify<'py>(value: &Bound<'py, PyAny>) -> PyResult<Described<'py>> {
    let class = value.get_type();
    let answer = match remembered(&class)? {
        Some(answer) => answer,
        None => ask(&class)?,
    };
    let (number, detail, name, has_index): (u8, Bound<'py, PyAny>, Option<Bound<'py, PyString>>, bool) =
        answer.extract()?;
    let class = match number {
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
        11 if has_index && !is_sized(value)? => {
            return Ok(Described { class: Class::Index, name: None, has_index: false });
        }
        11 => Class::Sequence,
        12 => Class::Opaque(detail.extract()?),
        13 => Class::Standard(Kind::numbered(detail.extract()?)?),
        _ => return Err(PyRuntimeError::new_err(format!("gopylink._records: unknown class {number}"))),
    };
    Ok(Described { class, name, has_index })
}

/// Whether an object whose class has `__len__` has a length itself: a tensor without dimensions is a number alone.
fn is_sized(value: &Bound<'_, PyAny>) -> PyResult<bool> {
    match protocol::length(value) {
        Err(error) if error.is_instance_of::<PyTypeError>(value.py()) => Ok(false),
        length => length.map(|_| true),
    }
}

/// What `__index__` gives, or the text that messages have for an object whose `__index__` raised an exception.
pub(crate) fn index_of<'py>(value: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
    static INDEX_OF: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
    let py = value.py();
    enter::call(INDEX_OF.import(py, "gopylink._records", "index_of")?, &PyTuple::new(py, [value])?)
}

/// The answer for a type that has been asked for before. Runs no Python code.
fn remembered<'py>(class: &Bound<'py, PyType>) -> PyResult<Option<Bound<'py, PyAny>>> {
    static KNOWN: PyOnceLock<Py<PyDict>> = PyOnceLock::new();
    let known = KNOWN.import(class.py(), "gopylink._records", "known")?;
    let Some(entry) = known.get_item(class.as_ptr().addr())? else {
        return Ok(None);
    };
    let (reference, answer): (Bound<'py, PyWeakrefReference>, Bound<'py, PyAny>) = entry.extract()?;
    Ok(reference.upgrade().is_some_and(|known| known.is(class)).then_some(answer))
}

fn ask<'py>(class: &Bound<'py, PyType>) -> PyResult<Bound<'py, PyAny>> {
    static CLASSIFY: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
    let py = class.py();
    enter::call(CLASSIFY.import(py, "gopylink._records", "classify")?, &PyTuple::new(py, [class])?)
}
