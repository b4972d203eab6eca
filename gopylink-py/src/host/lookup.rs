//! What a library means by a name: an export of its registry, or a method. Remembered, since libraries ask again.

use gopylink_abi::failure::FailureKind;
use gopylink_abi::layout::target;
use pyo3::prelude::*;
use pyo3::types::PyString;

use super::remembered::{self, Key};
use crate::enter;
use crate::errors::{self, Failed};

/// The function or class that a registry exports under a name.
#[inline]
pub(crate) fn export<'py>(
    registry: &Bound<'py, PyAny>,
    kind: u32,
    name: &[u8],
) -> Result<Bound<'py, PyAny>, Box<Failed>> {
    let key = Key { registry: registry.as_ptr(), kind, name };
    match remembered::get(registry.py(), key) {
        Some(export) => Ok(export),
        None => enter::counted(registry.py(), || find(registry, key)),
    }
}

#[cold]
fn find<'py>(registry: &Bound<'py, PyAny>, key: Key<'_>) -> Result<Bound<'py, PyAny>, Box<Failed>> {
    let py = registry.py();
    let before = remembered::state(py);
    let name = text(key.name)?;
    let method = if key.kind == target::CLASS { "_class" } else { "_function" };
    let find = || enter::call(&registry.getattr(method)?, &(name,).into_pyobject(py)?);
    let export = find().map_err(|error| {
        let kind = if errors::is_not_found(py, &error) { FailureKind::NotFound } else { FailureKind::Python };
        Failed::raised(py, kind, error)
    })?;
    remembered::put(before, key, &export);
    Ok(export)
}

/// The `str` of a method's name, always the same object for a name.
#[inline]
pub(super) fn method<'py>(py: Python<'py>, name: &[u8]) -> Result<Bound<'py, PyAny>, Box<Failed>> {
    let key = Key { registry: std::ptr::null_mut(), kind: target::METHOD, name };
    match remembered::get(py, key) {
        Some(name) => Ok(name),
        None => intern(py, name),
    }
}

#[cold]
fn intern<'py>(py: Python<'py>, name: &[u8]) -> Result<Bound<'py, PyAny>, Box<Failed>> {
    let key = Key { registry: std::ptr::null_mut(), kind: target::METHOD, name };
    let name = PyString::intern(py, text(name)?).into_any();
    remembered::put(remembered::state(py), key, &name);
    Ok(name)
}

/// What a library sent as text.
pub(super) fn text(name: &[u8]) -> Result<&str, Box<Failed>> {
    std::str::from_utf8(name)
        .map_err(|_| Failed::new(FailureKind::Internal, "the library sent a name that is not UTF-8"))
}
