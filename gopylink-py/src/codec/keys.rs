//! Remembers the `str` objects of recent dict keys. The records of a list repeat the same few names, and a
//! remembered key costs neither its text nor its hash again.

use pyo3::exceptions::PyUnicodeDecodeError;
use pyo3::prelude::*;
use pyo3::types::PyString;

use super::input::malformed;

const SLOTS: usize = 32;
/// Longer keys are rarely field names.
const LONGEST: usize = 32;

type Slot<'py, 'b> = Option<(&'b [u8], Bound<'py, PyString>)>;

/// A small table from the text of keys to their objects.
#[derive(Default)]
pub(super) struct Keys<'py, 'b> {
    /// Allocated by the first key.
    slots: Option<Box<[Slot<'py, 'b>; SLOTS]>>,
}

impl<'py, 'b> Keys<'py, 'b> {
    pub(super) fn get(&mut self, py: Python<'py>, text: &'b [u8]) -> PyResult<Bound<'py, PyString>> {
        let Some(index) = slot(text) else {
            return string(py, text);
        };
        let slot = &mut self.slots.get_or_insert_default()[index];
        match slot {
            Some((known, key)) if *known == text => Ok(key.clone()),
            _ => Ok(slot.insert((text, string(py, text)?)).1.clone()),
        }
    }
}

/// Makes a `str` of UTF-8.
#[inline]
pub(super) fn string<'py>(py: Python<'py>, text: &[u8]) -> PyResult<Bound<'py, PyString>> {
    PyString::from_bytes(py, text).map_err(|error| failure(py, error))
}

#[cold]
fn failure(py: Python<'_>, error: PyErr) -> PyErr {
    if error.is_instance_of::<PyUnicodeDecodeError>(py) { malformed("text that is not UTF-8") } else { error }
}

/// Where a key belongs; nowhere if it is not worth remembering.
fn slot(text: &[u8]) -> Option<usize> {
    let (first, last) = (*text.first()?, *text.last()?);
    let mixed = usize::from(first).wrapping_mul(31) ^ usize::from(last).wrapping_mul(7) ^ text.len();
    (text.len() <= LONGEST).then_some(mixed % SLOTS)
}
