//! A Go library as the Python module `gopylink._go` sees it, which makes the module object.

use pyo3::exceptions::PyTypeError;
use pyo3::intern;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyTuple};

use super::library::Library;
use crate::dispatch::foreign;
use crate::enter;

/// The calls of one Go library.
#[pyclass(frozen, name = "GoLibrary", module = "gopylink._native")]
pub(crate) struct Handle(&'static Library);

#[pymethods]
impl Handle {
    /// A function, as the module of that name has it.
    fn function<'py>(
        &self,
        py: Python<'py>,
        module: &str,
        name: String,
        doc: &str,
    ) -> PyResult<Bound<'py, PyAny>> {
        let library = self.0;
        foreign(py, library.path(), module, &name.clone(), "(*arguments)", doc, move |arguments, named| {
            if let Some(named) = named.filter(|named| !named.is_empty()) {
                let refused = python(named.py())?.call_method1("takes_no_names", (&name, named))?;
                return Err(PyErr::from_value(refused));
            }
            library.call(arguments.py(), &name, arguments)
        })
    }

    /// A function that calls one of `exports`: its first argument is the name. If there is none of that, `missing` raises.
    fn by_name<'py>(
        &self,
        py: Python<'py>,
        module: &str,
        name: String,
        doc: &str,
        exports: Py<PyDict>,
        missing: Py<PyAny>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let path = self.0.path();
        foreign(py, path, module, &name.clone(), "(name, /, *arguments)", doc, move |arguments, named| {
            let py = arguments.py();
            let Ok(first) = arguments.get_borrowed_item(0) else {
                let reason = format!("{name}() missing 1 required positional argument: 'name'");
                return Err(PyTypeError::new_err(reason));
            };
            // What cannot be a key is missing, too.
            let callable = match exports.bind(py).get_item(first) {
                Ok(Some(found)) => found,
                _ => enter::call(missing.bind(py), &PyTuple::new(py, [first])?)?,
            };
            enter::call_named(&callable, &arguments.get_slice(1, arguments.len()), named)
        })
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

/// The Python part.
fn python(py: Python<'_>) -> PyResult<Bound<'_, PyModule>> {
    py.import("gopylink._go")
}

/// The module object of a library, whose name is `name`.
pub(crate) fn module(py: Python<'_>, library: &'static Library, name: &str) -> PyResult<Py<PyModule>> {
    let make = python(py)?.getattr(intern!(py, "module"))?;
    Ok(make.call1((Handle(library), name))?.cast_into::<PyModule>()?.unbind())
}

/// What is known of a library, in the form of a manifest.
pub(crate) fn description<'py>(py: Python<'py>, library: &'static Library) -> PyResult<Bound<'py, PyAny>> {
    python(py)?.getattr(intern!(py, "manifest"))?.call1((Handle(library),))
}
