//! What containers and iterators have.

use std::ffi::{c_int, c_void};
use std::ptr;

use pyo3::exceptions::PyTypeError;
use pyo3::ffi::{self, Py_ssize_t, PyObject};
use pyo3::prelude::*;

use super::compare::truth;
use super::{Function, Slot, Special, call, call_for_instance, declared_of};
use crate::dispatch::cold::{guarded, raise_value_error};
use crate::{direct, errors};

pub(super) fn slots() -> Vec<Slot> {
    let length: ffi::lenfunc = length;
    let length = || Function(length as *const c_void);
    let (get, item): (ffi::binaryfunc, ffi::ssizeargfunc) = (get, item);
    let set: ffi::objobjargproc = set;
    let contains: ffi::objobjproc = contains;
    let (iter, next): (ffi::getiterfunc, ffi::iternextfunc) = (iter, next);
    vec![
        (&[Special::__len__], ffi::Py_mp_length, length()),
        (&[Special::__len__], ffi::Py_sq_length, length()),
        (&[Special::__getitem__], ffi::Py_mp_subscript, Function(get as *const c_void)),
        // Makes it iterable, as it does classes of Python's.
        (&[Special::__getitem__], ffi::Py_sq_item, Function(item as *const c_void)),
        (
            &[Special::__setitem__, Special::__delitem__],
            ffi::Py_mp_ass_subscript,
            Function(set as *const c_void),
        ),
        (&[Special::__contains__], ffi::Py_sq_contains, Function(contains as *const c_void)),
        (&[Special::__iter__], ffi::Py_tp_iter, Function(iter as *const c_void)),
        (&[Special::__next__], ffi::Py_tp_iternext, Function(next as *const c_void)),
    ]
}

unsafe extern "C" fn length(this: *mut PyObject) -> Py_ssize_t {
    // SAFETY: CPython holds the GIL and the instance, whose type has this slot.
    unsafe {
        let Some(method) = declared_of(this, Special::__len__ as usize) else { return -1 };
        let result = call(this, &method.export, []);
        if result.is_null() {
            return -1;
        }
        let length = match direct::int_value_of(result).map(Py_ssize_t::try_from) {
            Some(Ok(length)) => length,
            _ => ffi::PyNumber_AsSsize_t(result, ffi::PyExc_OverflowError),
        };
        ffi::Py_DECREF(result);
        if length < 0 && ffi::PyErr_Occurred().is_null() {
            raise_value_error("__len__() should return >= 0");
            return -1;
        }
        length.max(-1)
    }
}

unsafe extern "C" fn get(this: *mut PyObject, key: *mut PyObject) -> *mut PyObject {
    // SAFETY: as above.
    unsafe {
        match declared_of(this, Special::__getitem__ as usize) {
            Some(method) => call(this, &method.export, [key]),
            None => unsupported(this, "is not subscriptable"),
        }
    }
}

unsafe extern "C" fn item(this: *mut PyObject, index: Py_ssize_t) -> *mut PyObject {
    // SAFETY: as above.
    unsafe {
        let index = ffi::PyLong_FromSsize_t(index);
        if index.is_null() {
            return index;
        }
        let result = get(this, index);
        ffi::Py_DECREF(index);
        result
    }
}

/// Sets an item, or deletes it where the value is null.
unsafe extern "C" fn set(this: *mut PyObject, key: *mut PyObject, value: *mut PyObject) -> c_int {
    // SAFETY: as above.
    unsafe {
        let result = if value.is_null() {
            match declared_of(this, Special::__delitem__ as usize) {
                Some(method) => call(this, &method.export, [key]),
                None => unsupported(this, "doesn't support item deletion"),
            }
        } else {
            match declared_of(this, Special::__setitem__ as usize) {
                Some(method) => call(this, &method.export, [key, value]),
                None => unsupported(this, "does not support item assignment"),
            }
        };
        if result.is_null() {
            return -1;
        }
        ffi::Py_DECREF(result);
        0
    }
}

/// What the method cannot take is not in there.
unsafe extern "C" fn contains(this: *mut PyObject, item: *mut PyObject) -> c_int {
    // SAFETY: as above.
    unsafe {
        match declared_of(this, Special::__contains__ as usize) {
            Some(method) => truth(call(this, &method.export, [item])),
            None => 0,
        }
    }
}

/// An iterator: the instance where the method returns nothing, else what it returns or an iterator over that.
unsafe extern "C" fn iter(this: *mut PyObject) -> *mut PyObject {
    // SAFETY: as above.
    unsafe {
        let Some(method) = declared_of(this, Special::__iter__ as usize) else {
            return unsupported(this, "is not iterable");
        };
        let result = call_for_instance(this, method, []);
        if result.is_null() || result == this || ffi::PyIter_Check(result) != 0 {
            return result;
        }
        let iterator = ffi::PyObject_GetIter(result);
        ffi::Py_DECREF(result);
        iterator
    }
}

/// Nothing that was returned is the end.
unsafe extern "C" fn next(this: *mut PyObject) -> *mut PyObject {
    // SAFETY: as above.
    unsafe {
        let Some(method) = declared_of(this, Special::__next__ as usize) else { return ptr::null_mut() };
        let result = call(this, &method.export, []);
        if result == ffi::Py_None() {
            ffi::Py_DECREF(result);
            return ptr::null_mut();
        }
        result
    }
}

/// Raises what Python says of an operation that a class has not.
///
/// # Safety
///
/// This thread holds the GIL.
#[cold]
unsafe fn unsupported(this: *mut PyObject, what: &str) -> *mut PyObject {
    let work = |py| {
        // SAFETY: the caller keeps the instance.
        let class = errors::class_name(&unsafe { Bound::from_borrowed_ptr(py, this) });
        Err(PyTypeError::new_err(format!("'{class}' object {what}")))
    };
    // SAFETY: by this function's contract.
    unsafe { guarded(work) }
}
