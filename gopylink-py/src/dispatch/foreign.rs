//! Functions of libraries that are not in Rust, as builtin functions, which pickles find again as those of Rust libraries.

use std::path::Path;

use pyo3::ffi::{self, PyMethodDef, PyMethodDefPointer, PyObject};
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyTuple};

use super::cold;
use super::function::{ORIGIN, builtin, holder, leak, module_holder_type, state};

type Work = Box<
    dyn for<'py> Fn(&Bound<'py, PyTuple>, Option<&Bound<'py, PyDict>>) -> PyResult<Bound<'py, PyAny>>
        + Send
        + Sync,
>;

/// A function of the library in the file `path`. It lives as long as the process. `work` gets the arguments by position and
/// by name.
pub(crate) fn foreign<'py>(
    py: Python<'py>,
    path: &Path,
    module: &str,
    name: &str,
    signature: &str,
    doc: &str,
    work: impl for<'a> Fn(&Bound<'a, PyTuple>, Option<&Bound<'a, PyDict>>) -> PyResult<Bound<'a, PyAny>>
    + Send
    + Sync
    + 'static,
) -> PyResult<Bound<'py, PyAny>> {
    let definition = Box::into_raw(Box::new(PyMethodDef {
        ml_name: leak(name),
        ml_meth: PyMethodDefPointer { PyCFunctionWithKeywords: call },
        ml_flags: ffi::METH_VARARGS | ffi::METH_KEYWORDS,
        ml_doc: leak(&format!("{name}{signature}\n--\n\n{doc}")),
    }));
    let work: &'static Work = Box::leak(Box::new(Box::new(work) as Work));
    let holder = holder(module_holder_type(py)?, module, work)?;
    holder.setattr(ORIGIN, (path.as_os_str(),))?;
    builtin(definition, &holder, module)
}

unsafe extern "C" fn call(
    holder: *mut PyObject,
    arguments: *mut PyObject,
    named: *mut PyObject,
) -> *mut PyObject {
    // SAFETY: CPython calls with the holder that `foreign` made the function with, on a thread that holds the GIL.
    unsafe {
        let work = state::<Work>(holder);
        cold::guarded(|py| {
            // SAFETY: CPython keeps the arguments for the call: a tuple, and a dict or null.
            let arguments = Borrowed::from_ptr(py, arguments).cast::<PyTuple>()?;
            let named = Borrowed::from_ptr_or_opt(py, named);
            let named = named.as_ref().map(|named| named.cast::<PyDict>()).transpose()?;
            work(&arguments, named.as_deref())
        })
    }
}
