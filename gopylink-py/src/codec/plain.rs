//! What values are in msgpack that has nothing of gopylink's own: instants are its timestamps, and what else Python's
//! standard library has is text.

use pyo3::exceptions::{PyRuntimeError, PyUnicodeDecodeError};
use pyo3::intern;
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyDateTime, PyDelta, PyDeltaAccess as _, PyString, PyTuple, PyTzInfo};

use super::fault::{Fault, Outcome};
use super::output::Output;
use super::protocol;
use crate::enter;
use crate::standard::Kind;

/// The extension that msgpack itself defines.
const TIMESTAMP: i8 = -1;

/// Writes a value of Python's standard library.
pub(super) fn standard(out: &mut Output<'_>, value: &Bound<'_, PyAny>, kind: Kind) -> Outcome {
    let py = value.py();
    match kind {
        Kind::DateTime => out.extension(TIMESTAMP, &timestamp(value)?),
        Kind::Date | Kind::Time => text(out, &protocol::method(value, intern!(py, "isoformat"))?),
        Kind::Decimal | Kind::Uuid => text(out, &protocol::text(value)?.into_any()),
        Kind::Path => text(out, &protocol::method(value, intern!(py, "__fspath__"))?),
        Kind::Delta => {
            let delta = value.cast::<PyDelta>().map_err(PyErr::from)?;
            let nanoseconds = microseconds(delta).and_then(|microseconds| microseconds.checked_mul(1000));
            out.signed(nanoseconds.ok_or_else(|| {
                Fault::refused("a timedelta of more than 292 years has no place in Go".to_owned())
            })?);
            Ok(())
        }
    }
}

fn text(out: &mut Output<'_>, value: &Bound<'_, PyAny>) -> Outcome {
    if let Ok(bytes) = value.cast::<PyBytes>() {
        return out.bytes(bytes.as_bytes());
    }
    let text = value.cast::<PyString>().map_err(PyErr::from)?;
    out.text(text.to_str().map_err(|error| Fault::of_text(value.py(), error))?)
}

fn microseconds(delta: &Bound<'_, PyDelta>) -> Option<i64> {
    let seconds = i64::from(delta.get_days()) * 86_400 + i64::from(delta.get_seconds());
    seconds.checked_mul(1_000_000)?.checked_add(delta.get_microseconds().into())
}

fn epoch<'py>(py: Python<'py>) -> PyResult<Bound<'py, PyDateTime>> {
    PyDateTime::new(py, 1970, 1, 1, 0, 0, 0, 0, Some(&*PyTzInfo::utc(py)?))
}

/// The seconds and nanoseconds of an instant.
fn timestamp(value: &Bound<'_, PyAny>) -> Outcome<[u8; 12]> {
    let py = value.py();
    if protocol::method(value, intern!(py, "utcoffset"))?.is_none() {
        return Err(Fault::refused(
            "a datetime without a time zone is no instant; write value.astimezone() if it is local time"
                .to_owned(),
        ));
    }
    let subtract = enter::getattr(value, intern!(py, "__sub__"))?;
    let delta = enter::call(&subtract, &PyTuple::new(py, [epoch(py)?])?)?;
    let delta = delta.cast::<PyDelta>().map_err(PyErr::from)?;
    let since = microseconds(delta).ok_or_else(Fault::too_big)?;
    let (seconds, rest) = (since.div_euclid(1_000_000), since.rem_euclid(1_000_000));
    let mut payload = [0; 12];
    // Below 10^9.
    payload[..4].copy_from_slice(&u32::try_from(rest * 1000).unwrap_or_default().to_be_bytes());
    payload[4..].copy_from_slice(&seconds.to_be_bytes());
    Ok(payload)
}

/// The exception for text that is not UTF-8 from a byte on.
pub(super) fn no_text(py: Python<'_>, text: &[u8], from: usize, reason: String) -> PyErr {
    PyUnicodeDecodeError::new_err(("utf-8", PyBytes::new(py, text).unbind(), from, from + 1, reason))
}

/// Builds the object of an extension: there is none but the timestamp.
pub(super) fn extension<'py>(py: Python<'py>, kind: i8, payload: &[u8]) -> PyResult<Bound<'py, PyAny>> {
    let unknown = || {
        PyRuntimeError::new_err(format!("the library sent the msgpack extension {kind}, which is unknown"))
    };
    if kind != TIMESTAMP {
        return Err(unknown());
    }
    let (seconds, nanoseconds) = instant(payload).ok_or_else(unknown)?;
    let out_of_range = || {
        PyRuntimeError::new_err(format!(
            "the library sent a time that datetime has no place for: {seconds} s since 1970"
        ))
    };
    let days = i32::try_from(seconds.div_euclid(86_400)).map_err(|_| out_of_range())?;
    // Below 86,400 and 10^6.
    let rest = i32::try_from(seconds.rem_euclid(86_400)).unwrap_or_default();
    let microseconds = i32::try_from(nanoseconds / 1000).unwrap_or_default();
    let delta = PyDelta::new(py, days, rest, microseconds, true).map_err(|_| out_of_range())?;
    epoch(py)?.call_method1(intern!(py, "__add__"), (delta,)).map_err(|_| out_of_range())
}

/// The seconds and nanoseconds of a timestamp in each of its three forms.
fn instant(payload: &[u8]) -> Option<(i64, u32)> {
    match payload.len() {
        4 => Some((u32::from_be_bytes(payload.try_into().ok()?).into(), 0)),
        8 => {
            let both = u64::from_be_bytes(payload.try_into().ok()?);
            Some(((both & ((1 << 34) - 1)).cast_signed(), u32::try_from(both >> 34).ok()?))
        }
        12 => {
            let (nanoseconds, seconds) = payload.split_at(4);
            let nanoseconds = u32::from_be_bytes(nanoseconds.try_into().ok()?);
            Some((i64::from_be_bytes(seconds.try_into().ok()?), nanoseconds))
        }
        _ => None,
    }
}
