//! The other kind of host: a client of the GoPyLink protocol, which takes all calls into Python by one callback.
//!
//! A call is a frame of bytes: the arguments in plain msgpack, and options in JSON. There are no handles but numbers, no
//! exceptions but texts, and no arguments by name.

mod exit;
mod frame;
pub(crate) mod json;
pub(super) mod stack;

use std::cell::Cell;
use std::ffi::c_void;
use std::ops::Deref;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{PoisonError, RwLock};
use std::{mem, ptr, slice};

use gopylink_abi::failure::FailureKind;

use self::frame::{Command, Frame};
use super::reply::{not_loaded, shutting_down};
use super::{Failed, Target};
use crate::running;

/// What the client gives the library. It may unwind: an interpreter that exits ends threads so.
pub(crate) type Callback = unsafe extern "C-unwind" fn(
    command: i64,
    input: *const c_void,
    length: i64,
    output_length: *mut i64,
    code: *mut i64,
) -> *mut c_void;

// What the client's memory is made by, and so freed.
unsafe extern "C" {
    fn free(memory: *mut c_void);
}

/// Those of all clients, in the order in which they came.
static CALLBACKS: RwLock<Vec<Callback>> = RwLock::new(Vec::new());
static CONNECTED: AtomicBool = AtomicBool::new(false);

thread_local! {
    /// The number of the innermost call of this thread that a client has made; 0 if there is none.
    static SERVED: Cell<u64> = const { Cell::new(0) };
}

/// Takes a client's callback, and what is to be called in processes that are forked.
///
/// # Safety
///
/// It is one, and may be called for as long as there is Python, from any thread.
pub(crate) unsafe fn connect(callback: Callback, forked: fn()) {
    let mut callbacks = CALLBACKS.write().unwrap_or_else(PoisonError::into_inner);
    if callbacks.iter().any(|known| ptr::fn_addr_eq(*known, callback)) {
        return;
    }
    callbacks.push(callback);
    drop(callbacks);
    CONNECTED.store(true, Ordering::Release);
    super::route::look_for_direct();
    exit::register(callback, forked);
}

/// Whether there is one.
#[inline]
pub(crate) fn is_connected() -> bool {
    CONNECTED.load(Ordering::Acquire)
}

/// Whether the innermost call of this thread is one that a client has made.
pub(crate) fn is_serving() -> bool {
    let served = SERVED.get();
    served != 0 && served == running::innermost()
}

/// Notes that a client has made a call, until what is returned is dropped.
pub(crate) fn serve(call: u64) -> Serving {
    Serving { outer: SERVED.replace(call) }
}

/// A call that a client has made.
pub(crate) struct Serving {
    outer: u64,
}

impl Drop for Serving {
    fn drop(&mut self) {
        SERVED.set(self.outer);
    }
}

/// Calls a function or runs source code. `arguments` are values in plain msgpack, one after another.
pub(crate) fn call(target: &Target<'_>, arguments: &[u8]) -> Result<Bytes, Box<Failed>> {
    let frame = Frame::of(target);
    anywhere(|callback| frame.send(callback, arguments)).map(|(bytes, _)| bytes)
}

/// Makes an instance of a class.
pub(crate) fn instantiate(target: &Target<'_>, arguments: &[u8]) -> Result<Instance, Box<Failed>> {
    let frame = Frame::of(target);
    let (bytes, callback) = anywhere(|callback| frame.send(callback, arguments))?;
    let number = (*bytes).try_into().map(u64::from_le_bytes);
    let number =
        number.map_err(|_| failed(FailureKind::Internal, "the client made an instance without a number"))?;
    Ok(Instance { callback, number, is_open: AtomicBool::new(true) })
}

/// Asks the clients one after the other, for as long as they do not know the name.
fn anywhere(send: impl Fn(Callback) -> Result<Bytes, Box<Failed>>) -> Result<(Bytes, Callback), Box<Failed>> {
    let count = CALLBACKS.read().unwrap_or_else(PoisonError::into_inner).len();
    let mut unknown = None;
    for index in 0..count {
        // Not kept locked: the call may come back, and connect another.
        let callback = CALLBACKS.read().unwrap_or_else(PoisonError::into_inner)[index];
        match send(callback) {
            Ok(bytes) => return Ok((bytes, callback)),
            Err(failed) if failed.failure.kind == FailureKind::NotFound => {
                unknown.get_or_insert(failed);
            }
            Err(failed) => return Err(failed),
        }
    }
    Err(unknown.unwrap_or_else(not_loaded))
}

/// An instance of a Python class, which the client knows by a number.
#[derive(Debug)]
pub(crate) struct Instance {
    callback: Callback,
    number: u64,
    is_open: AtomicBool,
}

impl Instance {
    /// Whether it is closed.
    pub(crate) fn is_closed(&self) -> bool {
        !self.is_open.load(Ordering::Acquire)
    }

    /// Calls a method.
    pub(crate) fn call(&self, name: &str, arguments: &[u8]) -> Result<Bytes, Box<Failed>> {
        Frame::method(self.number, name).send(self.callback, arguments)
    }

    /// Has the client let go of it; whether it had not been closed before.
    pub(crate) fn close(&self) -> bool {
        let was_open = self.is_open.swap(false, Ordering::AcqRel);
        if was_open {
            // There is nobody to tell: either Python is exiting, or the client has let go of it already.
            drop(invoke(self.callback, Command::Close, &frame::of_instance(self.number)));
        }
        was_open
    }
}

impl Drop for Instance {
    fn drop(&mut self) {
        self.close();
    }
}

/// Memory that the client made.
#[derive(Debug)]
pub(crate) struct Bytes {
    data: *mut c_void,
    length: usize,
}

// SAFETY: the memory is owned, and may be freed from any thread.
unsafe impl Send for Bytes {}
// SAFETY: shared access only reads.
unsafe impl Sync for Bytes {}

impl Deref for Bytes {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        if self.data.is_null() {
            return &[];
        }
        // SAFETY: the client's memory, of that length, freed when this is dropped.
        unsafe { slice::from_raw_parts(self.data.cast(), self.length) }
    }
}

impl Drop for Bytes {
    fn drop(&mut self) {
        // SAFETY: made by `malloc`, or null, and owned by this value alone.
        unsafe { free(self.data) }
    }
}

/// What a call finds in place of what it is to fill in, if it ended in Python before it got there.
const UNTOUCHED: i64 = i64::MIN;

/// Stops a thread that the exiting interpreter unwinds: frames of Rust are not ready for that.
struct Hang;

impl Drop for Hang {
    fn drop(&mut self) {
        loop {
            std::thread::park();
        }
    }
}

// Not inlined: in an `extern "C"` function, the compiler would make one of the guard and of what keeps panics in.
#[inline(never)]
fn invoke(callback: Callback, command: Command, input: &[u8]) -> Result<Bytes, Box<Failed>> {
    let _pass = exit::enter().ok_or_else(shutting_down)?;
    let (mut length, mut code) = (UNTOUCHED, UNTOUCHED);
    let size = i64::try_from(input.len()).map_err(|_| failed(FailureKind::Overflow, "too many bytes"))?;
    let guard = Hang;
    // SAFETY: the client's function; the input is borrowed for the call, and the rest written before it returns, or not.
    let data =
        unsafe { callback(command as i64, input.as_ptr().cast(), size, &raw mut length, &raw mut code) };
    mem::forget(guard);
    if code == UNTOUCHED || length == UNTOUCHED {
        // Then what was returned is no pointer.
        return Err(failed(
            FailureKind::Python,
            "the Python function ended with KeyboardInterrupt, SystemExit or another exception that clients do not pass on",
        ));
    }
    let bytes = Bytes { data, length: usize::try_from(length).unwrap_or(0) };
    if code == 0 { Ok(bytes) } else { Err(failed(FailureKind::Python, frame::message(&bytes))) }
}

#[cold]
fn failed(kind: FailureKind, message: impl Into<String>) -> Box<Failed> {
    let message = message.into();
    Failed::new(gopylink_abi::failure::Failure { kind, message, ..Default::default() }, None)
}
