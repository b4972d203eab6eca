//! What CPython does for types and instances of ours, and runs Python code in.

use pyo3::ffi::{self, PyObject};
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyTuple};

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

/// An instance of a class that Python code has made, without its `__init__`; null with an exception set if there is no
/// memory. May run destructors, as [`new_container`](super::new_container).
///
/// # Safety
///
/// This thread holds the GIL; the class has no slots of its own.
#[inline(never)]
pub(crate) unsafe fn new_instance(of_type: *mut ffi::PyTypeObject) -> *mut PyObject {
    type Allocate = unsafe extern "C-unwind" fn(*mut ffi::PyTypeObject, ffi::Py_ssize_t) -> *mut PyObject;
    // SAFETY: the address is that of a function of this type, but for its leave to unwind.
    let allocate =
        unsafe { std::mem::transmute::<*const (), Allocate>(hidden(ffi::PyType_GenericAlloc as *const ())) };
    let guard = Hang;
    // SAFETY: by this function's contract.
    let instance = unsafe { allocate(of_type, 0) };
    std::mem::forget(guard);
    instance
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
