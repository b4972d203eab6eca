//! Entering Python code on a thread that the interpreter may end while it is in there.

use std::ptr;

use pyo3::ffi;
use pyo3::prelude::*;
use pyo3::types::PyTuple;

/// Calls a Python callable.
///
/// Before Python 3.14, an exiting interpreter ends every other thread that comes back for the GIL with
/// `pthread_exit`, which unwinds the thread's stack. Unwinding must not reach the library's frames: the guard
/// stops the thread here, for as long as the process still lives.
pub(super) fn call_object<'py>(
    callable: &Bound<'py, PyAny>,
    arguments: &Bound<'py, PyTuple>,
) -> PyResult<Bound<'py, PyAny>> {
    type ObjectCall = unsafe extern "C-unwind" fn(
        *mut ffi::PyObject,
        *mut ffi::PyObject,
        *mut ffi::PyObject,
    ) -> *mut ffi::PyObject;
    // SAFETY: the two types differ only in that the second admits unwinding.
    let call = unsafe {
        std::mem::transmute::<
            unsafe extern "C" fn(
                *mut ffi::PyObject,
                *mut ffi::PyObject,
                *mut ffi::PyObject,
            ) -> *mut ffi::PyObject,
            ObjectCall,
        >(ffi::PyObject_Call)
    };
    // Where the compiler sees what is called, it goes by the declaration, which does not admit unwinding.
    let call = std::hint::black_box(call);
    let guard = Hang;
    // SAFETY: the objects are borrowed for the call; no keywords.
    let result = unsafe { call(callable.as_ptr(), arguments.as_ptr(), ptr::null_mut()) };
    std::mem::forget(guard);
    // SAFETY: a new reference, or null with an exception set.
    unsafe { Bound::from_owned_ptr_or_err(callable.py(), result) }
}

struct Hang;

impl Drop for Hang {
    fn drop(&mut self) {
        loop {
            std::thread::park();
        }
    }
}
