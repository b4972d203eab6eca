//! The symbols that clients of the GoPyLink protocol look for in a library, and the memory that crosses there.
//!
//! An unsafe edge of the runtime. Input is the client's, borrowed for the call. Output is the library's, until the client
//! gives it back.

use std::ffi::c_void;
use std::slice;

use gopylink_abi::pool;

use super::commands;
use super::output::HEADER;
use crate::call::install_hook;
use crate::host::client::{self, Callback};
use crate::object;

/// Runs a command. What it returns is to be given to [`FreeMemory`].
///
/// # Safety
///
/// `input` points to `length` bytes, or there are none. Both places may be written.
// SAFETY: the name is the protocol's, and a process links this crate once per library.
#[unsafe(no_mangle)]
unsafe extern "C" fn Execute(
    request: i64,
    input: *const c_void,
    length: i64,
    output_length: *mut i64,
    code: *mut i64,
) -> *mut c_void {
    install_hook();
    let input = match usize::try_from(length) {
        // SAFETY: by this function's contract.
        Ok(length) if length > 0 && !input.is_null() => unsafe {
            slice::from_raw_parts(input.cast(), length)
        },
        _ => &[],
    };
    let (output, status) = commands::execute(request, input);
    let length = i64::try_from(output.len()).unwrap_or(0);
    let allocation = output.into_allocation();
    // SAFETY: by this function's contract; the allocation has bytes behind its header.
    unsafe {
        output_length.write(length);
        code.write(status);
        allocation.map_or(std::ptr::null_mut(), |allocation| allocation.add(HEADER).cast())
    }
}

/// Takes back what [`Execute`] returned.
///
/// # Safety
///
/// It did, and nobody uses it any more.
// SAFETY: as above.
#[unsafe(no_mangle)]
unsafe extern "C" fn FreeMemory(output: *mut c_void) {
    if output.is_null() {
        return;
    }
    // SAFETY: the header stands before what was returned, at the beginning of a `Vec` of the capacity that it says.
    let bytes = unsafe {
        let allocation = output.cast::<u8>().sub(HEADER);
        let capacity = u64::from_ne_bytes(allocation.cast::<[u8; 8]>().read());
        Vec::from_raw_parts(allocation, 0, usize::try_from(capacity).unwrap_or(0))
    };
    pool::give(bytes);
}

/// Takes the function that calls into Python.
///
/// # Safety
///
/// It is one, and may be called for as long as there is Python, from any thread.
// SAFETY: as above.
#[unsafe(no_mangle)]
unsafe extern "C" fn RegisterCallback(callback: Option<Callback>) {
    install_hook();
    if let Some(callback) = callback {
        // SAFETY: by this function's contract.
        unsafe { client::connect(callback, object::forked) }
    }
}
