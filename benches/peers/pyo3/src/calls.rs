//! Calls with little to pass: functions, a class, and what fails.

use pyo3::exceptions::PyRuntimeError;
use pyo3::prelude::*;

#[pyfunction]
pub fn noop() {
    bodies::noop();
}

#[pyfunction]
pub fn add(a: i64, b: i64) -> i64 {
    bodies::add(a, b)
}

#[pyfunction]
#[pyo3(signature = (a, b=10))]
pub fn add_ten(a: i64, b: i64) -> i64 {
    bodies::add(a, b)
}

#[pyfunction]
pub fn add_released(py: Python<'_>, a: i64, b: i64) -> i64 {
    py.detach(|| bodies::add(a, b))
}

#[pyfunction]
pub fn hello(name: &str) -> String {
    bodies::hello(name)
}

#[pyfunction]
pub fn hello_released(py: Python<'_>, name: &str) -> String {
    py.detach(|| bodies::hello(name))
}

#[pyfunction]
pub fn fail(text: &str) -> PyResult<i64> {
    bodies::fail(text).map_err(|failure| PyRuntimeError::new_err(failure.to_string()))
}

#[pyfunction]
pub fn panic(text: &str) {
    bodies::panic(text);
}

#[pyclass]
pub struct Counter(bodies::Counter);

#[pymethods]
impl Counter {
    #[new]
    fn new(initial: i64) -> Self {
        Self(bodies::Counter::new(initial))
    }

    fn incr(&mut self, n: i64) -> i64 {
        self.0.incr(n)
    }

    fn incr_released(&mut self, py: Python<'_>, n: i64) -> i64 {
        py.detach(|| self.0.incr(n))
    }

    fn value(&self) -> i64 {
        self.0.value()
    }
}
