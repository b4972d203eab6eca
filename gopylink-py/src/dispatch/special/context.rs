//! `with`: the methods that a class has in place of those of all instances.

use gopylink_abi::failure::Failure;
use pyo3::ffi::{self, Py_ssize_t, PyObject};
use pyo3::prelude::*;
use pyo3::types::PyString;

use super::{Special, call, call_for_instance, declared_of, not_implemented};
use crate::dispatch::cold::guarded;
use crate::dispatch::export::Export;
use crate::{errors, host};

/// `__enter__`.
pub(in crate::dispatch) unsafe extern "C" fn enter(
    this: *mut PyObject,
    _arguments: *const *mut PyObject,
    _positional: Py_ssize_t,
    _keywords: *mut PyObject,
) -> *mut PyObject {
    // SAFETY: CPython holds the GIL and the instance, whose type has this method.
    unsafe {
        match declared_of(this, Special::__enter__ as usize) {
            Some(method) => call_for_instance(this, method, []),
            None => not_implemented(),
        }
    }
}

/// `__exit__`, which Python calls with an exception's class, the exception and its traceback, or with nothing of these.
pub(in crate::dispatch) unsafe extern "C" fn exit(
    this: *mut PyObject,
    arguments: *const *mut PyObject,
    positional: Py_ssize_t,
    _keywords: *mut PyObject,
) -> *mut PyObject {
    // SAFETY: as above; there are that many arguments.
    unsafe {
        let Some(method) = declared_of(this, Special::__exit__ as usize) else { return not_implemented() };
        let export = &method.export;
        if export.signature().parameters().is_empty() {
            return call(this, export, []);
        }
        let exception = if positional > 1 { *arguments.add(1) } else { ffi::Py_None() };
        if exception == ffi::Py_None() {
            return call(this, export, [exception; 3]);
        }
        exit_with(this, export, exception)
    }
}

/// Tells Rust what it can know of an exception: the name of its class, its message and its traceback.
///
/// # Safety
///
/// As for [`call`]; `exception` is held.
#[cold]
unsafe fn exit_with(this: *mut PyObject, export: &Export, exception: *mut PyObject) -> *mut PyObject {
    let work = |py| {
        // SAFETY: by this function's contract.
        let exception = unsafe { Bound::from_borrowed_ptr(py, exception) };
        let Failure { exception: name, message, .. } =
            errors::describe(py, &PyErr::from_value(exception.clone()));
        let texts = [name, message, host::formatted(&exception)?];
        let texts = texts.map(|text| PyString::new(py, &text));
        // SAFETY: by this function's contract; the texts are held.
        let result = unsafe { call(this, export, texts.each_ref().map(Bound::as_ptr)) };
        if result.is_null() {
            return Err(PyErr::fetch(py));
        }
        // SAFETY: a new reference.
        Ok(unsafe { Bound::from_owned_ptr(py, result) })
    };
    // SAFETY: by this function's contract.
    unsafe { guarded(work) }
}
