//! Asking an object what Python's protocols let it answer: its length, its items, its text. Answers may be given by
//! code of the object's own, which is why every question goes through `crate::enter`.

use pyo3::intern;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyBool, PyBytes, PyDict, PyFloat, PyInt, PyString, PyTuple};

use crate::enter::{self, Guarded};

/// `value.name()`.
pub(crate) fn method<'py>(
    value: &Bound<'py, PyAny>,
    name: &Bound<'py, PyString>,
) -> PyResult<Bound<'py, PyAny>> {
    enter::call(&enter::getattr(value, name)?, &PyTuple::empty(value.py()))
}

/// `operator.index(value)`: an `int`.
pub(crate) fn index<'py>(value: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
    static INDEX: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
    ask(INDEX.import(value.py(), "operator", "index")?, value)
}

/// `float(value)`.
pub(crate) fn float(value: &Bound<'_, PyAny>) -> PyResult<f64> {
    ask(&value.py().get_type::<PyFloat>(), value)?.extract()
}

/// `bool(value)`.
pub(crate) fn truth(value: &Bound<'_, PyAny>) -> PyResult<bool> {
    ask(&value.py().get_type::<PyBool>(), value)?.extract()
}

/// `str(value)`.
pub(crate) fn text<'py>(value: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyString>> {
    Ok(ask(&value.py().get_type::<PyString>(), value)?.cast_into()?)
}

/// `len(value)`.
pub(crate) fn length(value: &Bound<'_, PyAny>) -> PyResult<usize> {
    static LEN: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
    ask(LEN.import(value.py(), "builtins", "len")?, value)?.extract()
}

/// The items that iterating over `value` gives.
pub(crate) fn items<'py>(value: &Bound<'py, PyAny>) -> PyResult<Items<'py>> {
    static ITER: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
    Ok(Items(Guarded::new(ask(ITER.import(value.py(), "builtins", "iter")?, value)?)))
}

/// An iterator of Python's. One that ends early may run code when it is dropped.
pub(crate) struct Items<'py>(Guarded<'py>);

impl<'py> Iterator for Items<'py> {
    type Item = PyResult<Bound<'py, PyAny>>;

    fn next(&mut self) -> Option<Self::Item> {
        enter::next(&self.0).transpose()
    }
}

fn ask<'py>(function: &Bound<'py, PyAny>, value: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
    enter::call(function, &PyTuple::new(value.py(), [value])?)
}

/// The two's complement of an `int` in as few bytes as hold it, without running code of a subclass.
pub(crate) fn big_int<'py>(value: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyBytes>> {
    let py = value.py();
    let int = py.get_type::<PyInt>();
    // Of `int` itself, unlike `value`, whose class may have operators of its own.
    let value = int.call_method1(intern!(py, "__index__"), (value,))?;
    let magnitude = if value.lt(0)? { value.bitnot()? } else { value.clone() };
    let bits: usize = int.call_method1(intern!(py, "bit_length"), (magnitude,))?.extract()?;
    let signed = PyDict::new(py);
    signed.set_item(intern!(py, "signed"), true)?;
    let bytes = int.call_method(intern!(py, "to_bytes"), (value, bits / 8 + 1, "little"), Some(&signed))?;
    Ok(bytes.cast_into()?)
}
