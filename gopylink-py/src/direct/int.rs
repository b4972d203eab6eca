//! The value of an `int`, straight from its digits where it has few.

use std::sync::atomic::{AtomicBool, Ordering};

use pyo3::ffi::{self, PyObject};
use pyo3::prelude::*;

/// Whether digits are laid out as below: they are 30 bits wide, which builds of CPython may choose otherwise.
static KNOWN: AtomicBool = AtomicBool::new(false);

/// How many bits a digit has.
const BITS: u32 = 30;

pub(super) fn prepare(py: Python<'_>) -> PyResult<()> {
    let info = py.import("sys")?.getattr("int_info")?;
    let bits: u32 = info.getattr("bits_per_digit")?.extract()?;
    let size: usize = info.getattr("sizeof_digit")?.extract()?;
    KNOWN.store(
        cfg!(target_pointer_width = "64") && bits == BITS && size == size_of::<u32>(),
        Ordering::Relaxed,
    );
    Ok(())
}

/// Whether [`short`] can be asked.
#[inline]
pub(super) fn is_known() -> bool {
    cfg!(not(Py_3_15)) && KNOWN.load(Ordering::Relaxed)
}

/// How an `int` lies in memory.
#[repr(C)]
struct Layout {
    head: PyObject,
    /// Since Python 3.12 the number of digits, above three bits for the sign; before, the number of digits with the
    /// sign of the `int`.
    tag: isize,
    digits: [u32; 1],
}

/// The value of an `int` of up to two digits.
///
/// # Safety
///
/// The object is an `int` or of a subclass, and [`is_known`].
#[inline(always)]
pub(super) unsafe fn short(object: *mut PyObject) -> Option<i64> {
    let digits = object.cast::<Layout>();
    // SAFETY: an `int` begins so, and always has room for one digit.
    let (tag, first) =
        unsafe { ((*digits).tag as i64, i64::from((&raw const (*digits).digits).cast::<u32>().read())) };
    let sign = |tag: i64| if cfg!(Py_3_12) { 1 - (tag & 3) } else { tag.signum() };
    // The sign of zero is zero; its digit may be anything.
    if cfg!(Py_3_12) && tag < 2 << 3 {
        return Some(first * sign(tag));
    }
    if cfg!(not(Py_3_12)) && (-1..=1).contains(&tag) {
        return Some(first * tag);
    }
    let count = if cfg!(Py_3_12) { tag >> 3 } else { tag.abs() };
    if count > 2 {
        return None;
    }
    // SAFETY: there are two digits.
    let second = i64::from(unsafe { (&raw const (*digits).digits).cast::<u32>().add(1).read() });
    Some((first | second << BITS) * sign(tag))
}

/// The value of an object, if it is an `int` that an `i64` holds.
///
/// # Safety
///
/// The object is alive, and this thread holds the GIL.
#[inline(always)]
pub(crate) unsafe fn value_of(object: *mut PyObject) -> Option<i64> {
    // SAFETY: by this function's contract.
    unsafe { if ffi::PyLong_Check(object) != 0 { signed(object, is_known()) } else { None } }
}

/// The value of any `int` that an `i64` holds.
///
/// # Safety
///
/// The object is an `int` or of a subclass. This thread holds the GIL. `known` is what [`is_known`] says.
#[inline(always)]
pub(super) unsafe fn signed(object: *mut PyObject, known: bool) -> Option<i64> {
    // SAFETY: by this function's contract.
    unsafe {
        if known && let Some(value) = short(object) {
            return Some(value);
        }
        long_signed(object)
    }
}

#[inline(never)]
unsafe fn long_signed(object: *mut PyObject) -> Option<i64> {
    let mut overflow = 0;
    // SAFETY: an `int`, for which this neither fails nor runs Python code.
    let value = unsafe { ffi::PyLong_AsLongLongAndOverflow(object, &raw mut overflow) };
    (overflow == 0).then_some(value)
}

/// The value of any `int` that a `u64` holds.
///
/// # Safety
///
/// As for [`signed`].
#[inline(always)]
pub(super) unsafe fn unsigned(object: *mut PyObject, known: bool) -> Option<u64> {
    // SAFETY: by this function's contract.
    match unsafe { signed(object, known) } {
        Some(value) => u64::try_from(value).ok(),
        // SAFETY: as above.
        None => unsafe { long_unsigned(object) },
    }
}

#[inline(never)]
unsafe fn long_unsigned(object: *mut PyObject) -> Option<u64> {
    // SAFETY: an `int`, for which this runs no Python code; a failure to hold the value is an exception, taken away.
    unsafe {
        let value = ffi::PyLong_AsUnsignedLongLong(object);
        if value == u64::MAX && !ffi::PyErr_Occurred().is_null() {
            ffi::PyErr_Clear();
            return None;
        }
        Some(value)
    }
}
