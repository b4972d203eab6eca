//! Classes whose instances are read, changed, compared and iterated over.

use pyo3::exceptions::PyIndexError;
use pyo3::prelude::*;

#[pyclass]
pub struct Gauge(bodies::Gauge);

#[pymethods]
impl Gauge {
    #[classattr]
    const LIMIT: i64 = bodies::Gauge::LIMIT;

    #[new]
    fn new(value: i64) -> Self {
        Self(bodies::Gauge::new(value))
    }

    #[staticmethod]
    fn full() -> Self {
        Self(bodies::Gauge::full())
    }

    #[getter]
    fn value(&self) -> i64 {
        self.0.value()
    }

    #[setter]
    fn set_value(&mut self, value: i64) {
        self.0.set_value(value);
    }

    fn above(&self, other: &Self) -> i64 {
        self.0.above(&other.0)
    }

    fn __len__(&self) -> usize {
        self.0.count()
    }

    fn __getitem__(&self, index: usize) -> PyResult<i64> {
        self.0.mark(index).ok_or_else(|| PyIndexError::new_err("no such mark"))
    }

    fn __add__(&self, further: i64) -> i64 {
        self.0.plus(further)
    }

    fn __eq__(&self, other: &Self) -> bool {
        self.0 == other.0
    }

    fn __hash__(&self) -> u64 {
        self.0.hash()
    }
}

#[pyclass]
pub struct Steps(bodies::Steps);

#[pymethods]
impl Steps {
    #[new]
    fn new(count: i64) -> Self {
        Self(bodies::Steps::new(count))
    }

    fn __iter__(slf: PyRef<'_, Self>) -> PyRef<'_, Self> {
        slf
    }

    fn __next__(&mut self) -> Option<i64> {
        self.0.step()
    }
}
