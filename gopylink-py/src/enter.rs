//! Entering Python code on a thread that the interpreter may end while it is in there.
//!
//! Before Python 3.14, an exiting interpreter ends every other thread that comes back for the GIL with
//! `pthread_exit`, which unwinds the thread's stack. Unwinding must not reach frames of Rust: those of this crate
//! would run without the GIL, those of a library are not ready for it. So what may run Python code, and with it
//! lose the GIL, is entered through here, where a guard stops the unwinding thread for as long as the process lives.
//!
//! Calls that run no Python code need no guard.

use std::ptr;
use std::sync::atomic::{AtomicPtr, Ordering};

use pyo3::ffi::{self, PyObject};
use pyo3::prelude::*;
use pyo3::types::{PyString, PyTuple};

/// A function of CPython's that may run Python code, seen as one that may unwind.
///
/// PyO3 declares these functions as ones that do not unwind, and where the compiler sees what is called it goes by
/// that. Loading the address keeps it from seeing.
struct Entrance(AtomicPtr<()>);

impl Entrance {
    const fn new(function: *const ()) -> Self {
        Self(AtomicPtr::new(function.cast_mut()))
    }

    fn address(&self) -> *mut () {
        self.0.load(Ordering::Relaxed)
    }
}

/// `callable(*arguments)`.
pub(crate) fn call<'py>(
    callable: &Bound<'py, PyAny>,
    arguments: &Bound<'py, PyTuple>,
) -> PyResult<Bound<'py, PyAny>> {
    type Call = unsafe extern "C-unwind" fn(*mut PyObject, *mut PyObject, *mut PyObject) -> *mut PyObject;
    static CALL: Entrance = Entrance::new(ffi::PyObject_Call as *const ());
    // SAFETY: the address is that of a function of this type, but for its leave to unwind.
    let call = unsafe { std::mem::transmute::<*mut (), Call>(CALL.address()) };
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
    static GET_ATTR: Entrance = Entrance::new(ffi::PyObject_GetAttr as *const ());
    // SAFETY: the address is that of a function of this type, but for its leave to unwind.
    let getattr = unsafe { std::mem::transmute::<*mut (), GetAttr>(GET_ATTR.address()) };
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
    static NEXT: Entrance = Entrance::new(ffi::PyIter_Next as *const ());
    // SAFETY: the address is that of a function of this type, but for its leave to unwind.
    let next = unsafe { std::mem::transmute::<*mut (), Next>(NEXT.address()) };
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

/// Stops the thread that drops it.
struct Hang;

impl Drop for Hang {
    fn drop(&mut self) {
        loop {
            std::thread::park();
        }
    }
}
