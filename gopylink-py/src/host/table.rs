//! The table that the host hands to libraries, and the handles of Python objects that libraries hold.
//!
//! A handle is a boxed reference. What libraries promise is written at [`HostTable`]; what the calls do is in
//! [`callback`](super::callback).

use std::ffi::{c_int, c_void};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::ptr;

use gopylink_abi::failure::{Failure, FailureKind};
use gopylink_abi::layout::{Buffer, PythonCall, Reply, StackReserve, status};
use gopylink_abi::table::{Header, HostTable, OLDEST_LIBRARY, VERSION};
use pyo3::ffi;
use pyo3::prelude::*;

use super::callback::{self, Answer, Request};
use super::released;
use crate::enter;
use crate::errors::Failed;
use crate::gate;

static TABLE: HostTable = HostTable {
    header: Header { version: VERSION, oldest_peer: OLDEST_LIBRARY, size: size_of::<HostTable>() },
    call,
    release,
    retain,
    traceback,
    free,
    stack_reserve,
};

/// The table for libraries.
pub(crate) fn table() -> *const HostTable {
    &raw const TABLE
}

/// The token of a library, by which its calls find their registry. Lives as long as the library: forever.
pub(crate) fn context(registry: Py<PyAny>) -> *mut c_void {
    into_handle(registry)
}

/// Takes a handle back from a library.
///
/// # Safety
///
/// `handle` is null or a handle that this host made and the library now gives back.
pub(crate) unsafe fn take_handle(handle: *mut c_void) -> Option<Py<PyAny>> {
    // SAFETY: by this function's contract, made by `into_handle` and not used again.
    (!handle.is_null()).then(|| *unsafe { Box::from_raw(handle.cast::<Py<PyAny>>()) })
}

fn into_handle(object: Py<PyAny>) -> *mut c_void {
    Box::into_raw(Box::new(object)).cast()
}

/// The object behind a handle that stays the library's.
///
/// # Safety
///
/// `handle` is a handle of this host that the library keeps for `'call`.
unsafe fn borrow_handle<'call>(handle: *mut c_void) -> &'call Py<PyAny> {
    // SAFETY: by this function's contract.
    unsafe { &*handle.cast::<Py<PyAny>>() }
}

unsafe extern "C" fn call(context: *mut c_void, call: *const PythonCall, reply: *mut Reply) {
    // SAFETY: the library keeps the call and all it points to for the whole call; the context is ours.
    let (request, registry) = unsafe {
        let call = &*call;
        let request = Request {
            target: call.target,
            name: call.name.bytes(),
            object: (!call.object.is_null()).then(|| borrow_handle(call.object)),
            arguments: call.arguments.bytes(),
        };
        (request, borrow_handle(context))
    };
    // SAFETY: `reply` is the library's, valid for this call.
    unsafe { answer(reply, |py| callback::run(py, &request, registry.bind(py))) }
}

unsafe extern "C" fn traceback(exception: *mut c_void, reply: *mut Reply) {
    // SAFETY: the library keeps the handle for the whole call.
    let exception = unsafe { borrow_handle(exception) };
    // SAFETY: `reply` is the library's, valid for this call.
    unsafe { answer(reply, |py| callback::traceback(exception.bind(py))) }
}

unsafe extern "C" fn release(object: *mut c_void) {
    // SAFETY: the library gives the handle back.
    let Some(object) = (unsafe { take_handle(object) }) else { return };
    // SAFETY: always safe to ask. Thread-locals of the main thread are dropped after the interpreter has gone.
    if unsafe { ffi::Py_IsInitialized() } == 0 {
        return std::mem::forget(object);
    }
    // SAFETY: any thread may ask.
    if unsafe { ffi::PyGILState_Check() } == 1 {
        let _ = catch_unwind(AssertUnwindSafe(|| Python::attach(|py| enter::release(object.into_bound(py)))));
        return;
    }
    released::keep(object);
    // Have the interpreter drop it as soon as it runs.
    if let Some(_pass) = gate::enter() {
        // SAFETY: the interpreter lives; any thread may call this. A full queue will drain all the same.
        unsafe { ffi::Py_AddPendingCall(Some(drop_released), ptr::null_mut()) };
    }
}

extern "C" fn drop_released(_: *mut c_void) -> c_int {
    let _ = catch_unwind(|| Python::try_attach(released::drop_all));
    0
}

unsafe extern "C" fn retain(object: *mut c_void) -> *mut c_void {
    // SAFETY: the library keeps the handle for the whole call.
    let object = unsafe { borrow_handle(object) };
    let again = catch_unwind(AssertUnwindSafe(|| gate::attach(|py| into_handle(object.clone_ref(py)))));
    again.ok().flatten().unwrap_or(ptr::null_mut())
}

unsafe extern "C" fn free(buffer: Buffer) {
    // SAFETY: `answer` lent the buffer, and the library gives it back once.
    unsafe { buffer.free() }
}

unsafe extern "C" fn stack_reserve() -> StackReserve {
    crate::stack::reserve()
}

/// Runs `work` with Python attached and fills in the library's reply.
///
/// # Safety
///
/// `reply` points to a reply that only this call writes.
unsafe fn answer(reply: *mut Reply, work: impl FnOnce(Python<'_>) -> Result<Answer, Box<Failed>>) {
    let outcome = catch_unwind(AssertUnwindSafe(|| {
        let outcome = gate::attach(|py| {
            released::drop_all(py);
            work(py)
        });
        outcome.unwrap_or_else(|| Err(shutting_down()))
    }));
    let outcome = outcome.unwrap_or_else(|_| {
        Err(Failed::new(FailureKind::Internal, "the gopylink host panicked during a call into Python"))
    });
    let filled = match outcome {
        Ok(Answer { bytes, object }) => Reply {
            status: status::OK,
            buffer: Buffer::lend(bytes),
            object: object.map_or(ptr::null_mut(), into_handle),
        },
        Err(failed) => Reply {
            status: status::FAILED,
            buffer: Buffer::lend(encode(&failed.failure)),
            object: failed.exception.map_or(ptr::null_mut(), into_handle),
        },
    };
    // SAFETY: by this function's contract.
    unsafe { reply.write(filled) }
}

fn shutting_down() -> Box<Failed> {
    Failed::new(FailureKind::Unavailable, "Python is shutting down")
}

fn encode(failure: &Failure) -> Vec<u8> {
    rmp_serde::to_vec_named(failure).unwrap_or_default()
}
