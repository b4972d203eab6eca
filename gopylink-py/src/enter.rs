//! Entering Python code on a thread that the interpreter may end while it is in there.
//!
//! Before Python 3.14, an exiting interpreter ends every other thread that comes back for the GIL with
//! `pthread_exit`, which unwinds the thread's stack. Unwinding must not reach frames of Rust: those of this crate
//! would run without the GIL, those of a library are not ready for it. So what may run Python code, and with it
//! lose the GIL, is entered through here, where a guard stops the unwinding thread for as long as the process lives.
//!
//! Calls that run no Python code need no guard.

use std::ptr;

use pyo3::ffi::{self, PyObject};
use pyo3::prelude::*;
use pyo3::types::{PyString, PyTuple};

/// The address of a function of CPython's that may run Python code.
///
/// PyO3 declares these functions as ones that do not unwind, and where the compiler sees which one is called it goes
/// by that and leaves the guard out. The tests of exiting with a thread in Python hold that it does not see.
fn hidden(function: *const ()) -> *const () {
    std::hint::black_box(function)
}

/// `callable(*arguments)`.
pub(crate) fn call<'py>(
    callable: &Bound<'py, PyAny>,
    arguments: &Bound<'py, PyTuple>,
) -> PyResult<Bound<'py, PyAny>> {
    type Call = unsafe extern "C-unwind" fn(*mut PyObject, *mut PyObject, *mut PyObject) -> *mut PyObject;
    // SAFETY: the address is that of a function of this type, but for its leave to unwind.
    let call = unsafe { std::mem::transmute::<*const (), Call>(hidden(ffi::PyObject_Call as *const ())) };
    let guard = Hang;
    // SAFETY: the objects are borrowed for the call; no keywords.
    let result = unsafe { call(callable.as_ptr(), arguments.as_ptr(), ptr::null_mut()) };
    std::mem::forget(guard);
    // SAFETY: a new reference, or null with an exception set.
    unsafe { Bound::from_owned_ptr_or_err(callable.py(), result) }
}

/// `getattr(object, name)`.
pub(crate) fn getattr<'py>(
    object: &Bound<'py, PyAny>,
    name: &Bound<'py, PyString>,
) -> PyResult<Bound<'py, PyAny>> {
    type GetAttr = unsafe extern "C-unwind" fn(*mut PyObject, *mut PyObject) -> *mut PyObject;
    // SAFETY: the address is that of a function of this type, but for its leave to unwind.
    let getattr =
        unsafe { std::mem::transmute::<*const (), GetAttr>(hidden(ffi::PyObject_GetAttr as *const ())) };
    let guard = Hang;
    // SAFETY: the objects are borrowed for the call.
    let result = unsafe { getattr(object.as_ptr(), name.as_ptr()) };
    std::mem::forget(guard);
    // SAFETY: a new reference, or null with an exception set.
    unsafe { Bound::from_owned_ptr_or_err(object.py(), result) }
}

/// `next(iterator)`; `None` at its end.
pub(crate) fn next<'py>(iterator: &Bound<'py, PyAny>) -> PyResult<Option<Bound<'py, PyAny>>> {
    type Next = unsafe extern "C-unwind" fn(*mut PyObject) -> *mut PyObject;
    // SAFETY: the address is that of a function of this type, but for its leave to unwind.
    let next = unsafe { std::mem::transmute::<*const (), Next>(hidden(ffi::PyIter_Next as *const ())) };
    let guard = Hang;
    // SAFETY: an iterator, borrowed for the call.
    let item = unsafe { next(iterator.as_ptr()) };
    std::mem::forget(guard);
    let py = iterator.py();
    // SAFETY: a new reference, or null at the end or with an exception set.
    match unsafe { Bound::from_owned_ptr_or_opt(py, item) } {
        Some(item) => Ok(Some(item)),
        None => PyErr::take(py).map_or(Ok(None), Err),
    }
}

/// Drops a reference, which may run a destructor.
pub(crate) fn release(object: Bound<'_, PyAny>) {
    type DecRef = unsafe extern "C-unwind" fn(*mut PyObject);
    // SAFETY: the address is that of a function of this type, but for its leave to unwind.
    let release = unsafe { std::mem::transmute::<*const (), DecRef>(hidden(ffi::Py_DecRef as *const ())) };
    let object = object.into_ptr();
    let guard = Hang;
    // SAFETY: the reference was this function's, and is not used again.
    unsafe { release(object) };
    std::mem::forget(guard);
}

/// Whether this is the interpreter that the process started with, and not one inside it.
pub(crate) fn is_main_interpreter(_py: Python<'_>) -> bool {
    // SAFETY: the thread is attached, so it has an interpreter.
    unsafe { ffi::PyInterpreterState_GetID(ffi::PyInterpreterState_Get()) == 0 }
}

/// Stops the thread that drops it.
struct Hang;

impl Drop for Hang {
    fn drop(&mut self) {
        loop {
            std::thread::park();
        }
    }
}
