//! An object's memory, by the buffer protocol. An unsafe edge.

use std::ffi::{CStr, c_int, c_void};
use std::marker::PhantomPinned;
use std::ops::Range;
use std::pin::Pin;
use std::{ptr, slice};

use gopylink_abi::array::flag;
use pyo3::exceptions::{PyBufferError, PyValueError};
use pyo3::ffi;
use pyo3::prelude::*;

use super::element::{self as elements, Number};
use super::{lent, numpy};
use crate::enter;
use crate::errors;

/// Memory that an object exports, until dropped. The object neither frees nor moves it for as long.
///
/// Dropped where the GIL is held.
pub(super) struct View {
    buffer: ffi::Py_buffer,
    /// Whether a library looks into the memory.
    is_lent: bool,
    pub(super) contents: Contents,
    /// Constants of [`flag`].
    pub(super) flags: u32,
    /// A buffer may point into itself.
    _pinned: PhantomPinned,
}

/// What is in the memory of an object.
pub(super) enum Contents {
    Numbers(&'static Number),
    /// What, in words.
    Other(String),
    /// The object does not let it be looked into: what the object is, and why not.
    Unreadable(String),
}

/// Another library looks into the memory, and one of the two would write.
pub(super) struct AlreadyLent;

impl View {
    /// Whether an object has memory to be looked into.
    #[inline]
    pub(super) fn is_offered(object: &Bound<'_, PyAny>) -> bool {
        // SAFETY: a live object, and the GIL is held.
        unsafe { ffi::PyObject_CheckBuffer(object.as_ptr()) != 0 }
    }

    /// Looks into the memory of an object; `None` if it has none to be looked into.
    #[inline]
    pub(super) fn open(object: &Bound<'_, PyAny>) -> PyResult<Option<Pin<Box<Self>>>> {
        if !Self::is_offered(object) {
            return Ok(None);
        }
        let mut view = Box::pin(Self {
            buffer: ffi::Py_buffer::new(),
            is_lent: false,
            contents: Contents::Other(String::new()),
            flags: 0,
            _pinned: PhantomPinned,
        });
        // SAFETY: nothing is moved.
        let this = unsafe { view.as_mut().get_unchecked_mut() };
        // SAFETY: the buffer stays where it is until it is released.
        match unsafe { enter::get_buffer(object, &raw mut this.buffer, ffi::PyBUF_FULL_RO) } {
            Ok(()) => {
                numpy::note(object);
                this.look();
            }
            Err(error) => this.contents = Contents::Unreadable(refusal(object, error)?),
        }
        Ok(Some(view))
    }

    #[inline]
    fn look(&mut self) {
        self.contents = match elements::element(self.format(), self.buffer.itemsize.unsigned_abs()) {
            Ok(number) => Contents::Numbers(number),
            Err(words) => Contents::Other(words),
        };
        self.flags = if self.is_contiguous(b'C') {
            flag::C_ORDER
        } else if self.is_contiguous(b'F') {
            flag::FORTRAN_ORDER
        } else {
            0
        };
        if self.buffer.readonly != 0 {
            self.flags |= flag::READ_ONLY;
        }
        if let Contents::Numbers(number) = self.contents
            && self.length() > 0
            && !self.data().addr().is_multiple_of(number.size)
        {
            self.flags |= flag::MISALIGNED;
        }
    }

    /// Who lends the memory: this view, which has an address of its own as long as it is pinned.
    fn owner(&self) -> usize {
        ptr::from_ref(self).addr()
    }

    pub(super) fn data(&self) -> *mut c_void {
        self.buffer.buf
    }

    /// How many bytes the elements take, those in between left out.
    pub(super) fn length(&self) -> usize {
        self.buffer.len.unsigned_abs()
    }

    fn format(&self) -> &[u8] {
        if self.buffer.format.is_null() {
            return b"B";
        }
        // SAFETY: a string of C's, which lives as long as the buffer.
        unsafe { CStr::from_ptr(self.buffer.format) }.to_bytes()
    }

    /// The lengths of the dimensions.
    pub(super) fn shape(&self) -> &[usize] {
        let dimensions = usize::try_from(self.buffer.ndim).unwrap_or_default();
        if dimensions == 0 || self.buffer.shape.is_null() {
            return &[];
        }
        // SAFETY: one length for each dimension, none of them negative, which live as long as the buffer.
        unsafe { slice::from_raw_parts(self.buffer.shape.cast(), dimensions) }
    }

    /// Whether the elements follow each other, in C order (`b'C'`) or Fortran's (`b'F'`).
    fn is_contiguous(&self, order: u8) -> bool {
        // SAFETY: a buffer that was filled in.
        unsafe { ffi::PyBuffer_IsContiguous(&raw const self.buffer, order.cast_signed()) == 1 }
    }

    /// Appends the bytes of the elements of a contiguous buffer.
    pub(super) fn copy_to(&self, out: &mut Vec<u8>) {
        self.with_bytes(|bytes| out.extend_from_slice(bytes));
    }

    /// Shows the bytes of the elements of a contiguous buffer to a function that runs no Python code.
    pub(super) fn with_bytes<R>(&self, look: impl FnOnce(&[u8]) -> R) -> R {
        if self.length() == 0 {
            return look(&[]);
        }
        // SAFETY: so many bytes lie there. Who may write them holds the GIL, as this thread does now.
        look(unsafe { slice::from_raw_parts(self.data().cast(), self.length()) })
    }

    /// Where the elements are, with all that is in between.
    fn extent(&self) -> Range<usize> {
        let start = self.data().addr();
        if self.flags & flag::C_ORDER != 0 || self.length() == 0 || self.buffer.strides.is_null() {
            return start..start.saturating_add(self.length());
        }
        // SAFETY: one stride for each dimension, which live as long as the buffer.
        let strides = unsafe { slice::from_raw_parts(self.buffer.strides, self.shape().len()) };
        let (mut first, mut last) = (start, start);
        for (&length, &stride) in self.shape().iter().zip(strides) {
            let reach = length.saturating_sub(1).saturating_mul(stride.unsigned_abs());
            if stride < 0 {
                first = first.saturating_sub(reach);
            } else {
                last = last.saturating_add(reach);
            }
        }
        first..last.saturating_add(self.buffer.itemsize.unsigned_abs())
    }

    /// Notes that this side reads the memory, for as long as this lives.
    pub(super) fn lend_all(self: Pin<&mut Self>, py: Python<'_>) -> Result<(), AlreadyLent> {
        let addresses = self.extent();
        // SAFETY: nothing is moved.
        let this = unsafe { self.get_unchecked_mut() };
        this.is_lent = lent::lend(py, this.owner(), addresses, false);
        if this.is_lent { Ok(()) } else { Err(AlreadyLent) }
    }

    /// Notes that a library looks into the memory, for as long as this lives. That of `bytes` never changes, and what is
    /// not in one piece no library takes.
    #[inline]
    pub(super) fn lend(
        self: Pin<&mut Self>,
        object: &Bound<'_, PyAny>,
        write: bool,
    ) -> Result<(), AlreadyLent> {
        // SAFETY: any object.
        let never_changes = unsafe { ffi::PyBytes_CheckExact(object.as_ptr()) } != 0;
        if never_changes || self.flags & flag::C_ORDER == 0 || self.length() == 0 {
            return Ok(());
        }
        let start = self.data().addr();
        let to_write = write && self.flags & flag::READ_ONLY == 0;
        let (py, addresses) = (object.py(), start..start.saturating_add(self.length()));
        // SAFETY: nothing is moved.
        let this = unsafe { self.get_unchecked_mut() };
        this.is_lent = lent::lend(py, this.owner(), addresses, to_write);
        if this.is_lent { Ok(()) } else { Err(AlreadyLent) }
    }
}

/// Why an object does not give its memory away, if that is what the error says: NumPy says so by a `ValueError`.
#[cold]
fn refusal(object: &Bound<'_, PyAny>, error: PyErr) -> PyResult<String> {
    let py = object.py();
    if error.is_instance_of::<PyBufferError>(py) || error.is_instance_of::<PyValueError>(py) {
        return Ok(format!("{} ({})", errors::class_name(object), error.value(py)));
    }
    Err(error)
}

impl Drop for View {
    #[inline]
    fn drop(&mut self) {
        if self.is_lent {
            // SAFETY: dropped where the GIL is held.
            lent::end(unsafe { Python::assume_attached() }, self.owner());
        }
        // SAFETY: filled in by `open`, or empty, and released once.
        unsafe { enter::release_buffer(&raw mut self.buffer) }
    }
}

/// Memory of ours that a consumer may look into.
pub(super) struct Offer<'a> {
    pub(super) data: *mut c_void,
    /// In bytes.
    pub(super) length: usize,
    pub(super) number: &'static Number,
    pub(super) is_read_only: bool,
    pub(super) shape: &'a [usize],
    /// In bytes.
    pub(super) strides: &'a [isize],
}

impl Offer<'_> {
    /// Fills in a consumer's buffer, as its `flags` ask for it.
    ///
    /// # Safety
    ///
    /// `view` is a consumer's, to be filled in. All that is offered lives as long as `owner`.
    pub(super) unsafe fn fill(&self, view: *mut ffi::Py_buffer, owner: Bound<'_, PyAny>, flags: c_int) {
        let wants = |flag: c_int| flags & flag == flag;
        let null: *mut c_void = ptr::null_mut();
        // SAFETY: by this function's contract.
        let view = unsafe { &mut *view };
        view.buf = self.data;
        view.len = self.length.cast_signed();
        view.itemsize = self.number.size.cast_signed();
        view.readonly = self.is_read_only.into();
        view.format =
            if wants(ffi::PyBUF_FORMAT) { self.number.format.as_ptr().cast_mut() } else { null.cast() };
        let has_shape = wants(ffi::PyBUF_ND);
        // Without a shape, it is plain memory.
        view.ndim = if has_shape { c_int::try_from(self.shape.len()).unwrap_or(c_int::MAX) } else { 1 };
        let has_shape = has_shape && !self.shape.is_empty();
        view.shape = if has_shape { self.shape.as_ptr().cast_mut().cast() } else { null.cast() };
        let has_strides = has_shape && wants(ffi::PyBUF_STRIDES);
        view.strides = if has_strides { self.strides.as_ptr().cast_mut() } else { null.cast() };
        view.suboffsets = null.cast();
        view.internal = null;
        view.obj = owner.into_ptr();
    }
}
