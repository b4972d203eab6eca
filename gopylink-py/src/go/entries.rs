//! The functions by which Go calls in. Go hands nothing over that says which library calls, so each has one of its own.

use std::ffi::c_void;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::ptr;
use std::sync::OnceLock;

use super::library::{Library, called_by_go};
use super::serve;
use super::symbols::Callback;
use crate::{gate, host};

/// How many libraries there can be.
pub(super) const MOST: usize = 32;

static LIBRARIES: [OnceLock<&'static Library>; MOST] = [const { OnceLock::new() }; MOST];

macro_rules! entries {
    ($($slot:literal)*) => { [$(entry::<$slot>),*] };
}

const ENTRIES: [Callback; MOST] = entries!(
    0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29 30 31
);

/// The function by which that library is to call; `None` if there is none left.
pub(super) fn for_library(library: &'static Library) -> Option<Callback> {
    let slot = LIBRARIES.iter().position(|slot| slot.set(library).is_ok())?;
    Some(ENTRIES[slot])
}

const SUCCESS: i64 = 0;
const FAILED: i64 = 1;

unsafe extern "C" fn entry<const SLOT: usize>(
    command: i64,
    input: *const u8,
    input_length: i64,
    length: *mut i64,
    code: *mut i64,
) -> *mut c_void {
    let input = match usize::try_from(input_length) {
        // SAFETY: Go keeps the input for the whole call.
        Ok(length) if length > 0 && !input.is_null() => unsafe { std::slice::from_raw_parts(input, length) },
        _ => &[],
    };
    let outcome = catch_unwind(AssertUnwindSafe(|| run(SLOT, command, input)))
        .unwrap_or_else(|_| Err("the gopylink host panicked during a call into Python".to_owned()));
    let (bytes, outcome) = match outcome {
        Ok(bytes) => (bytes, SUCCESS),
        Err(text) => (text.into_bytes(), FAILED),
    };
    let result = copied(&bytes);
    let (size, outcome) = match result {
        None => (0, FAILED),
        Some(_) => (i64::try_from(bytes.len()).unwrap_or_default(), outcome),
    };
    // SAFETY: Go keeps both places for the whole call.
    unsafe {
        length.write(size);
        code.write(outcome);
    }
    result.unwrap_or(ptr::null_mut())
}

fn run(slot: usize, command: i64, input: &[u8]) -> Result<Vec<u8>, String> {
    let library = LIBRARIES[slot].get().ok_or_else(|| "the library is not connected".to_owned())?;
    let attached = gate::attach(|py| {
        host::drop_released(py);
        called_by_go(|| serve::run(py, library, command, input))
    });
    attached.unwrap_or_else(|| Err("Python is shutting down".to_owned()))
}

/// Memory of C's with these bytes; null if there are none, `None` if there is no memory.
fn copied(bytes: &[u8]) -> Option<*mut c_void> {
    if bytes.is_empty() {
        return Some(ptr::null_mut());
    }
    // SAFETY: a length above zero.
    let memory = unsafe { libc::malloc(bytes.len()) };
    if memory.is_null() {
        return None;
    }
    // SAFETY: just made, as long as the bytes.
    unsafe { ptr::copy_nonoverlapping(bytes.as_ptr(), memory.cast(), bytes.len()) };
    Some(memory)
}
