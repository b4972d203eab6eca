//! What any object may have: texts, truth, and being called.

use std::ffi::{c_int, c_void};

use pyo3::exceptions::PyTypeError;
use pyo3::ffi::{self, Py_ssize_t, PyObject};
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyTuple};

use super::{Function, Slot, Special, call, declared_of, not_implemented};
use crate::dispatch::bind::Given;
use crate::dispatch::cold::guarded;
use crate::dispatch::instance::{Instance, place, spread};
use crate::dispatch::{members, trampolines};
use crate::errors;

pub(super) fn slots() -> Vec<Slot> {
    let (repr, str): (ffi::reprfunc, ffi::reprfunc) = (repr, unary::<{ Special::__str__ as usize }>);
    let bool: ffi::inquiry = bool;
    let call: ffi::ternaryfunc = call_instance;
    vec![
        (&[Special::__repr__], ffi::Py_tp_repr, Function(repr as *const c_void)),
        (&[Special::__str__], ffi::Py_tp_str, Function(str as *const c_void)),
        (&[Special::__bool__], ffi::Py_nb_bool, Function(bool as *const c_void)),
        (&[Special::__call__], ffi::Py_tp_call, Function(call as *const c_void)),
    ]
}

/// A method without arguments.
pub(super) unsafe extern "C" fn unary<const S: usize>(this: *mut PyObject) -> *mut PyObject {
    // SAFETY: CPython holds the GIL and the instance, whose type has this slot.
    unsafe {
        match declared_of(this, S) {
            Some(method) => call(this, &method.export, []),
            None => not_implemented(),
        }
    }
}

/// An instance without a value has the text that all have, since debuggers and tracebacks ask for it at any time.
unsafe extern "C" fn repr(this: *mut PyObject) -> *mut PyObject {
    // SAFETY: as above.
    unsafe {
        let instance = this.cast::<Instance>();
        if (*instance).is_closed() || !(*instance).is_made() {
            return members::repr(this);
        }
        unary::<{ Special::__repr__ as usize }>(this)
    }
}

unsafe extern "C" fn bool(this: *mut PyObject) -> c_int {
    // SAFETY: as above.
    unsafe {
        let result = unary::<{ Special::__bool__ as usize }>(this);
        if result.is_null() {
            return -1;
        }
        let truth = result == ffi::Py_True();
        let is_bool = truth || result == ffi::Py_False();
        if !is_bool {
            let refuse = |py| {
                let got = errors::class_name(&Bound::from_borrowed_ptr(py, result));
                Err(PyTypeError::new_err(format!("__bool__ should return bool, returned {got}")))
            };
            guarded(refuse);
        }
        ffi::Py_DECREF(result);
        if is_bool { c_int::from(truth) } else { -1 }
    }
}

unsafe extern "C" fn call_instance(
    this: *mut PyObject,
    arguments: *mut PyObject,
    keywords: *mut PyObject,
) -> *mut PyObject {
    // SAFETY: as above; CPython passes a tuple, and a dict or null.
    unsafe {
        if keywords.is_null() || ffi::PyDict_Size(keywords) == 0 {
            let first = (*arguments.cast::<ffi::PyTupleObject>()).ob_item.as_ptr();
            let positional = ffi::PyTuple_GET_SIZE(arguments);
            return call_method(this, first, positional, std::ptr::null_mut());
        }
        let work = |py| {
            let arguments = Borrowed::from_ptr(py, arguments).cast_unchecked::<PyTuple>();
            let keywords = Borrowed::from_ptr(py, keywords).cast_unchecked::<PyDict>();
            let result = spread(py, arguments, Some(keywords), |given| {
                call_method(this, given.arguments, given.positional.cast_signed(), given.keywords)
            })?;
            Bound::from_owned_ptr_or_err(py, result)
        };
        guarded(work)
    }
}

/// `__call__` as a method, with the arguments of a call.
pub(in crate::dispatch) unsafe extern "C" fn call_method(
    this: *mut PyObject,
    arguments: *const *mut PyObject,
    positional: Py_ssize_t,
    keywords: *mut PyObject,
) -> *mut PyObject {
    // SAFETY: as above.
    unsafe {
        let Some(method) = declared_of(this, Special::__call__ as usize) else { return not_implemented() };
        let instance = this.cast::<Instance>();
        if !(*instance).is_made() {
            return trampolines::refuse(this, &method.export);
        }
        let class = (*instance).class().unwrap_unchecked();
        let given = Given { arguments, positional: positional.cast_unsigned(), keywords };
        method.export.call(place(instance, class), given)
    }
}
