//! Rust calling Python: one callback takes the name of a function and its arguments as msgpack.

use std::sync::OnceLock;
use std::thread;

/// Takes a name and arguments and writes the result, of at most so many bytes; returns its length.
type Callback = extern "C" fn(*const u8, usize, *const u8, usize, *mut u8, usize) -> usize;

static CALLBACK: OnceLock<Callback> = OnceLock::new();

/// Says what to call.
#[unsafe(no_mangle)]
pub extern "C" fn register(callback: Callback) {
    CALLBACK.get_or_init(|| callback);
}

fn double(number: i64) -> i64 {
    let callback = CALLBACK.get().expect("the callback is registered first");
    let name = b"double";
    let arguments = rmp_serde::to_vec(&(number,)).expect("a number can be encoded");
    let mut result = [0_u8; 16];
    let length = callback(
        name.as_ptr(),
        name.len(),
        arguments.as_ptr(),
        arguments.len(),
        result.as_mut_ptr(),
        result.len(),
    );
    rmp_serde::from_slice(&result[..length]).expect("a number comes back")
}

/// Adds up what Python returns for so many numbers.
pub fn call(count: i64) -> i64 {
    (0..count).map(double).sum()
}

/// The same on a thread of Rust.
pub fn call_from_thread(count: i64) -> i64 {
    thread::spawn(move || call(count)).join().expect("the thread does not panic")
}
