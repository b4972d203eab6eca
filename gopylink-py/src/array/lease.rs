//! What a library holds while it looks into the memory of an object.

use gopylink_abi::array::{OTHER, OpenArray, access, flag, open};
use gopylink_abi::direct::element;
use gopylink_abi::layout::Slice;
use pyo3::exceptions::{PyBufferError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::{PyByteArray, PyBytes, PyMemoryView};

use super::buffer::Buffer;
use super::element::{self as elements, Number};
use super::lent::{Loan, lend};

/// An object's memory, open for a library, until dropped.
#[pyclass(frozen, module = "gopylink._native", name = "_Lease")]
pub(super) struct Lease {
    /// Before the buffer: the memory is no longer lent when it goes.
    _loan: Option<Loan>,
    view: Option<View>,
    /// What the object is, if it did not open.
    words: String,
}

/// An object's memory, and what is in there.
pub(super) struct View {
    pub(super) buffer: Buffer,
    pub(super) element: Result<Number, String>,
    /// As in [`OpenArray`].
    pub(super) flags: u32,
}

impl View {
    /// Whether it is as good as a byte string.
    pub(super) fn is_bytes(&self) -> bool {
        self.element.as_ref().is_ok_and(|number| number.kind == element::U8)
            && self.flags & flag::C_ORDER != 0
            && self.buffer.shape().len() == 1
    }
}

/// Whether Python has a type of its own for such byte strings.
pub(super) fn is_byte_string(value: &Bound<'_, PyAny>) -> bool {
    value.is_instance_of::<PyBytes>()
        || value.is_instance_of::<PyByteArray>()
        || value.is_exact_instance_of::<PyMemoryView>()
}

/// What became of an attempt to look into the memory of an object.
pub(super) enum Opened {
    View(View),
    /// It has none.
    NoBuffer,
    /// It did not let it be looked into: what it is, and why.
    Unreadable(String),
}

/// Opens the memory of an object.
pub(super) fn view(object: &Bound<'_, PyAny>) -> PyResult<Opened> {
    if !Buffer::is_offered_by(object) {
        return Ok(Opened::NoBuffer);
    }
    let buffer = match Buffer::get(object) {
        Ok(buffer) => buffer,
        // How exporters refuse, NumPy with a `ValueError`.
        Err(error)
            if error.is_instance_of::<PyBufferError>(object.py())
                || error.is_instance_of::<PyValueError>(object.py()) =>
        {
            let reason = error.value(object.py());
            return Ok(Opened::Unreadable(format!("{} ({reason})", crate::errors::class_name(object))));
        }
        Err(error) => return Err(error),
    };
    let element = elements::element(buffer.format(), buffer.element_size());
    let mut flags = 0;
    for (flag, is_set) in [
        (flag::C_ORDER, buffer.is_contiguous(b'C')),
        (flag::FORTRAN_ORDER, buffer.is_contiguous(b'F')),
        (flag::READ_ONLY, buffer.is_read_only()),
        (flag::MISALIGNED, element.as_ref().is_ok_and(|number| is_misaligned(&buffer, *number))),
    ] {
        if is_set {
            flags |= flag;
        }
    }
    Ok(Opened::View(View { buffer, element, flags }))
}

/// Nothing is where it should not be in an array without elements.
fn is_misaligned(buffer: &Buffer, number: Number) -> bool {
    buffer.length() > 0 && !buffer.data().addr().is_multiple_of(number.size)
}

/// Opens the memory of an object for a library: how that ended, and what the library gets.
pub(super) fn lease(object: &Bound<'_, PyAny>, access: u32) -> PyResult<(u32, OpenArray)> {
    let py = object.py();
    let as_bytes = access == access::BYTES;
    if as_bytes && is_byte_string(object) {
        return Ok((open::NO_BUFFER, OpenArray::EMPTY));
    }
    let view = match view(object)? {
        Opened::View(view) if !as_bytes || view.is_bytes() => view,
        Opened::View(_) | Opened::NoBuffer => return Ok((open::NO_BUFFER, OpenArray::EMPTY)),
        Opened::Unreadable(_) if as_bytes => return Ok((open::NO_BUFFER, OpenArray::EMPTY)),
        Opened::Unreadable(words) => {
            let lease = Bound::new(py, Lease { _loan: None, view: None, words })?;
            let words = Slice::new(lease.get().words.as_bytes());
            let lease = lease.into_ptr().cast();
            return Ok((open::UNREADABLE, OpenArray { words, lease, ..OpenArray::EMPTY }));
        }
    };
    let loan = match loan(object, &view, access == access::WRITE) {
        Ok(loan) => loan,
        Err(AlreadyLent) => return Ok((open::LENT, OpenArray::EMPTY)),
    };
    let lease = Bound::new(py, Lease { _loan: loan, view: Some(view), words: String::new() })?;
    let Some(view) = &lease.get().view else { return Ok((open::NO_BUFFER, OpenArray::EMPTY)) };
    let (element, words) = match &view.element {
        Ok(number) => (number.kind, OpenArray::EMPTY.words),
        Err(words) => (OTHER, Slice::new(words.as_bytes())),
    };
    let shape = view.buffer.shape();
    let array = OpenArray {
        element,
        flags: view.flags,
        data: view.buffer.data(),
        dimensions: shape.len(),
        shape: shape.as_ptr(),
        words,
        lease: std::ptr::null_mut(),
    };
    Ok((open::OPENED, OpenArray { lease: lease.into_ptr().cast(), ..array }))
}

struct AlreadyLent;

/// Lends the memory. That of `bytes` never changes, and what is not in one piece no library takes.
fn loan(object: &Bound<'_, PyAny>, view: &View, write: bool) -> Result<Option<Loan>, AlreadyLent> {
    let to_write = write && view.flags & flag::READ_ONLY == 0;
    let is_lent = view.flags & flag::C_ORDER != 0
        && view.buffer.length() > 0
        && !object.is_exact_instance_of::<PyBytes>();
    if !is_lent {
        return Ok(None);
    }
    let start = view.buffer.data().addr();
    lend(start..start.saturating_add(view.buffer.length()), to_write).map(Some).ok_or(AlreadyLent)
}
