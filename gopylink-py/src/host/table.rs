//! The table that the host hands to libraries, and the handles of Python objects that libraries hold.
//!
//! A handle is a reference to an object. What libraries promise is written at [`HostTable`]; what the calls do is in
//! [`callback`](super::callback).

use std::ffi::c_void;
use std::mem::ManuallyDrop;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::ptr::{self, NonNull};

use gopylink_abi::direct::{DirectPythonCall, Outcome, Pass, outcome};
use gopylink_abi::failure::{Failure, FailureKind};
use gopylink_abi::layout::{Buffer, PythonCall, Reply, Slice, StackReserve, status};
use gopylink_abi::table::{Header, HostTable, OLDEST_LIBRARY, VERSION};
use pyo3::ffi;
use pyo3::prelude::*;

use super::callback::{self, Answer, Called, Request};
use super::details::Details;
use super::places::Places;
use super::registry::Registry;
use super::released;
use crate::errors::Failed;
use crate::record::Classes;
use crate::{direct, enter, gate, gil};

static TABLE: HostTable = HostTable {
    header: Header { version: VERSION, oldest_peer: OLDEST_LIBRARY, size: size_of::<HostTable>() },
    call,
    release,
    retain,
    traceback,
    free,
    stack_reserve,
    enter,
    leave,
    call_direct,
    describe,
    resume,
    runs_exit,
    release_in_call,
};

/// The table for libraries.
pub(crate) fn table() -> *const HostTable {
    &raw const TABLE
}

/// What a library's calls find behind its token.
struct Context {
    registry: &'static Registry,
    classes: &'static Classes,
}

/// The token of a library. Lives as long as the library: forever.
pub(crate) fn context(registry: &'static Registry, classes: &'static Classes) -> *mut c_void {
    ptr::from_mut(Box::leak(Box::new(Context { registry, classes }))).cast()
}

/// Takes a handle back from a library.
///
/// # Safety
///
/// `handle` is null or a handle that this host made and the library now gives back.
pub(crate) unsafe fn take_handle(handle: *mut c_void) -> Option<Py<PyAny>> {
    let object = NonNull::new(handle.cast::<ffi::PyObject>())?;
    // SAFETY: by this function's contract, made by `into_handle` and not used again. A reference may change hands
    // without the GIL.
    Some(unsafe { std::mem::transmute::<NonNull<ffi::PyObject>, Py<PyAny>>(object) })
}

fn into_handle(object: Py<PyAny>) -> *mut c_void {
    object.into_ptr().cast()
}

/// The object behind a handle that stays the library's.
///
/// # Safety
///
/// `handle` is a handle of this host that the library keeps for longer than what is returned.
unsafe fn borrow_handle(handle: *mut c_void) -> Option<ManuallyDrop<Py<PyAny>>> {
    // SAFETY: by this function's contract; never dropped, so the reference stays the library's.
    unsafe { take_handle(handle) }.map(ManuallyDrop::new)
}

unsafe extern "C" fn call(context: *mut c_void, call: *const PythonCall, reply: *mut Reply) {
    // SAFETY: the library keeps the call and all it points to for the whole call; the context is ours.
    let (call, object, context) =
        unsafe { (&*call, borrow_handle((*call).object), context.cast::<Context>().as_ref()) };
    // SAFETY: as above.
    let (name, arguments, details) =
        unsafe { (call.name.bytes(), call.arguments.bytes(), Details::new(call.details)) };
    let request = Request { target: call.target, name, object: object.as_deref(), details };
    let run = |py: Python<'_>| {
        let Context { registry, classes } = context.ok_or_else(no_registry)?;
        registry.with(py, |registry| {
            callback::run(registry.ok_or_else(shutting_down)?, classes, &request, arguments)
        })
    };
    // SAFETY: `reply` is the library's, valid for this call.
    unsafe { answer(reply, run) }
}

unsafe extern "C" fn traceback(exception: *mut c_void, reply: *mut Reply) {
    // SAFETY: the library keeps the handle for the whole call.
    let exception = unsafe { borrow_handle(exception) };
    let run = |py: Python<'_>| match &exception {
        Some(exception) => callback::traceback(exception.bind(py)),
        None => Err(Failed::new(FailureKind::Internal, "the library asked for the traceback of nothing")),
    };
    // SAFETY: `reply` is the library's, valid for this call.
    unsafe { answer(reply, run) }
}

unsafe extern "C" fn describe(exception: *mut c_void, place: Slice, reply: *mut Reply) {
    // SAFETY: the library gives the handle back, and keeps the place for the whole call.
    let (exception, place) = unsafe { (take_handle(exception), place.bytes()) };
    let run = |py: Python<'_>| match exception {
        Some(exception) => Err(callback::describe(exception.into_bound(py), place)),
        None => Err(Failed::new(FailureKind::Internal, "the library asked for a description of nothing")),
    };
    // SAFETY: `reply` is the library's, valid for this call.
    unsafe { answer(reply, run) }
}

unsafe extern "C" fn release(object: *mut c_void) {
    // SAFETY: the library gives the handle back.
    if unsafe { release_or_keep(object) } {
        released::ask_main_thread();
    }
}

unsafe extern "C" fn release_in_call(object: *mut c_void) {
    // The main thread, while it is in a call, cannot do what it is asked to before the call is over.
    // SAFETY: the library gives the handle back.
    if unsafe { release_or_keep(object) } && !gate::is_main_thread() {
        released::ask_main_thread();
    }
}

/// Releases an object, or keeps it for whoever enters next. Whether it does that.
///
/// # Safety
///
/// As for [`take_handle`].
unsafe fn release_or_keep(object: *mut c_void) -> bool {
    // SAFETY: by this function's contract.
    let Some(object) = (unsafe { take_handle(object) }) else { return false };
    // SAFETY: always safe to ask. Thread-locals of the main thread are dropped after the interpreter has gone.
    if unsafe { ffi::Py_IsInitialized() } == 0 {
        std::mem::forget(object);
        return false;
    }
    if gil::is_held() {
        // SAFETY: the reference was the library's.
        unsafe { enter::release_raw(object.into_ptr()) };
        return false;
    }
    released::keep(object);
    true
}

unsafe extern "C" fn retain(object: *mut c_void) -> *mut c_void {
    // SAFETY: the library keeps the handle for the whole call.
    let Some(object) = (unsafe { borrow_handle(object) }) else { return ptr::null_mut() };
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

/// In [`Pass::state`]: this thread had the GIL before.
const HELD: usize = 0;
/// In [`Pass::state`]: it took it, and Python knew it before.
const KNOWN: usize = 1;
/// In [`Pass::state`]: it took it, and was new to Python.
const NEW: usize = 2;

unsafe extern "C" fn enter() -> Pass {
    let (open, state) = match gil::Thread::this() {
        gil::Thread::Attached => (gate::is_open(), HELD),
        gil::Thread::Known(known) => (gate::enter_known(&known), KNOWN),
        gil::Thread::New => (gate::enter_new(), NEW),
    };
    let objects = if open {
        // SAFETY: this thread has the GIL.
        released::drop_all(unsafe { Python::assume_attached() });
        direct::table()
    } else {
        ptr::null()
    };
    Pass { objects, state }
}

unsafe extern "C" fn resume() -> Pass {
    let (open, state) = match gil::Thread::this() {
        gil::Thread::Attached => (true, HELD),
        gil::Thread::Known(known) => {
            gate::resume(&known);
            (true, KNOWN)
        }
        gil::Thread::New => (gate::enter_new(), NEW),
    };
    Pass { objects: if open { direct::table() } else { ptr::null() }, state }
}

unsafe extern "C" fn runs_exit() -> bool {
    gate::is_closer()
}

unsafe extern "C" fn leave(pass: Pass) {
    match pass.state {
        KNOWN => {
            gate::leave();
            // SAFETY: `enter` has kept the GIL.
            unsafe { gil::Gil::give_back(false) };
        }
        NEW => {
            // SAFETY: as above.
            unsafe { gil::Gil::give_back(true) };
            gate::leave_new();
        }
        _ => {}
    }
}

unsafe extern "C" fn call_direct(
    context: *mut c_void,
    call: *const DirectPythonCall,
    reply: *mut Reply,
) -> Outcome {
    // SAFETY: the library keeps the call and all it points to for the whole call; the context is ours.
    let (call, context) = unsafe { (&*call, context.cast::<Context>().as_ref()) };
    let mut outcome = Outcome { kind: outcome::FAILED, value: 0 };
    // All is taken apart within the catch, which would else keep a copy; and the arguments are given back there.
    let run = || {
        // SAFETY: as above. The library has entered, so this thread holds the GIL; the arguments are the host's, and the
        // object is alive now.
        let (py, called, arguments) = unsafe {
            let py = Python::assume_attached();
            let object = Borrowed::from_ptr_or_opt(py, call.object.cast());
            let details = Details::new(call.details);
            let called = Called { kind: call.target, name: call.name.bytes(), object, details };
            (py, called, Places::new(py, call.arguments, call.count))
        };
        let Context { registry, .. } = context.ok_or_else(no_registry)?;
        outcome = match registry.held(py) {
            Some(registry) => callback::run_direct(&registry, called, &arguments)?,
            None => run_unheld(py, registry, called, &arguments)?,
        };
        Ok(())
    };
    let failed = match catch_unwind(AssertUnwindSafe(run)) {
        Ok(Ok(())) => return outcome,
        Ok(Err(failed)) => failed,
        Err(_) => panicked(),
    };
    // SAFETY: `reply` is the library's, valid for this call.
    unsafe { reply.write(refusal(*failed)) };
    outcome
}

/// Calls for a library whose registry is left to others.
#[cold]
#[inline(never)]
fn run_unheld<'py>(
    py: Python<'py>,
    registry: &Registry,
    called: Called<'_, 'py>,
    arguments: &Places<'py>,
) -> Result<Outcome, Box<Failed>> {
    registry.with(py, |registry| callback::run_direct(registry.ok_or_else(shutting_down)?, called, arguments))
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
    let filled = match outcome.unwrap_or_else(|_| Err(panicked())) {
        Ok(Answer { bytes, object }) => Reply {
            status: status::OK,
            kind: 0,
            buffer: Buffer::lend(bytes),
            object: object.map_or(ptr::null_mut(), into_handle),
        },
        Err(failed) => refusal(*failed),
    };
    // SAFETY: by this function's contract.
    unsafe { reply.write(filled) }
}

#[cold]
fn refusal(failed: Failed) -> Reply {
    Reply {
        status: status::FAILED,
        kind: 0,
        buffer: Buffer::lend(encode(&failed.failure)),
        object: failed.exception.map_or(ptr::null_mut(), into_handle),
    }
}

#[cold]
fn panicked() -> Box<Failed> {
    Failed::new(FailureKind::Internal, "the gopylink host panicked during a call into Python")
}

#[cold]
fn no_registry() -> Box<Failed> {
    Failed::new(FailureKind::Internal, "the library has no registry")
}

#[cold]
fn shutting_down() -> Box<Failed> {
    Failed::new(FailureKind::Unavailable, "Python is shutting down")
}

fn encode(failure: &Failure) -> Vec<u8> {
    rmp_serde::to_vec_named(failure).unwrap_or_default()
}
