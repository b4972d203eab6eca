//! Arrays of numbers and bytes. The caller frees what it is given.

use std::{ptr, slice};

fn leak<T>(values: Vec<T>) -> *mut T {
    Box::leak(values.into_boxed_slice()).as_mut_ptr()
}

/// For one type of element: a copy, and its release.
macro_rules! array {
    ($type:ty, $echo:ident, $free:ident) => {
        /// # Safety
        ///
        /// `values` points to so many elements.
        #[unsafe(no_mangle)]
        pub unsafe extern "C" fn $echo(values: *const $type, length: usize) -> *mut $type {
            // SAFETY: the caller's, see above.
            leak(unsafe { slice::from_raw_parts(values, length) }.to_vec())
        }

        /// # Safety
        ///
        /// `values` is from this library, has so many elements, and is freed once.
        #[unsafe(no_mangle)]
        pub unsafe extern "C" fn $free(values: *mut $type, length: usize) {
            // SAFETY: it was made of a box of so many elements.
            drop(unsafe { Box::from_raw(ptr::slice_from_raw_parts_mut(values, length)) });
        }
    };
}

array!(i64, echo_ints, free_ints);
array!(f64, echo_floats, free_floats);
array!(u8, echo_bytes, free_bytes);

/// # Safety
///
/// `values` points to so many numbers.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sum_ints(values: *const i64, length: usize) -> i64 {
    // SAFETY: the caller's, see above.
    bodies::sum_ints(unsafe { slice::from_raw_parts(values, length) })
}

/// # Safety
///
/// `values` points to so many numbers.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sum_floats(values: *const f64, length: usize) -> f64 {
    // SAFETY: the caller's, see above.
    bodies::sum_floats(unsafe { slice::from_raw_parts(values, length) })
}

/// # Safety
///
/// `values` points to so many numbers, which nothing else uses meanwhile.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn increase(values: *mut f64, length: usize, amount: f64) {
    // SAFETY: the caller's, see above.
    bodies::increase(unsafe { slice::from_raw_parts_mut(values, length) }, amount);
}

/// # Safety
///
/// `data` points to so many bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn measure_bytes(data: *const u8, length: usize) -> usize {
    // SAFETY: the caller's, see above.
    bodies::measure_bytes(unsafe { slice::from_raw_parts(data, length) })
}

#[unsafe(no_mangle)]
pub extern "C" fn make_ints(length: usize) -> *mut i64 {
    leak(bodies::make_ints(length))
}

#[unsafe(no_mangle)]
pub extern "C" fn make_floats(length: usize) -> *mut f64 {
    leak(bodies::make_floats(length))
}

#[unsafe(no_mangle)]
pub extern "C" fn make_bytes(length: usize) -> *mut u8 {
    leak(bodies::make_bytes(length))
}
