//! The types of the crate `jiff`. Python's have microseconds, to which these are cut off.

use gopylink_abi::standard::{Date, Standard, Time, Zone};
use jiff::civil;
use jiff::tz::{Offset, TimeZone};
use jiff::{SignedDuration, Span, SpanRelativeTo, Timestamp, Zoned};

use super::std::{aware, naive, no_such_year, too_long};
use super::{Class, Taken, calendar, unfit};
use crate::codec::error::Error;

fn date_of(date: civil::Date) -> Result<Date, Error> {
    match u16::try_from(date.year()) {
        Ok(year @ 1..=9999) => {
            Ok(Date { year, month: date.month().unsigned_abs(), day: date.day().unsigned_abs() })
        }
        _ => Err(no_such_year(format_args!("{date}"))),
    }
}

fn time_of(time: civil::Time) -> Time {
    Time {
        hour: time.hour().unsigned_abs(),
        minute: time.minute().unsigned_abs(),
        second: time.second().unsigned_abs(),
        microsecond: time.subsec_nanosecond().unsigned_abs() / 1000,
    }
}

fn date(Date { year, month, day }: Date) -> Result<civil::Date, Error> {
    civil::Date::new(year.cast_signed(), month.cast_signed(), day.cast_signed())
        .map_err(|error| unfit(error.to_string()))
}

fn time(Time { hour, minute, second, microsecond }: Time) -> Result<civil::Time, Error> {
    let (hour, minute, second) = (hour.cast_signed(), minute.cast_signed(), second.cast_signed());
    civil::Time::new(hour, minute, second, microsecond.cast_signed() * 1000)
        .map_err(|error| unfit(error.to_string()))
}

impl Class for civil::Date {
    const CLASS: &'static str = "datetime.date";

    fn pass<R>(&self, pass: impl FnOnce(Standard<'_>) -> R) -> Result<R, Error> {
        Ok(pass(Standard::Date(date_of(*self)?)))
    }

    fn take(value: Standard<'_>) -> Taken<Self> {
        let Standard::Date(found) = value else { return None };
        Some(date(found))
    }
}

impl Class for civil::Time {
    const CLASS: &'static str = "datetime.time";

    fn pass<R>(&self, pass: impl FnOnce(Standard<'_>) -> R) -> Result<R, Error> {
        Ok(pass(Standard::Time(time_of(*self), false)))
    }

    fn take(value: Standard<'_>) -> Taken<Self> {
        let Standard::Time(found, is_aware) = value else { return None };
        Some(if is_aware { Err(aware(Self::CLASS)) } else { time(found) })
    }
}

impl Class for civil::DateTime {
    const CLASS: &'static str = "datetime.datetime";

    fn pass<R>(&self, pass: impl FnOnce(Standard<'_>) -> R) -> Result<R, Error> {
        Ok(pass(Standard::DateTime(date_of(self.date())?, time_of(self.time()), None)))
    }

    fn take(value: Standard<'_>) -> Taken<Self> {
        let Standard::DateTime(day, clock, zone) = value else { return None };
        if zone.is_some() {
            return Some(Err(aware(Self::CLASS)));
        }
        Some(date(day).and_then(|date| Ok(date.to_datetime(time(clock)?))))
    }
}

impl Class for Timestamp {
    const CLASS: &'static str = "datetime.datetime";

    fn pass<R>(&self, pass: impl FnOnce(Standard<'_>) -> R) -> Result<R, Error> {
        let local = Offset::UTC.to_datetime(*self);
        let zone = Some(Zone { offset: 0, name: "" });
        Ok(pass(Standard::DateTime(date_of(local.date())?, time_of(local.time()), zone)))
    }

    fn take(value: Standard<'_>) -> Taken<Self> {
        let Standard::DateTime(date, time, zone) = value else { return None };
        Some(zone.ok_or_else(naive).and_then(|zone| moment(date, time, offset(zone)?)))
    }
}

fn offset(zone: Zone<'_>) -> Result<Offset, Error> {
    Offset::from_seconds(zone.offset).map_err(|error| unfit(error.to_string()))
}

fn moment(day: Date, clock: Time, offset: Offset) -> Result<Timestamp, Error> {
    let local = date(day)?.to_datetime(time(clock)?);
    offset.to_timestamp(local).map_err(|error| unfit(error.to_string()))
}

impl Class for Zoned {
    const CLASS: &'static str = "datetime.datetime";

    fn pass<R>(&self, pass: impl FnOnce(Standard<'_>) -> R) -> Result<R, Error> {
        let name = self.time_zone().iana_name().filter(|name| !matches!(*name, "UTC" | "Etc/Unknown"));
        let zone = Zone { offset: self.offset().seconds(), name: name.unwrap_or_default() };
        Ok(pass(Standard::DateTime(date_of(self.date())?, time_of(self.time()), Some(zone))))
    }

    /// The point in time is Python's, whatever the databases of time zones say.
    fn take(value: Standard<'_>) -> Taken<Self> {
        let Standard::DateTime(date, time, zone) = value else { return None };
        Some(zone.ok_or_else(naive).and_then(|zone| {
            let offset = offset(zone)?;
            let named = match zone.name {
                "" => offset.to_time_zone(),
                name => TimeZone::get(name).map_err(|error| unfit(error.to_string()))?,
            };
            Ok(moment(date, time, offset)?.to_zoned(named))
        }))
    }
}

impl Class for SignedDuration {
    const CLASS: &'static str = "datetime.timedelta";

    fn pass<R>(&self, pass: impl FnOnce(Standard<'_>) -> R) -> Result<R, Error> {
        // Both have the sign of the whole.
        let (seconds, nanoseconds) = (self.as_secs(), self.subsec_nanos());
        let delta = match u32::try_from(nanoseconds) {
            Ok(nanoseconds) => calendar::delta(seconds, nanoseconds),
            Err(_) => seconds
                .checked_sub(1)
                .and_then(|seconds| calendar::delta(seconds, (nanoseconds + 1_000_000_000).unsigned_abs())),
        };
        match delta {
            Some(delta) => Ok(pass(Standard::Delta(delta))),
            None => Err(too_long(format_args!("{self}"))),
        }
    }

    fn take(value: Standard<'_>) -> Taken<Self> {
        let Standard::Delta(delta) = value else { return None };
        let (seconds, nanoseconds) = calendar::seconds(delta);
        Some(Ok(Self::new(seconds, nanoseconds.cast_signed())))
    }
}

impl Class for Span {
    const CLASS: &'static str = "datetime.timedelta";

    /// Days are of 24 hours, as in Python. Months and years have no length.
    fn pass<R>(&self, pass: impl FnOnce(Standard<'_>) -> R) -> Result<R, Error> {
        match self.to_duration(SpanRelativeTo::days_are_24_hours()) {
            Ok(duration) => duration.pass(pass),
            Err(_) => {
                Err(unfit(format!("{self} is no datetime.timedelta: months and years have no fixed length")))
            }
        }
    }

    fn take(value: Standard<'_>) -> Taken<Self> {
        let span = |duration: SignedDuration| {
            Self::try_from(duration).map_err(|error: jiff::Error| unfit(error.to_string()))
        };
        Some(SignedDuration::take(value)?.and_then(span))
    }
}
