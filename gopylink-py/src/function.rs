//! An exported function as Python sees it: a builtin function, with its own name, docs and signature.

use std::ffi::CString;

use gopylink_abi::manifest::Function;
use pyo3::prelude::*;
use pyo3::types::{PyCFunction, PyDict, PyTuple};

use crate::codec;
use crate::library::Library;
use crate::signature::Signature;

/// An export that Python calls without an instance.
pub(crate) struct Callable {
    library: &'static Library,
    signature: Signature,
    thunk: u32,
}

impl Callable {
    pub(crate) fn new(library: &'static Library, function: &Function, label: String) -> Self {
        Self { library, signature: Signature::new(function, label), thunk: function.thunk }
    }

    /// Calls the export with the arguments after the first `skip`.
    pub(crate) fn call(
        &self,
        args: &Bound<'_, PyTuple>,
        skip: usize,
        kwargs: Option<&Bound<'_, PyDict>>,
    ) -> PyResult<Py<PyAny>> {
        let py = args.py();
        let arguments = self.signature.bind(args, skip, kwargs)?;
        let answer = self.library.call(py, self.signature.label(), self.thunk, None, &arguments)?;
        codec::decode(py, &answer.bytes).map(Bound::unbind)
    }
}

/// The builtin function for an export. Libraries are never unloaded, nor are their functions freed.
pub(crate) fn new<'py>(
    py: Python<'py>,
    function: &Function,
    callable: &'static Callable,
) -> PyResult<Bound<'py, PyCFunction>> {
    let doc = docstring(function, &callable.signature.text(None));
    PyCFunction::new_closure(py, Some(leak(&function.name)), Some(leak(&doc)), move |args, kwargs| {
        callable.call(args, 0, kwargs)
    })
}

/// A docstring with the signature in front, from where CPython takes `__text_signature__`.
pub(crate) fn docstring(function: &Function, signature: &str) -> String {
    format!("{}{signature}\n--\n\n{}", function.name, function.doc)
}

/// A C string that lives as long as the library: forever.
pub(crate) fn leak(text: &str) -> &'static std::ffi::CStr {
    // A NUL would end the text in C anyway.
    let text = text.split('\0').next().unwrap_or_default();
    Box::leak(CString::new(text).unwrap_or_default().into_boxed_c_str())
}
