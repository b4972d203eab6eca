//! Rust calling Python. What may be called is held in a dictionary and looked up by name for each call, as in
//! gopylink.

use pyo3::exceptions::PyKeyError;
use pyo3::intern;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyDict, PyString};

static EXPORTS: PyOnceLock<Py<PyDict>> = PyOnceLock::new();

fn exports(py: Python<'_>) -> &Bound<'_, PyDict> {
    EXPORTS.get_or_init(py, || PyDict::new(py).unbind()).bind(py)
}

fn find<'py>(py: Python<'py>, name: &Bound<'py, PyString>) -> PyResult<Bound<'py, PyAny>> {
    exports(py).get_item(name)?.ok_or_else(|| PyKeyError::new_err(name.to_string()))
}

#[pyfunction]
pub fn export(py: Python<'_>, name: &str, callable: Bound<'_, PyAny>) -> PyResult<()> {
    exports(py).set_item(name, callable)
}

fn double(py: Python<'_>, number: i64) -> PyResult<i64> {
    find(py, intern!(py, "double"))?.call1((number,))?.extract()
}

fn tally(py: Python<'_>, initial: i64) -> PyResult<Bound<'_, PyAny>> {
    find(py, intern!(py, "Tally"))?.call1((initial,))
}

fn incr(tally: &Bound<'_, PyAny>) -> PyResult<i64> {
    tally.call_method1(intern!(tally.py(), "incr"), (1,))?.extract()
}

fn call(count: i64) -> PyResult<i64> {
    let mut total = 0;
    for number in 0..count {
        total += Python::attach(|py| double(py, number))?;
    }
    Ok(total)
}

fn method(count: i64) -> PyResult<i64> {
    let tally = Python::attach(|py| tally(py, 0).map(Bound::unbind))?;
    let mut total = 0;
    for _ in 0..count {
        total = Python::attach(|py| incr(tally.bind(py)))?;
    }
    Python::attach(|_| drop(tally));
    Ok(total)
}

fn construct(count: i64) -> PyResult<i64> {
    for number in 0..count {
        Python::attach(|py| tally(py, number).map(drop))?;
    }
    Ok(count)
}

fn on_thread(py: Python<'_>, work: impl FnOnce() -> PyResult<i64> + Send + 'static) -> PyResult<i64> {
    py.detach(|| std::thread::spawn(work).join().expect("the thread does not panic"))
}

#[pyfunction]
pub fn call_held(py: Python<'_>, count: i64) -> PyResult<i64> {
    let mut total = 0;
    for number in 0..count {
        total += double(py, number)?;
    }
    Ok(total)
}

#[pyfunction]
pub fn call_detached(py: Python<'_>, count: i64) -> PyResult<i64> {
    py.detach(|| call(count))
}

#[pyfunction]
pub fn call_from_thread(py: Python<'_>, count: i64) -> PyResult<i64> {
    on_thread(py, move || call(count))
}

#[pyfunction]
pub fn method_held(py: Python<'_>, count: i64) -> PyResult<i64> {
    let tally = tally(py, 0)?;
    let mut total = 0;
    for _ in 0..count {
        total = incr(&tally)?;
    }
    Ok(total)
}

#[pyfunction]
pub fn method_detached(py: Python<'_>, count: i64) -> PyResult<i64> {
    py.detach(|| method(count))
}

#[pyfunction]
pub fn method_from_thread(py: Python<'_>, count: i64) -> PyResult<i64> {
    on_thread(py, move || method(count))
}

#[pyfunction]
pub fn construct_held(py: Python<'_>, count: i64) -> PyResult<i64> {
    for number in 0..count {
        drop(tally(py, number)?);
    }
    Ok(count)
}

#[pyfunction]
pub fn construct_detached(py: Python<'_>, count: i64) -> PyResult<i64> {
    py.detach(|| construct(count))
}

#[pyfunction]
pub fn construct_from_thread(py: Python<'_>, count: i64) -> PyResult<i64> {
    on_thread(py, move || construct(count))
}
