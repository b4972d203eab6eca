//! Why a value could not be encoded, and where in it.

use std::fmt::Write as _;

use gopylink_abi::wire::MAX_DEPTH;
use pyo3::exceptions::{
    PyOverflowError, PyRecursionError, PyRuntimeError, PyTypeError, PyUnicodeEncodeError,
};
use pyo3::intern;
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PySlice, PyString};

use crate::errors;
use crate::standard::Unread;

/// How many segments of a path are shown.
const SHOWN: usize = 8;
/// How many characters of a key are shown.
const SHOWN_OF_KEY: usize = 40;

/// The outcome of encoding a part of a value. The error is boxed to keep the way of success narrow.
pub(super) type Outcome<T = ()> = Result<T, Box<Fault>>;

/// What went wrong, and where.
pub(super) struct Fault {
    reason: Reason,
    /// From the innermost segment outwards: each level of the walk adds its own on the way up.
    path: Vec<Segment>,
}

enum Reason {
    TooDeep,
    StackExhausted,
    /// Holds what is still to say where: `UnicodeEncodeError`, or a refusal.
    Unplaced(PyErr),
    TooLong(usize),
    TooBig,
    Refused(String),
    /// Holds the name of the type.
    SizeChanged(String),
    /// An exception of the value's own code.
    Raised(PyErr),
}

/// One step into a value.
pub(super) enum Segment {
    Index(usize),
    /// Holds the key, if it can be shown: of a builtin type, with all that it holds.
    Key(Option<Py<PyAny>>),
    Field(String),
    /// An element of a set.
    Element,
    /// A key itself, not the value behind it.
    DictKey,
}

impl Fault {
    #[cold]
    pub(super) fn too_deep() -> Box<Self> {
        Reason::TooDeep.into()
    }

    #[cold]
    pub(super) fn stack_exhausted() -> Box<Self> {
        Reason::StackExhausted.into()
    }

    #[cold]
    pub(super) fn too_long(length: usize) -> Box<Self> {
        Reason::TooLong(length).into()
    }

    /// An integer that plain msgpack has no place for.
    #[cold]
    pub(super) fn too_big() -> Box<Self> {
        Reason::TooBig.into()
    }

    /// A value that plain msgpack has no form for.
    #[cold]
    pub(super) fn refused(reason: String) -> Box<Self> {
        Reason::Refused(reason).into()
    }

    #[cold]
    pub(super) fn size_changed(value: &Bound<'_, PyAny>) -> Box<Self> {
        let name = value.get_type().name().map_or_else(|_| "value".to_owned(), |name| name.to_string());
        Reason::SizeChanged(name).into()
    }

    /// What reading the text of a `str` failed with.
    #[cold]
    pub(super) fn of_text(py: Python<'_>, error: PyErr) -> Box<Self> {
        if error.is_instance_of::<PyUnicodeEncodeError>(py) {
            Reason::Unplaced(error).into()
        } else {
            Reason::Raised(error).into()
        }
    }

    /// Says that the fault lies behind `segment`.
    #[cold]
    pub(super) fn at(mut self: Box<Self>, segment: Segment) -> Box<Self> {
        self.path.push(segment);
        self
    }

    pub(super) fn into_exception(self, py: Python<'_>, root: &dyn Fn() -> String) -> PyErr {
        let place = || render(py, root(), &self.path);
        match self.reason {
            Reason::TooDeep => PyRecursionError::new_err(format!(
                "{}: nested deeper than {MAX_DEPTH} levels, or contains itself",
                place()
            )),
            Reason::StackExhausted => PyRecursionError::new_err(format!(
                "{}: calls and values are nested deeper than this thread's stack allows",
                place()
            )),
            Reason::Unplaced(error) => placed(py, &error, &place()).unwrap_or_else(|error| error),
            Reason::TooLong(length) => PyOverflowError::new_err(format!(
                "{}: a length of {length} is more than a call can carry ({})",
                place(),
                u32::MAX
            )),
            Reason::TooBig => PyOverflowError::new_err(format!(
                "{}: an int of more than 64 bits has no place in Go",
                place()
            )),
            Reason::Refused(reason) => PyTypeError::new_err(format!("{}: {reason}", place())),
            Reason::SizeChanged(name) => {
                PyRuntimeError::new_err(format!("{}: {name} changed size while it was read", place()))
            }
            Reason::Raised(error) => {
                errors::add_note(py, &error, &format!("in {}", place()));
                error
            }
        }
    }
}

impl From<Reason> for Box<Fault> {
    fn from(reason: Reason) -> Self {
        Self::new(Fault { reason, path: Vec::new() })
    }
}

impl From<Unread> for Box<Fault> {
    #[cold]
    fn from(unread: Unread) -> Self {
        match unread {
            Unread::Raised(error) => Reason::Raised(error).into(),
            Unread::Refused(error) => Reason::Unplaced(error).into(),
        }
    }
}

impl From<PyErr> for Box<Fault> {
    #[cold]
    fn from(error: PyErr) -> Self {
        Reason::Raised(error).into()
    }
}

/// The same exception with the place in its message, a `UnicodeEncodeError` in its reason.
pub(crate) fn placed(py: Python<'_>, error: &PyErr, place: &str) -> PyResult<PyErr> {
    if !error.is_instance_of::<PyUnicodeEncodeError>(py) {
        let placed = error.get_type(py).call1((format!("{place}: {}", error.value(py)),))?;
        return Ok(PyErr::from_value(placed));
    }
    let error = error.value(py);
    let reason = format!("{}: {place}", error.getattr(intern!(py, "reason"))?.str()?);
    Ok(PyUnicodeEncodeError::new_err((
        error.getattr(intern!(py, "encoding"))?.unbind(),
        error.getattr(intern!(py, "object"))?.unbind(),
        error.getattr(intern!(py, "start"))?.unbind(),
        error.getattr(intern!(py, "end"))?.unbind(),
        reason,
    )))
}

fn render(py: Python<'_>, mut place: String, path: &[Segment]) -> String {
    for segment in path.iter().rev().take(SHOWN) {
        // Writing to a String cannot fail.
        let _ = match segment {
            Segment::Index(index) => write!(place, "[{index}]"),
            Segment::Key(None) => write!(place, "[…]"),
            Segment::Key(Some(key)) => write!(place, "[{}]", key_text(key.bind(py))),
            Segment::Field(name) => write!(place, "['{name}']"),
            Segment::Element => write!(place, "{{…}}"),
            Segment::DictKey => write!(place, " key"),
        };
    }
    if path.len() > SHOWN {
        place.push('…');
    }
    place
}

/// The repr of a key, shortened.
fn key_text(key: &Bound<'_, PyAny>) -> String {
    let shown = if key.is_exact_instance_of::<PyString>() || key.is_exact_instance_of::<PyBytes>() {
        quoted(key)
    } else {
        unquoted(key)
    };
    shown.unwrap_or_else(|_| "…".to_owned())
}

/// The repr of a `str` or `bytes`, of its beginning if it is long.
fn quoted(key: &Bound<'_, PyAny>) -> PyResult<String> {
    if key.len()? <= SHOWN_OF_KEY {
        return Ok(key.repr()?.to_string_lossy().into_owned());
    }
    let beginning = key.get_item(PySlice::new(key.py(), 0, SHOWN_OF_KEY as isize, 1))?;
    let mut shown = beginning.repr()?.to_string_lossy().into_owned();
    let quote = shown.len() - 1;
    shown.insert(quote, '…');
    Ok(shown)
}

fn unquoted(key: &Bound<'_, PyAny>) -> PyResult<String> {
    let mut shown = key.repr()?.to_string_lossy().into_owned();
    if let Some((end, _)) = shown.char_indices().nth(SHOWN_OF_KEY) {
        shown.truncate(end);
        shown.push('…');
    }
    Ok(shown)
}
