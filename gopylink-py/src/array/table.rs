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
    let object = unsafe { Borrowed::from_ptr(Python::assume_attached(), object.cast()) };
    let view = match View::of_numpy(&object) {
        Some(view) => Some(view),
        // SAFETY: as above.
        None => match unsafe { open_buffer(object.as_ptr().cast(), access) } {
            Ok(view) => view,
            Err(Raised) => return open::FAILED,
        },
    };
    let as_bytes = access == access::BYTES;
    let Some(mut view) = view.filter(|view| !as_bytes || view.is_bytes()) else { return open::NO_BUFFER };
    if let Err(AlreadyLent) = view.as_mut().lend(&object, access == access::WRITE) {
        return open::LENT;
    }
    let status = match view.contents {
        Contents::Unreadable(_) => open::UNREADABLE,
        _ => open::OPENED,
    };
    // SAFETY: the library's, to be filled in.
    unsafe { array.write(described(view)) };
    status
}

/// Python's error is set.
struct Raised;

/// Opens the memory of an object by the buffer protocol, which may run Python code.
///
/// # Safety
///
/// This thread holds the GIL, and the object is alive.
#[inline(never)]
unsafe fn open_buffer(object: *mut Object, access: u32) -> Result<Option<Pin<Box<View>>>, Raised> {
    // SAFETY: by this function's contract.
    let opened = unsafe {
        attached(|py| {
            let object = Borrowed::from_ptr(py, object.cast());
            if access == access::BYTES && is_byte_string(&object) {
                return Ok(None);
            }
            View::open(&object).map_err(|error| {
                error.restore(py);
                Raised
            })
        })
    };
    opened.unwrap_or(Err(Raised))
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
