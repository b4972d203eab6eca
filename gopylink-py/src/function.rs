//! An exported function as Python sees it: a callable with its own name, docs and signature.

use gopylink_abi::manifest;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyTuple};

use crate::codec;
use crate::library::Library;
use crate::signature::Signature;

// No doc comment: Python would show it in place of the function's own.
#[pyclass(frozen, name = "function", module = "gopylink._native")]
pub(crate) struct Function {
    library: &'static Library,
    /// The name of the Python module that stands for the library.
    module: String,
    qualified_name: String,
    name: String,
    doc: String,
    signature: Signature,
    thunk: u32,
}

impl Function {
    /// A function of a library, or a static method of its `class`.
    pub(crate) fn new(
        library: &'static Library,
        module: &str,
        class: Option<&str>,
        function: &manifest::Function,
    ) -> Self {
        let qualified_name = match class {
            Some(class) => format!("{class}.{}", function.name),
            None => function.name.clone(),
        };
        Self {
            library,
            module: module.to_owned(),
            signature: Signature::new(function, format!("{qualified_name}()")),
            qualified_name,
            name: function.name.clone(),
            doc: function.doc.clone(),
            thunk: function.thunk,
        }
    }

    /// Calls the export.
    pub(crate) fn call(
        &self,
        args: &Bound<'_, PyTuple>,
        kwargs: Option<&Bound<'_, PyDict>>,
    ) -> PyResult<Py<PyAny>> {
        let py = args.py();
        let arguments = self.signature.bind(args, 0, kwargs)?;
        let answer = self.library.call(py, self.signature.label(), self.thunk, None, &arguments)?;
        codec::decode(py, &answer.bytes, &|| format!("{} result", self.signature.label())).map(Bound::unbind)
    }
}

#[pymethods]
impl Function {
    #[pyo3(signature = (*args, **kwargs))]
    fn __call__(&self, args: &Bound<'_, PyTuple>, kwargs: Option<&Bound<'_, PyDict>>) -> PyResult<Py<PyAny>> {
        self.call(args, kwargs)
    }

    /// A function is the same through a class and through its instances. That there is a `__get__` tells
    /// `inspect` and `help` that this is a routine.
    fn __get__(this: Py<Self>, _instance: &Bound<'_, PyAny>, _owner: Option<&Bound<'_, PyAny>>) -> Py<Self> {
        this
    }

    #[getter]
    fn __name__(&self) -> &str {
        &self.name
    }

    #[getter]
    fn __qualname__(&self) -> &str {
        &self.qualified_name
    }

    #[getter]
    fn __module__(&self) -> &str {
        &self.module
    }

    #[getter]
    fn __doc__(&self) -> &str {
        &self.doc
    }

    #[getter]
    fn __text_signature__(&self) -> String {
        self.signature.text(None)
    }

    fn __repr__(&self) -> String {
        format!("<function {} of library '{}'>", self.qualified_name, self.module)
    }
}
