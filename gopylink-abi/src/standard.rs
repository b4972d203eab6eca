//! Values of classes of Python's standard library, as both lanes pass them: the payload of
//! [`wire::STANDARD`](crate::wire::STANDARD) and of [`token::STANDARD`](crate::direct::token::STANDARD).
//!
//! One byte says which class it is, the rest is of that class. Numbers are in little-endian order.

use std::str;

/// A value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standard<'a> {
    /// `datetime.date`.
    Date(Date),
    /// `datetime.time`, and whether it has a time zone.
    Time(Time, bool),
    /// `datetime.datetime`; the time zone is none for a naive one.
    DateTime(Date, Time, Option<Zone<'a>>),
    /// `datetime.timedelta`.
    Delta(Delta),
    /// `decimal.Decimal`, as `str()` shows it.
    Decimal(&'a str),
    /// `uuid.UUID`: its bytes in the order of its text.
    Uuid([u8; 16]),
    /// A path, as the operating system has it; in what a host sends, that of any `os.PathLike`.
    Path(&'a [u8]),
}

/// A date of the Gregorian calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Date {
    /// From 1 to 9999.
    pub year: u16,
    /// From 1.
    pub month: u8,
    /// From 1.
    pub day: u8,
}

/// A time of day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Time {
    /// Up to 23.
    pub hour: u8,
    /// Up to 59.
    pub minute: u8,
    /// Up to 59: Python has no leap seconds.
    pub second: u8,
    /// Below a million.
    pub microsecond: u32,
}

/// A time zone at a point in time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Zone<'a> {
    /// Seconds east of UTC, less than a day.
    pub offset: i32,
    /// The name of a `zoneinfo.ZoneInfo`; empty for a fixed offset.
    pub name: &'a str,
}

/// A duration, as Python normalises it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Delta {
    /// At most [`MAX_DAYS`](Self::MAX_DAYS) in either direction.
    pub days: i32,
    /// From 0, less than a day.
    pub seconds: u32,
    /// Below a million.
    pub microseconds: u32,
}

impl Delta {
    /// The most days that a `timedelta` has.
    pub const MAX_DAYS: i32 = 999_999_999;
}

const DATE: u8 = 1;
const TIME: u8 = 2;
const DATE_TIME: u8 = 3;
const DELTA: u8 = 4;
const DECIMAL: u8 = 5;
const UUID: u8 = 6;
const PATH: u8 = 7;

impl<'a> Standard<'a> {
    /// Appends the payload.
    pub fn write(&self, output: &mut impl Extend<u8>) {
        match self {
            Self::Date(date) => {
                output.extend([DATE]);
                date.write(output);
            }
            Self::Time(time, is_aware) => {
                output.extend([TIME]);
                time.write(output);
                output.extend([u8::from(*is_aware)]);
            }
            Self::DateTime(date, time, zone) => {
                output.extend([DATE_TIME]);
                date.write(output);
                time.write(output);
                if let Some(zone) = zone {
                    output.extend(zone.offset.to_le_bytes());
                    output.extend(zone.name.bytes());
                }
            }
            Self::Delta(delta) => {
                output.extend([DELTA]);
                output.extend(delta.days.to_le_bytes());
                output.extend(delta.seconds.to_le_bytes());
                output.extend(delta.microseconds.to_le_bytes());
            }
            Self::Decimal(text) => {
                output.extend([DECIMAL]);
                output.extend(text.bytes());
            }
            Self::Uuid(bytes) => {
                output.extend([UUID]);
                output.extend(*bytes);
            }
            Self::Path(bytes) => {
                output.extend([PATH]);
                output.extend(bytes.iter().copied());
            }
        }
    }

    /// Reads a payload; nothing, if it is none.
    #[must_use]
    pub fn read(payload: &'a [u8]) -> Option<Self> {
        let (&kind, rest) = payload.split_first()?;
        let mut input = Input(rest);
        let value = match kind {
            DATE => Self::Date(Date::read(&mut input)?),
            TIME => Self::Time(Time::read(&mut input)?, u8::from_le_bytes(input.take()?) != 0),
            DATE_TIME => {
                let (date, time) = (Date::read(&mut input)?, Time::read(&mut input)?);
                let zone = match input.0 {
                    [] => None,
                    _ => Some(Zone { offset: i32::from_le_bytes(input.take()?), name: input.text()? }),
                };
                Self::DateTime(date, time, zone)
            }
            DELTA => Self::Delta(Delta {
                days: i32::from_le_bytes(input.take()?),
                seconds: u32::from_le_bytes(input.take()?),
                microseconds: u32::from_le_bytes(input.take()?),
            }),
            DECIMAL => Self::Decimal(input.text()?),
            UUID => Self::Uuid(input.take()?),
            PATH => Self::Path(input.rest()),
            _ => return None,
        };
        input.0.is_empty().then_some(value)
    }

    /// The full name of the class.
    #[must_use]
    pub const fn class(&self) -> &'static str {
        match self {
            Self::Date(_) => "datetime.date",
            Self::Time(..) => "datetime.time",
            Self::DateTime(..) => "datetime.datetime",
            Self::Delta(_) => "datetime.timedelta",
            Self::Decimal(_) => "decimal.Decimal",
            Self::Uuid(_) => "uuid.UUID",
            Self::Path(_) => "pathlib.Path",
        }
    }
}

impl Date {
    fn write(self, output: &mut impl Extend<u8>) {
        output.extend(self.year.to_le_bytes());
        output.extend([self.month, self.day]);
    }

    fn read(input: &mut Input<'_>) -> Option<Self> {
        let year = u16::from_le_bytes(input.take()?);
        let [month, day] = input.take()?;
        Some(Self { year, month, day })
    }
}

impl Time {
    fn write(self, output: &mut impl Extend<u8>) {
        output.extend([self.hour, self.minute, self.second]);
        output.extend(self.microsecond.to_le_bytes());
    }

    fn read(input: &mut Input<'_>) -> Option<Self> {
        let [hour, minute, second] = input.take()?;
        Some(Self { hour, minute, second, microsecond: u32::from_le_bytes(input.take()?) })
    }
}

struct Input<'a>(&'a [u8]);

impl<'a> Input<'a> {
    fn take<const N: usize>(&mut self) -> Option<[u8; N]> {
        let (taken, rest) = self.0.split_first_chunk::<N>()?;
        self.0 = rest;
        Some(*taken)
    }

    fn rest(&mut self) -> &'a [u8] {
        std::mem::take(&mut self.0)
    }

    fn text(&mut self) -> Option<&'a str> {
        str::from_utf8(self.rest()).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read() {
        let date = Date { year: 2024, month: 2, day: 29 };
        let time = Time { hour: 23, minute: 59, second: 58, microsecond: 999_999 };
        for value in [
            Standard::Date(date),
            Standard::Time(time, false),
            Standard::Time(time, true),
            Standard::DateTime(date, time, None),
            Standard::DateTime(date, time, Some(Zone { offset: -3600, name: "" })),
            Standard::DateTime(date, time, Some(Zone { offset: 7200, name: "Europe/Berlin" })),
            Standard::Delta(Delta { days: -1, seconds: 86_399, microseconds: 1 }),
            Standard::Decimal("-1.50"),
            Standard::Uuid([7; 16]),
            Standard::Path(b"/tmp/\xff"),
        ] {
            let mut payload = Vec::new();
            value.write(&mut payload);
            assert_eq!(Standard::read(&payload), Some(value));
            if !matches!(value, Standard::Decimal(_) | Standard::Path(_) | Standard::DateTime(.., Some(_))) {
                assert_eq!(Standard::read(&[&payload[..], b"x"].concat()), None);
                assert_eq!(Standard::read(&payload[..payload.len() - 1]), None);
            }
        }
        for payload in [&b""[..], b"\x63", b"\x05\xff", b"\x01\0"] {
            assert_eq!(Standard::read(payload), None);
        }
    }
}
