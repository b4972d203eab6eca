//! Why an object could not be read, as a token.

use gopylink_abi::direct::{Token, fault, token};
use gopylink_abi::layout::Slice;
use pyo3::exceptions::{PyRuntimeError, PySystemError, PyUnicodeEncodeError};
use pyo3::prelude::*;
use pyo3::types::PyString;

use super::attached;
use crate::standard::Unread;

/// Why an object could not be read.
pub(super) enum Fault {
    /// Python code, or CPython, raised this.
    Raised(PyErr),
    /// What is still to say where: a `UnicodeEncodeError` about text that is not Unicode, or a refusal.
    Unplaced(PyErr),
    /// A container changed its size while its items were asked for.
    Changed(Name),
    /// An object gave fewer items than its length.
    Ended(Name),
}

/// The name of a type, which an object of Python's holds.
pub(super) type Name = Py<PyString>;

impl From<PyErr> for Fault {
    #[cold]
    fn from(error: PyErr) -> Self {
        Self::Raised(error)
    }
}

impl From<Unread> for Fault {
    #[cold]
    fn from(unread: Unread) -> Self {
        match unread {
            Unread::Raised(error) => Self::Raised(error),
            Unread::Refused(error) => Self::Unplaced(error),
        }
    }
}

impl Fault {
    /// What reading the text of a `str` failed with.
    #[cold]
    pub(super) fn of_text(py: Python<'_>, error: PyErr) -> Self {
        if error.is_instance_of::<PyUnicodeEncodeError>(py) {
            Self::Unplaced(error)
        } else {
            Self::Raised(error)
        }
    }

    #[cold]
    pub(super) fn changed(container: &Bound<'_, PyAny>) -> Self {
        Self::Changed(name_of_type(container))
    }

    #[cold]
    pub(super) fn ended(object: &Bound<'_, PyAny>) -> Self {
        Self::Ended(name_of_type(object))
    }

    pub(super) fn into_token(self, py: Python<'_>) -> Token {
        let raised = |number, error: PyErr| Token {
            kind: token::FAILED,
            owned: true,
            number,
            object: error.into_value(py).into_ptr().cast(),
            ..Token::EMPTY
        };
        match self {
            Self::Raised(error) => raised(fault::RAISED, error),
            Self::Unplaced(error) => raised(fault::UNPLACED, error),
            Self::Changed(name) => named(py, token::FAILED, fault::CHANGED, name),
            Self::Ended(name) => named(py, token::FAILED, fault::ENDED, name),
        }
    }
}

/// A token that holds the name of a type.
pub(super) fn named(py: Python<'_>, kind: u32, number: u64, name: Name) -> Token {
    match name.to_str(py).map(|text| Slice::new(text.as_bytes())) {
        Ok(bytes) => {
            Token { kind, owned: true, number, bytes, object: name.into_ptr().cast(), ..Token::EMPTY }
        }
        Err(error) => Fault::Raised(error).into_token(py),
    }
}

fn name_of_type(object: &Bound<'_, PyAny>) -> Name {
    let name = object.get_type().name().unwrap_or_else(|_| PyString::new(object.py(), "value"));
    name.unbind()
}

/// The exception that is set, taken away.
#[cold]
pub(super) fn take() -> Token {
    // SAFETY: the callers hold the GIL, as everything in this table does.
    unsafe {
        reading(|py| {
            let missing = || PySystemError::new_err("a call into CPython failed without an exception");
            Err(Fault::Raised(PyErr::take(py).unwrap_or_else(missing)))
        })
    }
}

/// What `read` gives, or why it gives nothing.
///
/// # Safety
///
/// This thread holds the GIL.
pub(super) unsafe fn reading(read: impl FnOnce(Python<'_>) -> Result<Token, Fault>) -> Token {
    // SAFETY: by this function's contract.
    let read = unsafe { attached(|py| read(py).unwrap_or_else(|fault| fault.into_token(py))) };
    read.unwrap_or_else(|| {
        let panicked = PyRuntimeError::new_err("the gopylink host panicked while it read an object");
        // SAFETY: as above.
        unsafe { attached(|py| Fault::Raised(panicked).into_token(py)) }
            .unwrap_or(Token { kind: token::FAILED, ..Token::EMPTY })
    })
}
