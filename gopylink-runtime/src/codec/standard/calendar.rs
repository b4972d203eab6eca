//! Counting days, and the text of dates, times and the rest.

use std::fmt::Write as _;

use gopylink_abi::standard::{Date, Delta, Standard, Time};

pub(in crate::codec) const DAY: i64 = 86_400;

/// The days from 1970-01-01 to a date, of the Gregorian calendar.
pub(in crate::codec) fn days(date: Date) -> i64 {
    // Years that begin in March end with the day that not every year has.
    let month = (i64::from(date.month) + 9) % 12;
    let year = i64::from(date.year) - i64::from(date.month < 3);
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let day_of_year = (153 * month + 2) / 5 + i64::from(date.day) - 1;
    era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719_468
}

/// The date so many days after 1970-01-01; none beyond the years that Python has.
pub(in crate::codec) fn date(days: i64) -> Option<Date> {
    let days = days.checked_add(719_468)?;
    let era = days.div_euclid(146_097);
    let day_of_era = days.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * from_march + 2) / 5 + 1;
    let month = (from_march + 2) % 12 + 1;
    let year = year_of_era + era * 400 + i64::from(month < 3);
    Some(Date {
        year: u16::try_from(year).ok().filter(|year| (1..=9999).contains(year))?,
        month: month.try_into().ok()?,
        day: day.try_into().ok()?,
    })
}

/// The seconds of a time since midnight.
pub(in crate::codec) fn second_of_day(time: Time) -> i64 {
    i64::from(time.hour) * 3600 + i64::from(time.minute) * 60 + i64::from(time.second)
}

/// A time by its second of the day, which is less than a day.
#[expect(clippy::cast_possible_truncation, reason = "each is below 60")]
pub(in crate::codec) fn time(second_of_day: u32, microsecond: u32) -> Time {
    Time {
        hour: (second_of_day / 3600) as u8,
        minute: (second_of_day / 60 % 60) as u8,
        second: (second_of_day % 60) as u8,
        microsecond,
    }
}

/// A duration in whole seconds, rounded down, and the nanoseconds beyond. None if Python has no such.
pub(super) fn delta(seconds: i64, nanoseconds: u32) -> Option<Delta> {
    let days = i32::try_from(seconds.div_euclid(DAY)).ok()?;
    (-Delta::MAX_DAYS..=Delta::MAX_DAYS).contains(&days).then_some(Delta {
        days,
        seconds: u32::try_from(seconds.rem_euclid(DAY)).ok()?,
        microseconds: nanoseconds / 1000,
    })
}

/// A duration in whole seconds, rounded down, and the nanoseconds beyond.
pub(super) fn seconds(delta: Delta) -> (i64, u32) {
    (i64::from(delta.days) * DAY + i64::from(delta.seconds), delta.microseconds * 1000)
}

/// The text that serde's implementations read; none for what is no text to them.
pub(in crate::codec) fn text(value: Standard<'_>) -> Option<String> {
    let mut text = String::new();
    let day = |Date { year, month, day }| format!("{year:04}-{month:02}-{day:02}");
    let time = |Time { hour, minute, second, microsecond }| {
        format!("{hour:02}:{minute:02}:{second:02}.{microsecond:06}")
    };
    match value {
        Standard::Date(date) => text = day(date),
        Standard::Time(_, true) | Standard::Delta(_) => return None,
        Standard::Time(of_day, false) => text = time(of_day),
        Standard::DateTime(date, of_day, zone) => {
            let _ = write!(text, "{}T{}", day(date), time(of_day));
            if let Some(zone) = zone {
                let (sign, offset) = (if zone.offset < 0 { '-' } else { '+' }, zone.offset.unsigned_abs());
                let _ = write!(text, "{sign}{:02}:{:02}", offset / 3600, offset / 60 % 60);
            }
        }
        Standard::Decimal(number) => number.clone_into(&mut text),
        Standard::Uuid(bytes) => {
            for (index, byte) in bytes.iter().enumerate() {
                let hyphen = if matches!(index, 4 | 6 | 8 | 10) { "-" } else { "" };
                let _ = write!(text, "{hyphen}{byte:02x}");
            }
        }
        Standard::Path(path) => std::str::from_utf8(path).ok()?.clone_into(&mut text),
    }
    Some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_of_dates() {
        let of = |year, month, day| days(Date { year, month, day });
        assert_eq!(of(1970, 1, 1), 0);
        assert_eq!(of(2000, 3, 1) - of(2000, 2, 28), 2);
        assert_eq!(of(1900, 3, 1) - of(1900, 2, 28), 1);
        // As Python's date.toordinal() counts them.
        assert_eq!(of(1, 1, 1), -719_162);
        assert_eq!(of(9999, 12, 31), 2_932_896);
        for day in (of(1, 1, 1)..=of(9999, 12, 31)).step_by(17) {
            assert_eq!(date(day).map(days), Some(day));
        }
        assert_eq!(date(of(1, 1, 1) - 1), None);
        assert_eq!(date(of(9999, 12, 31) + 1), None);
        assert_eq!(date(i64::MAX), None);
    }

    #[test]
    fn durations() {
        assert_eq!(delta(-1, 0), Some(Delta { days: -1, seconds: 86_399, microseconds: 0 }));
        assert_eq!(seconds(Delta { days: -1, seconds: 86_399, microseconds: 5 }), (-1, 5000));
        assert_eq!(delta(i64::MAX, 0), None);
        assert_eq!(delta(-i64::from(Delta::MAX_DAYS) * DAY - 1, 0), None);
    }
}
