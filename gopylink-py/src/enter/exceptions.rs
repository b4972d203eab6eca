//! Exceptions as the interpreter raises and handles them.

use std::ptr;

use pyo3::ffi::{self, PyObject};
use pyo3::prelude::*;

use super::{Hang, hidden};

/// Raises an exception of a class with a message, which is UTF-8, within the one that is being handled, as `raise` does it.
/// Where there is no memory, that is what is raised.
///
/// # Safety
///
/// This thread holds the GIL, and `class` is an exception class, alive.
#[cold]
#[inline(never)]
pub(crate) unsafe fn raise(class: *mut PyObject, message: &[u8]) {
    type SetObject = unsafe extern "C-unwind" fn(*mut PyObject, *mut PyObject);
    // SAFETY: the address is that of a function of this type, but for its leave to unwind.
    let set =
        unsafe { std::mem::transmute::<*const (), SetObject>(hidden(ffi::PyErr_SetObject as *const ())) };
    // SAFETY: by this function's contract; a `str` ends without running code.
    unsafe {
        let (start, length) = (message.as_ptr().cast(), message.len().cast_signed());
        let text = ffi::PyUnicode_DecodeUTF8(start, length, c"replace".as_ptr());
        if text.is_null() {
            return;
        }
        let guard = Hang;
        set(class, text);
        std::mem::forget(guard);
        ffi::Py_DECREF(text);
    }
}

/// The exception that is being handled.
pub(crate) fn handled(py: Python<'_>) -> Option<Bound<'_, PyAny>> {
    let [mut class, mut exception, mut traceback] = [ptr::null_mut(); 3];
    // SAFETY: these are places for three new references; null where there is none.
    let [_, exception, _] = unsafe {
        ffi::PyErr_GetExcInfo(&raw mut class, &raw mut exception, &raw mut traceback);
        [class, exception, traceback].map(|object| Bound::from_owned_ptr_or_opt(py, object))
    };
    exception.filter(|exception| !exception.is_none())
}
