//! The functions on objects for the calls of `__hash__`, whose result is a number that no `int` is made for.
//!
//! The number takes the place of the reference that would be the result. So that it is taken for an object nowhere, these
//! functions make no containers: whatever else they return is the result itself, or is given back.

use std::ptr;

use gopylink_abi::direct::{Object, ObjectTable};
use pyo3::ffi::{self, Py_hash_t, PyObject};

use super::{FUNCTIONS, make, take_back};
use crate::enter;

static TABLE: ObjectTable =
    ObjectTable { signed, unsigned, release, list, tuple: list, dict, set: dict, ..FUNCTIONS };

/// What Python says of a hash that is no number.
pub(crate) const NO_INTEGER: &str = "__hash__ method should return an integer";

/// The table for calls of `__hash__`.
pub(crate) fn hash_table() -> *const ObjectTable {
    &raw const TABLE
}

/// The number that a result of such a call is; `None` for an object, or null.
#[inline(always)]
pub(crate) fn hash_of(result: *mut PyObject) -> Option<Py_hash_t> {
    is_number(result.addr()).then(|| result.addr().cast_signed() >> 1)
}

/// Objects have even addresses.
#[inline(always)]
fn is_number(address: usize) -> bool {
    address & 1 == 1
}

unsafe extern "C" fn signed(value: i64) -> *mut Object {
    match Py_hash_t::try_from(value) {
        Ok(number) if number << 1 >> 1 == number => {
            ptr::without_provenance_mut((number << 1 | 1).cast_unsigned())
        }
        // SAFETY: this thread holds the GIL.
        _ => unsafe { make::signed(value) },
    }
}

unsafe extern "C" fn unsigned(value: u64) -> *mut Object {
    /// Python's hash of a number is what is left of it by this.
    const MODULUS: u64 = (1 << 61) - 1;
    match i64::try_from(value) {
        // SAFETY: this thread holds the GIL.
        Ok(value) => unsafe { signed(value) },
        // SAFETY: as above.
        Err(_) if cfg!(target_pointer_width = "64") => unsafe { signed((value % MODULUS).cast_signed()) },
        // SAFETY: as above.
        Err(_) => unsafe { make::unsigned(value) },
    }
}

unsafe extern "C" fn release(object: *mut Object) {
    if !is_number(object.addr()) {
        // SAFETY: the table's contract.
        unsafe { take_back(object) };
    }
}

unsafe extern "C" fn list(_: usize, _: *mut *mut *mut Object) -> *mut Object {
    // SAFETY: this thread holds the GIL.
    unsafe { dict() }
}

unsafe extern "C" fn dict() -> *mut Object {
    // SAFETY: this thread holds the GIL.
    unsafe { enter::raise(ffi::PyExc_TypeError, NO_INTEGER.as_bytes()) };
    ptr::null_mut()
}
