//! The table of functions on arrays that the host hands to libraries. An unsafe edge.

use std::{ptr, slice};

use gopylink_abi::array::{ArrayTable, OpenArray, OwnedArray, open};
use gopylink_abi::direct::Object;
use pyo3::exceptions::PyRuntimeError;
use pyo3::prelude::*;

use super::element::Number;
use super::lease::lease;
use super::memory::Memory;
use super::object::Array;
use crate::direct::{self, attached};

/// The table for libraries.
pub(crate) static TABLE: ArrayTable =
    ArrayTable { size: size_of::<ArrayTable>(), open: open_array, read: direct::read_without_buffer, own };

unsafe extern "C" fn open_array(object: *mut Object, access: u32, array: *mut OpenArray) -> u32 {
    // SAFETY: the table's contract: this thread holds the GIL, and the object is alive.
    let opened = unsafe {
        attached(|py| {
            let object = Borrowed::from_ptr(py, object.cast());
            lease(&object, access).map_err(|error| error.restore(py))
        })
    };
    let (status, opened) = match opened {
        Some(Ok(opened)) => opened,
        _ => (open::FAILED, OpenArray::EMPTY),
    };
    // SAFETY: the library's, to be filled in.
    unsafe { array.write(opened) };
    status
}

unsafe extern "C" fn own(array: *const OwnedArray) -> *mut Object {
    // SAFETY: the library's, for this call; its owner is given away by it.
    let (array, memory) = unsafe { (&*array, Memory::take(&*array)) };
    let shape = if array.dimensions == 0 {
        Vec::new()
    } else {
        // SAFETY: one length for each dimension.
        unsafe { slice::from_raw_parts(array.shape, array.dimensions) }.to_vec()
    };
    let make = |py: Python<'_>| {
        let number = Number::of_kind(array.element)
            .ok_or_else(|| PyRuntimeError::new_err("the library made an array of an unknown type"))?;
        Ok(Bound::new(py, Array::new(memory, number, shape))?.into_ptr().cast())
    };
    // SAFETY: the table's contract: this thread holds the GIL.
    let made = unsafe { attached(|py| make(py).map_err(|error: PyErr| error.restore(py))) };
    made.and_then(Result::ok).unwrap_or(ptr::null_mut())
}
