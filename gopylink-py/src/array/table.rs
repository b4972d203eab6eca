//! The table of functions on arrays that the host hands to libraries. An unsafe edge.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::Pin;
use std::{ptr, slice};

use gopylink_abi::array::{ArrayTable, Lease, OTHER, OpenArray, OwnedArray, access, flag, open};
use gopylink_abi::direct::Object;
use gopylink_abi::layout::Slice;
use pyo3::exceptions::PyRuntimeError;
use pyo3::ffi;
use pyo3::prelude::*;
use pyo3::types::PyBytes;

use super::element::Number;
use super::lent;
use super::memory::Memory;
use super::numpy::{self, Plain};
use super::object::Array;
use super::read::{self, is_its_memory};
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

/// Marks the lease of an array of NumPy's, which is its address; any other is the address of a [`View`].
const OF_NUMPY: usize = 1;

unsafe extern "C" fn open_array(object: *mut Object, access: u32, array: *mut OpenArray) -> u32 {
    // SAFETY: the table's contract: this thread holds the GIL, and the object is alive.
    let object = unsafe { Borrowed::from_ptr(Python::assume_attached(), object.cast()) };
    match numpy::plain(&object) {
        // SAFETY: by the table's contract.
        Some(plain) => unsafe { open_numpy(&object, &plain, access, array) },
        // SAFETY: as above.
        None => unsafe { open_view(&object, access, array) },
    }
}

/// Opens an array of NumPy's where it lies, which runs no Python code. The lease is a reference to it.
///
/// # Safety
///
/// `array` is there to be filled in.
#[inline]
unsafe fn open_numpy(object: &Bound<'_, PyAny>, plain: &Plain, access: u32, array: *mut OpenArray) -> u32 {
    let (py, owner, shape) = (object.py(), object.as_ptr(), plain.shape());
    if access == access::ELEMENTS && shape.len() != 1 {
        return open::NO_BUFFER;
    }
    let to_write = access == access::WRITE && !plain.is_read_only;
    if !lent::lend(py, owner.addr(), plain.addresses(), to_write) {
        return open::LENT;
    }
    let opened = OpenArray {
        element: plain.number.kind,
        flags: flag::C_ORDER | if plain.is_read_only { flag::READ_ONLY } else { 0 },
        data: plain.data,
        dimensions: shape.len(),
        shape: shape.as_ptr(),
        words: OpenArray::EMPTY.words,
        lease: object.clone().into_ptr().map_addr(|address| address | OF_NUMPY).cast(),
    };
    // SAFETY: by this function's contract.
    unsafe { array.write(opened) };
    open::OPENED
}

/// Opens an object by the buffer protocol.
///
/// # Safety
///
/// This thread holds the GIL, the object is alive, and `array` is there to be filled in.
#[inline(never)]
unsafe fn open_view(object: &Bound<'_, PyAny>, access: u32, array: *mut OpenArray) -> u32 {
    // SAFETY: by this function's contract.
    let view = match unsafe { open_buffer(object.as_ptr().cast(), access) } {
        Ok(view) => view,
        Err(Raised) => return open::FAILED,
    };
    let is_wanted = |view: &Pin<Box<View>>| match access {
        access::BYTES => !view.is_spread_bytes(object),
        access::ELEMENTS => view.shape().len() == 1,
        _ => true,
    };
    let Some(mut view) = view.filter(is_wanted) else { return open::NO_BUFFER };
    if let Err(AlreadyLent) = view.as_mut().lend(object, access == access::WRITE) {
        return open::LENT;
    }
    let status = match view.contents {
        Contents::Unreadable(_) => open::UNREADABLE,
        _ => open::OPENED,
    };
    // SAFETY: by this function's contract.
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
            let is_none = match access {
                access::BYTES => object.is_instance_of::<PyBytes>(),
                access::ELEMENTS => !is_its_memory(&object),
                _ => false,
            };
            if is_none {
                return Ok(None);
            }
            read::open(&object).map_err(|error| {
                error.restore(py);
                Raised
            })
        })
    };
    opened.unwrap_or(Err(Raised))
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
    if lease.addr() & OF_NUMPY != 0 {
        let array: *mut ffi::PyObject = lease.cast();
        let array = array.map_addr(|address| address & !OF_NUMPY);
        // SAFETY: made by `open_numpy`, and given back once. This thread holds the GIL.
        unsafe {
            lent::end(Python::assume_attached(), array.addr());
            direct::give_back(array);
        }
        return;
    }
    // SAFETY: made by `described`, and given back once. This thread holds the GIL.
    drop(unsafe { Pin::new_unchecked(Box::from_raw(lease.cast::<View>())) });
}

unsafe extern "C" fn own(array: *const OwnedArray) -> *mut Object {
    // SAFETY: the library's, for this call; its owner is given away by it.
    let (array, memory) = unsafe { (&*array, Memory::take(&*array)) };
    let shape = if array.dimensions == 0 {
        &[]
    } else {
        // SAFETY: one length for each dimension.
        unsafe { slice::from_raw_parts(array.shape, array.dimensions) }
    };
    // SAFETY: the table's contract: this thread holds the GIL. PyO3 need not know, as no reference is dropped here.
    let py = unsafe { Python::assume_attached() };
    let make = || {
        let number = Number::of_kind(array.element)
            .ok_or_else(|| PyRuntimeError::new_err("the library made an array of an unknown type"))?;
        Ok(Bound::new(py, Array::new(memory, number, shape))?.into_ptr().cast())
    };
    let made = catch_unwind(AssertUnwindSafe(|| make().map_err(|error: PyErr| error.restore(py))));
    made.ok().and_then(Result::ok).unwrap_or(ptr::null_mut())
}
