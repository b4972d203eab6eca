//! A Go library as the Python module `gopylink._go` sees it, which makes the module object.

use pyo3::intern;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyTuple};

use super::library::Library;

/// The calls of one Go library.
#[pyclass(frozen, name = "GoLibrary", module = "gopylink._native")]
pub(crate) struct Handle(&'static Library);

#[pymethods]
impl Handle {
    /// Calls a function.
    fn call<'py>(
        &self,
        py: Python<'py>,
        name: &str,
        arguments: &Bound<'py, PyTuple>,
    ) -> PyResult<Bound<'py, PyAny>> {
        self.0.call(py, name, arguments)
    }

    /// Makes an object of a type; returns its number.
    fn construct(&self, py: Python<'_>, class: &str, arguments: &Bound<'_, PyTuple>) -> PyResult<i64> {
        self.0.construct(py, class, arguments)
    }

    /// Calls a method of the object with that number.
    fn method<'py>(
        &self,
        py: Python<'py>,
        class: &str,
        number: i64,
        name: &str,
        arguments: &Bound<'py, PyTuple>,
    ) -> PyResult<Bound<'py, PyAny>> {
        self.0.method(py, class, number, name, arguments)
    }

    /// Lets an object go.
    fn close(&self, py: Python<'_>, number: i64) -> PyResult<()> {
        self.0.close(py, number)
    }

    /// Lets an object go that nobody has any more, who could be told of a failure.
    fn release(&self, py: Python<'_>, number: i64) {
        // Fails in a fork, which has lost what the object was part of.
        let _ = self.0.close(py, number);
    }

    /// The file.
    #[getter]
    fn path(&self) -> String {
        self.0.path().display().to_string()
    }

    /// The names of the functions.
    #[getter]
    fn functions(&self) -> Vec<String> {
        self.0.functions.clone()
    }

    /// The names of the types, each with those of its methods.
    #[getter]
    fn types<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let types = PyDict::new(py);
        for (name, methods) in &self.0.types {
            types.set_item(name, methods)?;
        }
        Ok(types)
    }
}

/// The module object of a library, whose name is `name`.
pub(crate) fn module(py: Python<'_>, library: &'static Library, name: &str) -> PyResult<Py<PyModule>> {
    let make = py.import("gopylink._go")?.getattr(intern!(py, "module"))?;
    Ok(make.call1((Handle(library), name))?.cast_into::<PyModule>()?.unbind())
}

/// What is known of a library, in the form of a manifest.
pub(crate) fn description<'py>(py: Python<'py>, library: &'static Library) -> PyResult<Bound<'py, PyAny>> {
    py.import("gopylink._go")?.getattr(intern!(py, "manifest"))?.call1((Handle(library),))
}
