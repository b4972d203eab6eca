//! The types of the crate `chrono`. Python's have microseconds, to which these are cut off, and no leap seconds: the last
//! microsecond of the minute stands for them.

use std::any::{TypeId, type_name};

use chrono::{
    DateTime, Datelike as _, FixedOffset, NaiveDate, NaiveDateTime, NaiveTime, Offset as _, TimeDelta,
    TimeZone, Timelike as _, Utc,
};
use gopylink_abi::standard::{Date, Standard, Time, Zone};

use super::std::{aware, naive, no_such_year, too_long};
use super::{Class, Payload, Taken, calendar, unfit, written};
use crate::codec::error::Error;

#[expect(clippy::cast_possible_truncation, reason = "months and days are small")]
fn date_of(date: NaiveDate) -> Result<Date, Error> {
    match u16::try_from(date.year()) {
        Ok(year @ 1..=9999) => Ok(Date { year, month: date.month() as u8, day: date.day() as u8 }),
        _ => Err(no_such_year(format_args!("{date}"))),
    }
}

fn time_of(time: NaiveTime) -> Time {
    let microsecond = (time.nanosecond() / 1000).min(999_999);
    calendar::time(time.num_seconds_from_midnight(), microsecond)
}

fn date(Date { year, month, day }: Date) -> Result<NaiveDate, Error> {
    NaiveDate::from_ymd_opt(year.into(), month.into(), day.into()).ok_or_else(|| unfit("no such date"))
}

fn time(Time { hour, minute, second, microsecond }: Time) -> Result<NaiveTime, Error> {
    NaiveTime::from_hms_micro_opt(hour.into(), minute.into(), second.into(), microsecond)
        .ok_or_else(|| unfit("no such time"))
}

impl Class for NaiveDate {
    const CLASS: &'static str = "datetime.date";

    fn pass<R>(&self, pass: impl FnOnce(Standard<'_>) -> R) -> Result<R, Error> {
        Ok(pass(Standard::Date(date_of(*self)?)))
    }

    fn take(value: Standard<'_>) -> Taken<Self> {
        let Standard::Date(found) = value else { return None };
        Some(date(found))
    }
}

impl Class for NaiveTime {
    const CLASS: &'static str = "datetime.time";

    fn pass<R>(&self, pass: impl FnOnce(Standard<'_>) -> R) -> Result<R, Error> {
        Ok(pass(Standard::Time(time_of(*self), false)))
    }

    fn take(value: Standard<'_>) -> Taken<Self> {
        let Standard::Time(found, is_aware) = value else { return None };
        Some(if is_aware { Err(aware(Self::CLASS)) } else { time(found) })
    }
}

impl Class for NaiveDateTime {
    const CLASS: &'static str = "datetime.datetime";

    fn pass<R>(&self, pass: impl FnOnce(Standard<'_>) -> R) -> Result<R, Error> {
        Ok(pass(Standard::DateTime(date_of(self.date())?, time_of(self.time()), None)))
    }

    fn take(value: Standard<'_>) -> Taken<Self> {
        let Standard::DateTime(day, clock, zone) = value else { return None };
        if zone.is_some() {
            return Some(Err(aware(Self::CLASS)));
        }
        Some(date(day).and_then(|date| Ok(date.and_time(time(clock)?))))
    }
}

fn pass_at<Tz: TimeZone, R>(moment: &DateTime<Tz>, pass: impl FnOnce(Standard<'_>) -> R) -> Result<R, Error> {
    let local = moment.naive_local();
    let zone = Zone { offset: moment.offset().fix().local_minus_utc(), name: "" };
    Ok(pass(Standard::DateTime(date_of(local.date())?, time_of(local.time()), Some(zone))))
}

fn moment(day: Date, clock: Time, zone: Option<Zone<'_>>) -> Result<DateTime<FixedOffset>, Error> {
    let zone = zone.ok_or_else(naive)?;
    let offset = FixedOffset::east_opt(zone.offset).ok_or_else(|| unfit("no such offset from UTC"))?;
    let local = date(day)?.and_time(time(clock)?);
    local.and_local_timezone(offset).single().ok_or_else(|| unfit("no such time"))
}

impl Class for DateTime<FixedOffset> {
    const CLASS: &'static str = "datetime.datetime";

    fn pass<R>(&self, pass: impl FnOnce(Standard<'_>) -> R) -> Result<R, Error> {
        pass_at(self, pass)
    }

    fn take(value: Standard<'_>) -> Taken<Self> {
        let Standard::DateTime(date, time, zone) = value else { return None };
        Some(moment(date, time, zone))
    }
}

impl Class for DateTime<Utc> {
    const CLASS: &'static str = "datetime.datetime";

    fn pass<R>(&self, pass: impl FnOnce(Standard<'_>) -> R) -> Result<R, Error> {
        pass_at(self, pass)
    }

    fn take(value: Standard<'_>) -> Taken<Self> {
        Some(DateTime::<FixedOffset>::take(value)?.map(|moment| moment.to_utc()))
    }
}

impl Class for TimeDelta {
    const CLASS: &'static str = "datetime.timedelta";
    const IS_TEXT: bool = false;

    fn pass<R>(&self, pass: impl FnOnce(Standard<'_>) -> R) -> Result<R, Error> {
        // Both have the sign of the whole.
        let (seconds, nanoseconds) = (self.num_seconds(), self.subsec_nanos());
        let delta = match u32::try_from(nanoseconds) {
            Ok(nanoseconds) => calendar::delta(seconds, nanoseconds),
            Err(_) => calendar::delta(seconds - 1, (nanoseconds + 1_000_000_000).unsigned_abs()),
        };
        match delta {
            Some(delta) => Ok(pass(Standard::Delta(delta))),
            None => Err(too_long(format_args!("{self}"))),
        }
    }

    fn take(value: Standard<'_>) -> Taken<Self> {
        let Standard::Delta(delta) = value else { return None };
        let (seconds, nanoseconds) = calendar::seconds(delta);
        Some(Self::new(seconds, nanoseconds).ok_or_else(|| unfit("no such duration")))
    }
}

/// Whether this is one of the types with which `chrono` shows values to serde.
#[inline]
pub(super) fn shows<T: ?Sized>() -> bool {
    let name = type_name::<T>();
    (name.starts_with("chrono::") && name.contains("::Format")) || name == type_name::<&NaiveTime>()
}

/// The value of a type that is hidden by another, as `#[serde(transparent)]` and `#[serde(untagged)]` do.
pub(super) fn shown(text: &str) -> Option<Result<Payload, Error>> {
    // RFC 3339 ends with the year 9999, the types do not.
    if let Ok(moment) = text.parse::<DateTime<FixedOffset>>() {
        Some(written(&moment))
    } else if let Ok(moment) = text.parse::<NaiveDateTime>() {
        Some(written(&moment))
    } else if let Ok(date) = text.parse::<NaiveDate>() {
        Some(written(&date))
    } else {
        text.parse::<NaiveTime>().ok().map(|time| written(&time))
    }
}

/// Whether this is what `chrono` makes a `TimeDelta` of, through serde: a tuple of seconds and nanoseconds, which shows no
/// other sign of what it is for.
#[inline]
pub(in crate::codec) fn is_seconds<T>() -> bool {
    typeid::of::<T>() == TypeId::of::<(i64, i32)>()
}
