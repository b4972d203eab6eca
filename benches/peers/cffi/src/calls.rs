//! Calls with little to pass: functions, a class, and what fails.

use std::ffi::{CStr, CString, c_char};
use std::ptr;

use bodies::Counter;

#[unsafe(no_mangle)]
pub extern "C" fn noop() {
    bodies::noop();
}

#[unsafe(no_mangle)]
pub extern "C" fn add(a: i64, b: i64) -> i64 {
    bodies::add(a, b)
}

/// # Safety
///
/// `name` is a C string.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn hello(name: *const c_char) -> *mut c_char {
    // SAFETY: the caller's, see above.
    let name = unsafe { CStr::from_ptr(name) };
    to_text(bodies::hello(&name.to_string_lossy()))
}

/// # Safety
///
/// `text` is a C string, and `error` has room for one.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fail(text: *const c_char, error: *mut *mut c_char) -> i64 {
    // SAFETY: the caller's, see above.
    let text = unsafe { CStr::from_ptr(text) };
    let (value, message) = match bodies::fail(&text.to_string_lossy()) {
        Ok(value) => (value, ptr::null_mut()),
        Err(failure) => (0, to_text(failure.to_string())),
    };
    // SAFETY: the caller's, see above.
    unsafe { error.write(message) };
    value
}

fn to_text(text: String) -> *mut c_char {
    CString::new(text).expect("text without zeros").into_raw()
}

/// # Safety
///
/// `text` is from a function of this file and is freed once.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn free_text(text: *mut c_char) {
    // SAFETY: the caller's, see above.
    drop(unsafe { CString::from_raw(text) });
}

#[unsafe(no_mangle)]
pub extern "C" fn counter_new(initial: i64) -> *mut Counter {
    Box::into_raw(Box::new(Counter::new(initial)))
}

/// # Safety
///
/// `counter` is from `counter_new`, not freed, and not in use elsewhere.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn counter_incr(counter: *mut Counter, n: i64) -> i64 {
    // SAFETY: the caller's, see above.
    unsafe { &mut *counter }.incr(n)
}

/// # Safety
///
/// `counter` is from `counter_new` and not freed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn counter_value(counter: *mut Counter) -> i64 {
    // SAFETY: the caller's, see above.
    unsafe { &*counter }.value()
}

/// # Safety
///
/// `counter` is from `counter_new` and is freed once.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn counter_free(counter: *mut Counter) {
    // SAFETY: the caller's, see above.
    drop(unsafe { Box::from_raw(counter) });
}
