//! What ctypes calls.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::{ptr, slice};

use crate::dispatch::dispatch;

/// Bytes that the library has allocated and `release` frees.
#[repr(C)]
pub struct Buffer {
    data: *mut u8,
    length: usize,
}

impl Buffer {
    fn new(bytes: Vec<u8>) -> Self {
        let bytes = Box::leak(bytes.into_boxed_slice());
        Self { data: bytes.as_mut_ptr(), length: bytes.len() }
    }
}

/// Calls a function. Returns 0 and its result, 1 and the message of an error, or 2 and the message of a panic.
///
/// # Safety
///
/// `name` and `arguments` must point to so many bytes, and `result` to a buffer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn call(
    name: *const u8,
    name_length: usize,
    arguments: *const u8,
    arguments_length: usize,
    result: *mut Buffer,
) -> i32 {
    // SAFETY: the caller's, see above.
    let (name, arguments) = unsafe {
        (slice::from_raw_parts(name, name_length), slice::from_raw_parts(arguments, arguments_length))
    };
    let (code, bytes) = match catch_unwind(AssertUnwindSafe(|| dispatch(name, arguments))) {
        Ok(Ok(bytes)) => (0, bytes),
        Ok(Err(error)) => (1, error.to_string().into_bytes()),
        Err(payload) => (2, payload.downcast_ref::<String>().cloned().unwrap_or_default().into_bytes()),
    };
    // SAFETY: as above.
    unsafe { result.write(Buffer::new(bytes)) };
    code
}

/// Frees what `call` gave.
///
/// # Safety
///
/// `buffer` is from `call` and is released once.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn release(buffer: Buffer) {
    // SAFETY: it was made of a box of these bytes.
    drop(unsafe { Box::from_raw(ptr::slice_from_raw_parts_mut(buffer.data, buffer.length)) });
}
