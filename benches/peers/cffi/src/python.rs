//! Rust calling Python, by the address of a function that cffi makes.

use std::thread;

type Function = extern "C" fn(i64) -> i64;

/// Adds up what Python returns for so many numbers.
#[unsafe(no_mangle)]
pub extern "C" fn call_detached(function: Function, count: i64) -> i64 {
    (0..count).map(|number| function(number)).sum()
}

/// The same on a thread of Rust.
#[unsafe(no_mangle)]
pub extern "C" fn call_from_thread(function: Function, count: i64) -> i64 {
    thread::spawn(move || call_detached(function, count)).join().expect("the thread does not panic")
}
