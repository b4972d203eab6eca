//! An object's memory, by the buffer protocol. An unsafe edge.

use std::ffi::{CStr, c_int, c_void};
use std::pin::Pin;
use std::slice;

use pyo3::ffi;
use pyo3::prelude::*;

use crate::enter;

/// Memory that an object exports, until dropped. The object neither frees nor moves it for as long.
pub(super) struct Buffer(Pin<Box<ffi::Py_buffer>>);

// SAFETY: a buffer may change hands; what it is used for needs the GIL, which `Python` stands for, but for facts that
// never change.
unsafe impl Send for Buffer {}
// SAFETY: as above.
unsafe impl Sync for Buffer {}

impl Buffer {
    /// Whether the object has a buffer at all.
    pub(super) fn is_offered_by(object: &Bound<'_, PyAny>) -> bool {
        // SAFETY: a live object, and the GIL is held.
        unsafe { ffi::PyObject_CheckBuffer(object.as_ptr()) == 1 }
    }

    /// Asks the object for all of its memory, however it is laid out.
    pub(super) fn get(object: &Bound<'_, PyAny>) -> PyResult<Self> {
        let mut buffer = Box::pin(ffi::Py_buffer::new());
        enter::get_buffer(object, buffer.as_mut(), ffi::PyBUF_FULL_RO)?;
        Ok(Self(buffer))
    }

    pub(super) fn data(&self) -> *mut c_void {
        self.0.buf
    }

    /// How many bytes the elements take, those in between left out.
    pub(super) fn length(&self) -> usize {
        self.0.len.unsigned_abs()
    }

    pub(super) fn element_size(&self) -> usize {
        self.0.itemsize.unsigned_abs()
    }

    pub(super) fn is_read_only(&self) -> bool {
        self.0.readonly != 0
    }

    pub(super) fn format(&self) -> &[u8] {
        if self.0.format.is_null() {
            return b"B";
        }
        // SAFETY: a string of C's, which lives as long as the buffer.
        unsafe { CStr::from_ptr(self.0.format) }.to_bytes()
    }

    /// The lengths of the dimensions.
    pub(super) fn shape(&self) -> &[usize] {
        let dimensions = usize::try_from(self.0.ndim).unwrap_or_default();
        if dimensions == 0 || self.0.shape.is_null() {
            return &[];
        }
        // SAFETY: one length for each dimension, none of them negative, which live as long as the buffer.
        unsafe { slice::from_raw_parts(self.0.shape.cast(), dimensions) }
    }

    /// Whether the elements follow each other, in C order (`b'C'`) or Fortran's (`b'F'`).
    pub(super) fn is_contiguous(&self, order: u8) -> bool {
        // SAFETY: a buffer that was filled in.
        unsafe { ffi::PyBuffer_IsContiguous(&raw const *self.0, order.cast_signed()) == 1 }
    }

    /// Appends the bytes of the elements of a contiguous buffer.
    pub(super) fn copy_to(&self, out: &mut Vec<u8>) {
        if self.length() > 0 {
            // SAFETY: so many bytes lie there. Who may write them holds the GIL, as this thread does now.
            out.extend_from_slice(unsafe { slice::from_raw_parts(self.data().cast(), self.length()) });
        }
    }
}

impl Drop for Buffer {
    fn drop(&mut self) {
        // SAFETY: filled in by `get`, and released once. Whoever drops it holds the GIL: a lease is a Python object.
        unsafe { enter::release_buffer(self.0.as_mut()) }
    }
}

/// Fills in a buffer of memory of ours, as `flags` ask for it.
///
/// # Safety
///
/// `view` is a consumer's, to be filled in. `shape` and `strides` have `dimensions` places and, like the data and the
/// format, live as long as `owner`.
pub(super) unsafe fn fill(view: *mut ffi::Py_buffer, owner: Bound<'_, PyAny>, lent: &Lent<'_>, flags: c_int) {
    let wants = |flag: c_int| flags & flag == flag;
    // SAFETY: by this function's contract.
    let view = unsafe { &mut *view };
    view.buf = lent.data;
    view.len = lent.length.cast_signed();
    view.itemsize = lent.element_size.cast_signed();
    view.readonly = lent.is_read_only.into();
    view.ndim = c_int::try_from(lent.shape.len()).unwrap_or(c_int::MAX);
    view.format =
        if wants(ffi::PyBUF_FORMAT) { lent.format.as_ptr().cast_mut() } else { std::ptr::null_mut() };
    let has_dimensions = wants(ffi::PyBUF_ND) && !lent.shape.is_empty();
    view.shape = if has_dimensions { lent.shape.as_ptr().cast_mut().cast() } else { std::ptr::null_mut() };
    if !wants(ffi::PyBUF_ND) {
        // Plain memory.
        view.ndim = 1;
    }
    let has_strides = wants(ffi::PyBUF_STRIDES) && !lent.shape.is_empty();
    view.strides = if has_strides { lent.strides.as_ptr().cast_mut() } else { std::ptr::null_mut() };
    view.suboffsets = std::ptr::null_mut();
    view.internal = std::ptr::null_mut();
    view.obj = owner.into_ptr();
}

/// Memory of ours that a consumer may look into.
pub(super) struct Lent<'a> {
    pub(super) data: *mut c_void,
    /// In bytes.
    pub(super) length: usize,
    pub(super) element_size: usize,
    pub(super) format: &'static CStr,
    pub(super) is_read_only: bool,
    pub(super) shape: &'a [usize],
    /// In bytes.
    pub(super) strides: &'a [isize],
}
