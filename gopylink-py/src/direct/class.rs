//! Values of classes: of those that Python has for records, and of the standard library's.

use std::ffi::c_void;
use std::ptr;

use gopylink_abi::direct::Object;
use gopylink_abi::layout::Slice;
use pyo3::prelude::*;
use pyo3::types::PyString;

use super::{attached, names};
use crate::record::Class;

/// [`ObjectTable::instance`](gopylink_abi::direct::ObjectTable::instance).
pub(super) unsafe extern "C" fn instance(class: *const c_void, fields: *mut Object) -> *mut Object {
    let work = |py: Python<'_>| {
        // SAFETY: the table's contract: a class that the library was handed, and a dict, whose reference is the host's from
        // now on.
        let (class, fields) = unsafe {
            (&*class.cast::<Class>(), Bound::from_owned_ptr(py, fields.cast()).cast_into_unchecked())
        };
        given(py, class.instance(&fields))
    };
    // SAFETY: the table's contract: this thread holds the GIL.
    unsafe { attached(work) }.unwrap_or(ptr::null_mut())
}

/// [`ObjectTable::member`](gopylink_abi::direct::ObjectTable::member).
pub(super) unsafe extern "C" fn member(class: *const c_void, name: Slice) -> *mut Object {
    let work = |py: Python<'_>| {
        // SAFETY: the table's contract: a class that the library was handed, and a text that never changes or ends.
        let (class, name) =
            unsafe { (&*class.cast::<Class>(), Bound::from_borrowed_ptr_or_err(py, names::get(name))) };
        given(py, name.and_then(|name| class.member(name.cast::<PyString>()?)))
    };
    // SAFETY: the table's contract: this thread holds the GIL.
    unsafe { attached(work) }.unwrap_or(ptr::null_mut())
}

/// [`ObjectTable::standard`](gopylink_abi::direct::ObjectTable::standard).
pub(super) unsafe extern "C" fn standard(payload: Slice) -> *mut Object {
    // SAFETY: the library lends the bytes for the call.
    let work = |py: Python<'_>| given(py, crate::standard::make(py, unsafe { payload.bytes() }));
    // SAFETY: the table's contract: this thread holds the GIL.
    unsafe { attached(work) }.unwrap_or(ptr::null_mut())
}

/// A new reference, or null with an exception set.
fn given(py: Python<'_>, value: PyResult<Bound<'_, PyAny>>) -> *mut Object {
    match value {
        Ok(value) => value.into_ptr().cast(),
        Err(error) => {
            error.restore(py);
            ptr::null_mut()
        }
    }
}
