//! What CPython does for types and instances of ours, and runs Python code in.

use std::ffi::c_int;

use pyo3::exceptions::PyTypeError;
use pyo3::ffi::{self, PyObject};
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyString, PyTuple, PyType};

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
    if !is_plain(class) {
        return Err(PyTypeError::new_err(format!("{class} is not a plain class")));
    }
    // SAFETY: the address is that of a function of this type, but for its leave to unwind.
    let allocate =
        unsafe { std::mem::transmute::<*const (), Allocate>(hidden(ffi::PyType_GenericAlloc as *const ())) };
    let guard = Hang;
    // SAFETY: what is allocated for such a class is an instance of it, as `object.__new__` makes one.
    let instance = unsafe { allocate(class.as_type_ptr(), 0) };
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

/// Whether a class is one that [`new_instance`] makes instances of.
pub(crate) fn is_plain(class: &Bound<'_, PyType>) -> bool {
    let of_type = class.as_type_ptr();
    // SAFETY: a type may be looked at.
    unsafe {
        (*of_type).tp_base == &raw mut ffi::PyBaseObject_Type
            && (*of_type).tp_flags & ffi::Py_TPFLAGS_HEAPTYPE != 0
            && (*of_type).tp_dictoffset != 0
    }
}

/// An instance of a class as for [`new_instance`], made as `object.__new__` makes one, whose attributes are set one by one, as
/// `object.__setattr__` does; null with an exception set if that fails. Its dict need not be made before somebody asks for it.
///
/// # Safety
///
/// The class [is plain](is_plain), and `nothing` the empty tuple. The class and the values, of which there are as many as names, are alive. This thread holds the
/// GIL.
#[inline(never)]
pub(crate) unsafe fn new_filled(
    class: *mut ffi::PyTypeObject,
    nothing: &Py<PyTuple>,
    names: &[Py<PyString>],
    values: &[*mut PyObject],
) -> *mut PyObject {
    type New =
        unsafe extern "C-unwind" fn(*mut ffi::PyTypeObject, *mut PyObject, *mut PyObject) -> *mut PyObject;
    type Set = unsafe extern "C-unwind" fn(*mut PyObject, *mut PyObject, *mut PyObject) -> c_int;
    type DecRef = unsafe extern "C-unwind" fn(*mut PyObject);
    // SAFETY: the addresses are those of functions of these types, but for their leave to unwind.
    let (new, set, release) = unsafe {
        let Some(new) = ffi::PyBaseObject_Type.tp_new else { return std::ptr::null_mut() };
        (
            std::mem::transmute::<*const (), New>(hidden(new as *const ())),
            std::mem::transmute::<*const (), Set>(hidden(ffi::PyObject_GenericSetAttr as *const ())),
            std::mem::transmute::<*const (), DecRef>(hidden(ffi::Py_DecRef as *const ())),
        )
    };
    let guard = Hang;
    // SAFETY: by this function's contract; an instance that could not be filled is given back.
    let instance = unsafe {
        let instance = new(class, nothing.as_ptr(), std::ptr::null_mut());
        let is_filled = !instance.is_null()
            && names.iter().zip(values).all(|(name, &value)| set(instance, name.as_ptr(), value) == 0);
        if is_filled || instance.is_null() {
            instance
        } else {
            release(instance);
            std::ptr::null_mut()
        }
    };
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
