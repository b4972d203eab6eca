//! What is not on the way of success: raising exceptions, and work that needs more of PyO3 than a pointer.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::ptr;

use gopylink_abi::failure::FailureKind;
use gopylink_abi::layout::{Reply, status};
use pyo3::exceptions::PySystemError;
use pyo3::ffi::{self, PyObject};
use pyo3::prelude::*;

use super::special::not_implemented;
use crate::library::Library;
use crate::{enter, errors};

/// An exception is set in the interpreter.
pub(super) struct Raised;

/// Raises a `TypeError`.
///
/// # Safety
///
/// This thread holds the GIL.
#[cold]
pub(super) unsafe fn type_error(message: &str) -> Raised {
    // SAFETY: by this function's contract.
    unsafe { raise(ffi::PyExc_TypeError, message) }
}

/// Raises a `ValueError`.
///
/// # Safety
///
/// This thread holds the GIL.
#[cold]
pub(super) unsafe fn raise_value_error(message: &str) -> Raised {
    // SAFETY: by this function's contract.
    unsafe { raise(ffi::PyExc_ValueError, message) }
}

/// Raises an exception with a message.
///
/// # Safety
///
/// This thread holds the GIL, and `class` is an exception class.
unsafe fn raise(class: *mut PyObject, message: &str) -> Raised {
    // SAFETY: by this function's contract.
    unsafe { enter::raise(class, message.as_bytes()) };
    Raised
}

/// Raises what a library failed with, and returns null; for an operator that declines its operand, returns a new reference
/// to `NotImplemented`.
///
/// # Safety
///
/// This thread holds the GIL, and the reply is one that `library` has just filled in.
#[cold]
#[inline(never)]
pub(super) unsafe fn failed(library: &'static Library, reply: Reply) -> *mut PyObject {
    if reply.status == status::REFUSED {
        let kind = FailureKind::numbered(reply.kind);
        if kind == FailureKind::Declined {
            drop(library.adopt(reply.buffer));
            // SAFETY: by this function's contract.
            return unsafe { not_implemented() };
        }
        // SAFETY: by this function's contract.
        let class = unsafe { class_of(kind) };
        if !class.is_null() {
            let bytes = library.adopt(reply.buffer);
            // SAFETY: by this function's contract.
            unsafe { enter::raise(class, &bytes) };
            return ptr::null_mut();
        }
    }
    let work = |py: Python<'_>| match library.take(reply) {
        Ok(_) => Err(PySystemError::new_err("the library answered without a result")),
        Err(failed) => Err(errors::raise(py, *failed)),
    };
    // SAFETY: by this function's contract.
    unsafe { guarded(work) }
}

/// The class of the exception that is raised with a failure's message, and with that alone; null for other kinds.
///
/// # Safety
///
/// This thread holds the GIL.
unsafe fn class_of(kind: FailureKind) -> *mut PyObject {
    // SAFETY: statics of the interpreter, and by this function's contract.
    unsafe {
        match kind {
            FailureKind::Type => ffi::PyExc_TypeError,
            FailureKind::Value => ffi::PyExc_ValueError,
            FailureKind::Overflow => ffi::PyExc_OverflowError,
            FailureKind::Recursion => ffi::PyExc_RecursionError,
            kind => errors::class_of(Python::assume_attached(), kind).map_or(ptr::null_mut(), Bound::as_ptr),
        }
    }
}

/// Runs `work` on a thread that Python has called, and returns a new reference; or null, with Python's error set.
///
/// # Safety
///
/// As for [`attempt`].
pub(super) unsafe fn guarded<'py>(
    work: impl FnOnce(Python<'py>) -> PyResult<Bound<'py, PyAny>>,
) -> *mut PyObject {
    // SAFETY: by this function's contract.
    unsafe { attempt(|py| work(py).map(Bound::into_ptr)) }.unwrap_or(ptr::null_mut())
}

/// Runs `work` on a thread that Python has called. `None` means that Python's error is set.
///
/// # Safety
///
/// This thread holds the GIL, and does so for all of `'py`.
pub(super) unsafe fn attempt<'py, R>(work: impl FnOnce(Python<'py>) -> PyResult<R>) -> Option<R> {
    let outcome = catch_unwind(AssertUnwindSafe(|| {
        // PyO3 is told, for what it drops meanwhile.
        // SAFETY: by this function's contract.
        unsafe {
            Python::attach_unchecked(|_| {
                let py = Python::assume_attached();
                work(py).map_err(|error| error.restore(py)).ok()
            })
        }
    }));
    outcome.unwrap_or_else(|_| {
        // SAFETY: by this function's contract.
        unsafe { panicked() };
        None
    })
}

/// Raises what there is to say of a panic in the host, and returns null.
///
/// # Safety
///
/// This thread holds the GIL.
#[cold]
pub(super) unsafe fn panicked() -> *mut PyObject {
    // SAFETY: by this function's contract.
    unsafe { raise(ffi::PyExc_SystemError, "gopylink panicked, which is a bug in gopylink") };
    ptr::null_mut()
}
