//! The standard library's own types.

use std::borrow::Cow;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use gopylink_abi::failure::FailureKind;
use gopylink_abi::standard::{Standard, Zone};

use super::{Class, Payload, Taken, Written, calendar, unfit};
use crate::codec::error::Error;

impl Class for PathBuf {
    const CLASS: &'static str = "pathlib.Path";

    fn pass<R>(&self, pass: impl FnOnce(Standard<'_>) -> R) -> Result<R, Error> {
        Ok(pass(Standard::Path(&bytes(self)?)))
    }

    fn take(value: Standard<'_>) -> Taken<Self> {
        let Standard::Path(path) = value else { return None };
        Some(borrowed(path).map(Path::to_owned))
    }
}

impl Written for Path {
    fn written(&self, pass: impl FnOnce(Standard<'_>) -> Payload) -> Result<Payload, Error> {
        Ok(pass(Standard::Path(&bytes(self)?)))
    }
}

#[cfg(unix)]
#[expect(clippy::unnecessary_wraps, reason = "elsewhere, a path may not be Unicode")]
fn bytes(path: &Path) -> Result<Cow<'_, [u8]>, Error> {
    use std::os::unix::ffi::OsStrExt as _;
    Ok(Cow::Borrowed(path.as_os_str().as_bytes()))
}

#[cfg(not(unix))]
fn bytes(path: &Path) -> Result<Cow<'_, [u8]>, Error> {
    let text = path.to_str().ok_or_else(|| unfit("a path that is not Unicode cannot cross"))?;
    Ok(Cow::Borrowed(text.as_bytes()))
}

#[cfg(unix)]
#[expect(clippy::unnecessary_wraps, reason = "elsewhere, a path may not be Unicode")]
pub(super) fn borrowed(path: &[u8]) -> Result<&Path, Error> {
    use std::os::unix::ffi::OsStrExt as _;
    Ok(Path::new(std::ffi::OsStr::from_bytes(path)))
}

#[cfg(not(unix))]
pub(super) fn borrowed(path: &[u8]) -> Result<&Path, Error> {
    let text = std::str::from_utf8(path).map_err(|_| unfit("a path that is not Unicode cannot cross"))?;
    Ok(Path::new(text))
}

impl Class for Duration {
    const CLASS: &'static str = "datetime.timedelta";
    const IS_TEXT: bool = false;

    fn pass<R>(&self, pass: impl FnOnce(Standard<'_>) -> R) -> Result<R, Error> {
        let delta = i64::try_from(self.as_secs()).ok();
        let delta = delta.and_then(|seconds| calendar::delta(seconds, self.subsec_nanos()));
        match delta {
            Some(delta) => Ok(pass(Standard::Delta(delta))),
            None => Err(too_long(format_args!("{self:?}"))),
        }
    }

    fn take(value: Standard<'_>) -> Taken<Self> {
        let Standard::Delta(delta) = value else { return None };
        let (seconds, nanoseconds) = calendar::seconds(delta);
        Some(match u64::try_from(seconds) {
            Ok(seconds) => Ok(Self::new(seconds, nanoseconds)),
            Err(_) => Err(unfit("expected a datetime.timedelta of zero or more, got a negative one")),
        })
    }
}

/// Python has no such duration.
#[cold]
pub(super) fn too_long(duration: std::fmt::Arguments<'_>) -> Error {
    Error::new(FailureKind::Overflow, format!("{duration} is out of range for datetime.timedelta"))
}

/// Python has no such year.
#[cold]
pub(super) fn no_such_year(date: std::fmt::Arguments<'_>) -> Error {
    unfit(format!("{date} is out of range for Python: years are from 1 to 9999"))
}

impl Class for SystemTime {
    const CLASS: &'static str = "datetime.datetime";
    const IS_TEXT: bool = false;

    fn pass<R>(&self, pass: impl FnOnce(Standard<'_>) -> R) -> Result<R, Error> {
        let no_such_year = || {
            let (seconds, side) = match self.duration_since(UNIX_EPOCH) {
                Ok(since) => (since.as_secs(), "after"),
                Err(before) => (before.duration().as_secs(), "before"),
            };
            no_such_year(format_args!("a time {seconds} seconds {side} 1970"))
        };
        let whole = |since: Duration| i64::try_from(since.as_secs()).map_err(|_| no_such_year());
        let (seconds, nanoseconds) = match self.duration_since(UNIX_EPOCH) {
            Ok(since) => (whole(since)?, since.subsec_nanos()),
            Err(before) => match (whole(before.duration())?, before.duration().subsec_nanos()) {
                (seconds, 0) => (-seconds, 0),
                (seconds, nanoseconds) => (-seconds - 1, 1_000_000_000 - nanoseconds),
            },
        };
        let date = calendar::date(seconds.div_euclid(calendar::DAY)).ok_or_else(no_such_year)?;
        let second = u32::try_from(seconds.rem_euclid(calendar::DAY)).unwrap_or_default();
        let time = calendar::time(second, nanoseconds / 1000);
        Ok(pass(Standard::DateTime(date, time, Some(Zone { offset: 0, name: "" }))))
    }

    fn take(value: Standard<'_>) -> Taken<Self> {
        since_epoch(value).map(|since| since.map(|since| UNIX_EPOCH + since))
    }
}

/// The time from the epoch to a point in time, which is what serde makes a `SystemTime` of.
pub(super) fn since_epoch(value: Standard<'_>) -> Taken<Duration> {
    let Standard::DateTime(date, time, zone) = value else { return None };
    let Some(zone) = zone else { return Some(Err(naive())) };
    let days = calendar::days(date);
    let seconds = days * calendar::DAY + calendar::second_of_day(time) - i64::from(zone.offset);
    Some(match u64::try_from(seconds) {
        Ok(seconds) => Ok(Duration::new(seconds, time.microsecond * 1000)),
        Err(_) => Err(unfit("expected a datetime.datetime of 1970 or later, got an earlier one")),
    })
}

/// A naive `datetime` came for a point in time.
#[cold]
pub(super) fn naive() -> Error {
    unfit("expected a datetime.datetime with a time zone, got a naive one: give it a tzinfo")
}

/// An aware `datetime` or `time` came for a local one.
#[cold]
#[cfg(any(feature = "chrono", feature = "jiff"))]
pub(super) fn aware(class: &str) -> Error {
    unfit(format!("expected a {class} without a time zone, got an aware one: drop its tzinfo"))
}
