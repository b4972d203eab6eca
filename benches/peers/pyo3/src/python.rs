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

fn double_detached(count: i64) -> PyResult<i64> {
    let mut total = 0;
    for number in 0..count {
        total += Python::attach(|py| double(py, number))?;
    }
    Ok(total)
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
    py.detach(|| double_detached(count))
}

#[pyfunction]
pub fn call_from_thread(py: Python<'_>, count: i64) -> PyResult<i64> {
    py.detach(|| {
        std::thread::spawn(move || double_detached(count)).join().expect("the thread does not panic")
    })
}

#[pyfunction]
pub fn call_method(py: Python<'_>, count: i64) -> PyResult<i64> {
    let tally = find(py, intern!(py, "Tally"))?.call1((0,))?;
    let mut total = 0;
    for _ in 0..count {
        total = tally.call_method1(intern!(py, "incr"), (1,))?.extract()?;
    }
    Ok(total)
}

#[pyfunction]
pub fn construct(py: Python<'_>, count: i64) -> PyResult<i64> {
    for number in 0..count {
        drop(find(py, intern!(py, "Tally"))?.call1((number,))?);
    }
    Ok(count)
}
