//! What CPython does for types and instances of ours, and runs Python code in.

use pyo3::exceptions::PyTypeError;
use pyo3::ffi::{self, PyObject};
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyTuple, PyType};

use super::{Hang, hidden};

/// Calls a type by one of its slots, with a tuple and a dict of arguments.
///
/// # Safety
///
/// This thread holds the GIL; the slot is the type's, and the objects are borrowed for the call.
#[inline(never)]
pub(crate) unsafe fn call_slot(
    slot: ffi::ternaryfunc,
    of_type: *mut PyObject,
    arguments: &Bound<'_, PyTuple>,
    keywords: &Bound<'_, PyDict>,
) -> *mut PyObject {
    type Slot = unsafe extern "C-unwind" fn(*mut PyObject, *mut PyObject, *mut PyObject) -> *mut PyObject;
    // SAFETY: the same type, but for its leave to unwind.
    let slot = unsafe { std::mem::transmute::<*const (), Slot>(hidden(slot as *const ())) };
    let guard = Hang;
    // SAFETY: by this function's contract.
    let result = unsafe { slot(of_type, arguments.as_ptr(), keywords.as_ptr()) };
    std::mem::forget(guard);
    result
}

/// An instance of a class that a `class` statement without bases and slots has made, or something like it: with these
/// attributes, and without `__init__`.
#[inline(never)]
pub(crate) fn new_instance<'py>(
    class: &Bound<'py, PyType>,
    attributes: &Bound<'py, PyDict>,
) -> PyResult<Bound<'py, PyAny>> {
    type Allocate = unsafe extern "C-unwind" fn(*mut ffi::PyTypeObject, ffi::Py_ssize_t) -> *mut PyObject;
    let of_type = class.as_type_ptr();
    // SAFETY: a type may be looked at.
    let is_plain = unsafe {
        (*of_type).tp_base == &raw mut ffi::PyBaseObject_Type
            && (*of_type).tp_flags & ffi::Py_TPFLAGS_HEAPTYPE != 0
            && (*of_type).tp_dictoffset != 0
    };
    if !is_plain {
        return Err(PyTypeError::new_err(format!("{class} is not a plain class")));
    }
    // SAFETY: the address is that of a function of this type, but for its leave to unwind.
    let allocate =
        unsafe { std::mem::transmute::<*const (), Allocate>(hidden(ffi::PyType_GenericAlloc as *const ())) };
    let guard = Hang;
    // SAFETY: what is allocated for such a class is an instance of it, as `object.__new__` makes one.
    let instance = unsafe { allocate(of_type, 0) };
    std::mem::forget(guard);
    // SAFETY: a new reference, or null with an exception set. The instance has a place for a dict, and none there yet.
    unsafe {
        let instance = Bound::from_owned_ptr_or_err(class.py(), instance)?;
        // From Python 3.12 on, an instance may have its attributes elsewhere, which only the class's `__dict__` knows.
        #[cfg(Py_3_12)]
        let set = ffi::PyObject_GenericSetAttr(
            instance.as_ptr(),
            pyo3::intern!(class.py(), "__dict__").as_ptr(),
            attributes.as_ptr(),
        );
        #[cfg(not(Py_3_12))]
        let set = ffi::PyObject_GenericSetDict(instance.as_ptr(), attributes.as_ptr(), std::ptr::null_mut());
        if set != 0 {
            return Err(PyErr::fetch(class.py()));
        }
        Ok(instance)
    }
}

/// Ends the weak references to an object, which calls those who wait for that.
///
/// # Safety
///
/// This thread holds the GIL; the object is being deallocated.
#[inline(never)]
pub(crate) unsafe fn clear_weak_references(object: *mut PyObject) {
    type Clear = unsafe extern "C-unwind" fn(*mut PyObject);
    // SAFETY: the address is that of a function of this type, but for its leave to unwind.
    let clear =
        unsafe { std::mem::transmute::<*const (), Clear>(hidden(ffi::PyObject_ClearWeakRefs as *const ())) };
    let guard = Hang;
    // SAFETY: by this function's contract.
    unsafe { clear(object) };
    std::mem::forget(guard);
}
