//! The table of functions on arrays that the host hands to libraries. An unsafe edge.

use std::pin::Pin;
use std::{ptr, slice};

use gopylink_abi::array::{ArrayTable, Lease, OTHER, OpenArray, OwnedArray, access, open};
use gopylink_abi::direct::Object;
use gopylink_abi::layout::Slice;
use pyo3::exceptions::PyRuntimeError;
use pyo3::ffi;
use pyo3::prelude::*;

use super::element::Number;
use super::memory::Memory;
use super::object::Array;
use super::view::{AlreadyLent, Contents, View};
use crate::direct::{self, attached};

/// The table for libraries.
pub(crate) static TABLE: ArrayTable = ArrayTable {
    size: size_of::<ArrayTable>(),
    open: open_array,
    close,
    read: direct::read_without_buffer,
    own,
};

unsafe extern "C" fn open_array(object: *mut Object, access: u32, array: *mut OpenArray) -> u32 {
    // SAFETY: the table's contract: this thread holds the GIL, and the object is alive.
    let opened = unsafe {
        attached(|py| {
            let object = Borrowed::from_ptr(py, object.cast());
            lease(&object, access).map_err(|error| error.restore(py))
        })
    };
    let Some(Ok(opened)) = opened else { return open::FAILED };
    match opened {
        Ok(opened) => {
            let status = match opened.contents {
                Contents::Unreadable(_) => open::UNREADABLE,
                _ => open::OPENED,
            };
            // SAFETY: the library's, to be filled in.
            unsafe { array.write(described(opened)) };
            status
        }
        Err(status) => status,
    }
}

/// Opens the memory of an object for a library; or the constant of [`open`] for why not.
#[inline]
fn lease(object: &Bound<'_, PyAny>, access: u32) -> PyResult<Result<Pin<Box<View>>, u32>> {
    let as_bytes = access == access::BYTES;
    if as_bytes && is_byte_string(object) {
        return Ok(Err(open::NO_BUFFER));
    }
    let Some(mut view) = View::open(object)?.filter(|view| !as_bytes || view.is_bytes()) else {
        return Ok(Err(open::NO_BUFFER));
    };
    match view.as_mut().lend(object, access == access::WRITE) {
        Ok(()) => Ok(Ok(view)),
        Err(AlreadyLent) => Ok(Err(open::LENT)),
    }
}

/// Whether Python has a type of its own for such byte strings.
pub(super) fn is_byte_string(value: &Bound<'_, PyAny>) -> bool {
    let object = value.as_ptr();
    // SAFETY: any object.
    unsafe {
        ffi::PyBytes_Check(object) != 0
            || ffi::PyByteArray_Check(object) != 0
            || ffi::PyMemoryView_Check(object) != 0
    }
}

/// What a library gets of an open array. Gives the lease away.
#[inline]
fn described(view: Pin<Box<View>>) -> OpenArray {
    let (element, words) = match &view.contents {
        Contents::Numbers(number) => (number.kind, OpenArray::EMPTY.words),
        Contents::Other(words) | Contents::Unreadable(words) => (OTHER, Slice::new(words.as_bytes())),
    };
    let shape = view.shape();
    let array = OpenArray {
        element,
        flags: view.flags,
        data: view.data(),
        dimensions: shape.len(),
        shape: shape.as_ptr(),
        words,
        lease: ptr::null_mut(),
    };
    // SAFETY: it is not moved until `close` takes it.
    let view = Box::into_raw(unsafe { Pin::into_inner_unchecked(view) });
    OpenArray { lease: view.cast(), ..array }
}

unsafe extern "C" fn close(lease: *mut Lease) {
    // SAFETY: made by `described`, and given back once. This thread holds the GIL.
    drop(unsafe { Pin::new_unchecked(Box::from_raw(lease.cast::<View>())) });
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
