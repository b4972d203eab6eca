//! Values of classes of Python's standard library: dates and times, decimal numbers, UUIDs, paths.
//!
//! Which class an object is of, `gopylink._records` says. Here is what crosses of it, as the payload of a [`Standard`].
#![forbid(unsafe_code)]

use std::path::Path;

use gopylink_abi::standard::{Date, Delta, Standard, Time, Zone};
use pyo3::CastError;
use pyo3::exceptions::{PyRuntimeError, PyTypeError, PyValueError};
use pyo3::intern;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{
    PyBytes, PyDate, PyDateAccess as _, PyDateTime, PyDelta, PyDeltaAccess as _, PyDict, PyString, PyTime,
    PyTimeAccess, PyTuple, PyTzInfo, PyTzInfoAccess as _,
};

use crate::codec::protocol;
use crate::{enter, errors};

/// Which class an object is of.
#[derive(Clone, Copy)]
pub(crate) enum Kind {
    Date,
    Time,
    DateTime,
    Delta,
    Decimal,
    Uuid,
    Path,
}

impl Kind {
    /// By its number in `gopylink._records`.
    pub(crate) fn numbered(number: usize) -> PyResult<Self> {
        let all =
            [Self::Date, Self::Time, Self::DateTime, Self::Delta, Self::Decimal, Self::Uuid, Self::Path];
        let unknown = || PyRuntimeError::new_err(format!("gopylink._records: unknown kind {number}"));
        all.get(number).copied().ok_or_else(unknown)
    }
}

/// Why nothing crosses of an object.
pub(crate) enum Unread {
    /// Code of the object's raised this.
    Raised(PyErr),
    /// What its code gave is of no use. Where the object is, remains to be said.
    Refused(PyErr),
}

impl From<PyErr> for Unread {
    fn from(error: PyErr) -> Self {
        Self::Raised(error)
    }
}

impl From<CastError<'_, '_>> for Unread {
    fn from(error: CastError<'_, '_>) -> Self {
        Self::Refused(error.into())
    }
}

/// The payload of an object of that class.
pub(crate) fn read(value: &Bound<'_, PyAny>, kind: Kind) -> Result<Vec<u8>, Unread> {
    match kind {
        Kind::Date => Ok(payload(Standard::Date(date(value.cast::<PyDate>()?)))),
        Kind::Time => {
            let time = value.cast::<PyTime>()?;
            Ok(payload(Standard::Time(self::time(time), time.get_tzinfo().is_some())))
        }
        Kind::DateTime => date_time(value.cast()?),
        Kind::Delta => {
            let delta = value.cast::<PyDelta>()?;
            Ok(payload(Standard::Delta(Delta {
                days: delta.get_days(),
                seconds: delta.get_seconds().cast_unsigned(),
                microseconds: delta.get_microseconds().cast_unsigned(),
            })))
        }
        Kind::Decimal => Ok(payload(Standard::Decimal(protocol::text(value)?.to_str()?))),
        Kind::Uuid => {
            let number: u128 = enter::getattr(value, intern!(value.py(), "int"))?.extract()?;
            Ok(payload(Standard::Uuid(number.to_be_bytes())))
        }
        Kind::Path => path(value),
    }
}

fn payload(value: Standard<'_>) -> Vec<u8> {
    let mut payload = Vec::with_capacity(32);
    value.write(&mut payload);
    payload
}

fn date(date: &impl DateFields) -> Date {
    date.fields()
}

/// `date` and `datetime` have the same fields.
trait DateFields {
    fn fields(&self) -> Date;
}

impl DateFields for Bound<'_, PyDate> {
    fn fields(&self) -> Date {
        Date { year: year(self.get_year()), month: self.get_month(), day: self.get_day() }
    }
}

impl DateFields for Bound<'_, PyDateTime> {
    fn fields(&self) -> Date {
        Date { year: year(self.get_year()), month: self.get_month(), day: self.get_day() }
    }
}

/// Python's are from 1 to 9999.
fn year(year: i32) -> u16 {
    year.try_into().unwrap_or_default()
}

fn time(time: &impl PyTimeAccess) -> Time {
    Time {
        hour: time.get_hour(),
        minute: time.get_minute(),
        second: time.get_second(),
        microsecond: time.get_microsecond(),
    }
}

fn date_time(value: &Bound<'_, PyDateTime>) -> Result<Vec<u8>, Unread> {
    let py = value.py();
    let (date, time) = (date(value), time(value));
    let Some(zone) = value.get_tzinfo() else {
        return Ok(payload(Standard::DateTime(date, time, None)));
    };
    if zone.is(&*PyTzInfo::utc(py)?) {
        return Ok(payload(Standard::DateTime(date, time, Some(Zone { offset: 0, name: "" }))));
    }
    let offset = protocol::method(value, intern!(py, "utcoffset"))?;
    if offset.is_none() {
        return Ok(payload(Standard::DateTime(date, time, None)));
    }
    let offset = offset.cast::<PyDelta>()?;
    if offset.get_microseconds() != 0 {
        let offset = offset.str()?;
        let message = format!("the time zone's offset from UTC, {offset}, is not in whole seconds");
        return Err(Unread::Refused(PyValueError::new_err(message)));
    }
    let offset = offset.get_days() * 86_400 + offset.get_seconds();
    let name = name_of(&zone)?;
    let name = name.as_ref().map_or(Ok(""), |name| name.to_str())?;
    Ok(payload(Standard::DateTime(date, time, Some(Zone { offset, name }))))
}

/// The name of a `zoneinfo.ZoneInfo`.
fn name_of<'py>(zone: &Bound<'py, PyTzInfo>) -> PyResult<Option<Bound<'py, PyString>>> {
    if zone.get_type().name()?.to_str()? != "ZoneInfo" {
        return Ok(None);
    }
    // One made from a file has none.
    Ok(enter::getattr(zone, intern!(zone.py(), "key"))?.cast_into::<PyString>().ok())
}

fn path(value: &Bound<'_, PyAny>) -> Result<Vec<u8>, Unread> {
    let given = protocol::method(value, intern!(value.py(), "__fspath__"))?;
    if let Ok(bytes) = given.cast::<PyBytes>() {
        return Ok(payload(Standard::Path(bytes.as_bytes())));
    }
    if !given.is_instance_of::<PyString>() {
        let (of, given) = (errors::type_name_of(value), errors::type_name_of(&given));
        let message = format!("expected __fspath__() of {of} to return str or bytes, got {given}");
        return Err(Unread::Refused(PyTypeError::new_err(message)));
    }
    let path: std::ffi::OsString = given.extract()?;
    Ok(payload(Standard::Path(path.as_encoded_bytes())))
}

/// The object that a payload stands for.
pub(crate) fn make<'py>(py: Python<'py>, payload: &[u8]) -> PyResult<Bound<'py, PyAny>> {
    static DECIMAL: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
    static UUID: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
    static PATH: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
    let value = Standard::read(payload)
        .ok_or_else(|| PyRuntimeError::new_err("a value of the standard library is malformed"))?;
    Ok(match value {
        Standard::Date(date) => PyDate::new(py, date.year.into(), date.month, date.day)?.into_any(),
        Standard::Time(time, _) => {
            PyTime::new(py, time.hour, time.minute, time.second, time.microsecond, None)?.into_any()
        }
        Standard::DateTime(date, time, zone) => new_date_time(py, date, time, zone)?.into_any(),
        Standard::Delta(delta) => {
            let (seconds, microseconds) = (delta.seconds.cast_signed(), delta.microseconds.cast_signed());
            PyDelta::new(py, delta.days, seconds, microseconds, false)?.into_any()
        }
        Standard::Decimal(text) => {
            enter::call(DECIMAL.import(py, "decimal", "Decimal")?, &PyTuple::new(py, [text])?)?
        }
        Standard::Uuid(bytes) => {
            let named = PyDict::new(py);
            named.set_item(intern!(py, "int"), u128::from_be_bytes(bytes))?;
            enter::call_named(UUID.import(py, "uuid", "UUID")?, &PyTuple::empty(py), Some(&named))?
        }
        Standard::Path(bytes) => {
            let path = os_path(bytes)?.into_os_string().into_pyobject(py)?;
            enter::call(PATH.import(py, "pathlib", "Path")?, &PyTuple::new(py, [path])?)?
        }
    })
}

#[cfg(unix)]
fn os_path(bytes: &[u8]) -> PyResult<std::path::PathBuf> {
    use std::os::unix::ffi::OsStrExt as _;
    Ok(Path::new(std::ffi::OsStr::from_bytes(bytes)).to_owned())
}

#[cfg(not(unix))]
fn os_path(bytes: &[u8]) -> PyResult<std::path::PathBuf> {
    Ok(Path::new(std::str::from_utf8(bytes)?).to_owned())
}

fn new_date_time<'py>(
    py: Python<'py>,
    date: Date,
    time: Time,
    zone: Option<Zone<'_>>,
) -> PyResult<Bound<'py, PyDateTime>> {
    let new = |zone: Option<&Bound<'py, PyTzInfo>>, fold| {
        PyDateTime::new_with_fold(
            py,
            date.year.into(),
            date.month,
            date.day,
            time.hour,
            time.minute,
            time.second,
            time.microsecond,
            zone,
            fold,
        )
    };
    match zone {
        None => new(None, false),
        Some(Zone { offset: 0, name: "" }) => new(Some(&*PyTzInfo::utc(py)?), false),
        Some(Zone { offset, name: "" }) => {
            let offset = PyDelta::new(py, 0, offset, 0, true)?;
            new(Some(&PyTzInfo::fixed_offset(py, offset)?), false)
        }
        Some(Zone { offset, name }) => {
            let zone = named_zone(py, name)?;
            let first = new(Some(&zone), false)?;
            let found = protocol::method(&first, intern!(py, "utcoffset"))?;
            let found = found.cast::<PyDelta>()?;
            // Where clocks are put back, an hour comes twice.
            let is_first = found.get_days() * 86_400 + found.get_seconds() == offset;
            if is_first { Ok(first) } else { new(Some(&zone), true) }
        }
    }
}

fn named_zone<'py>(py: Python<'py>, name: &str) -> PyResult<Bound<'py, PyTzInfo>> {
    static ZONE_INFO: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
    let zone = enter::call(ZONE_INFO.import(py, "zoneinfo", "ZoneInfo")?, &PyTuple::new(py, [name])?)?;
    Ok(zone.cast_into()?)
}
