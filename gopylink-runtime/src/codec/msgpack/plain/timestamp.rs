//! Points in time, as msgpack has them: seconds and nanoseconds since 1970, without a time zone.

use gopylink_abi::failure::FailureKind;
use gopylink_abi::standard::{Date, Standard, Time, Zone};
use rmp::encode;

use crate::codec::error::Error;
use crate::codec::standard::calendar::{DAY, date, days, second_of_day, time};

/// The type of the extension.
pub(super) const TIMESTAMP: i8 = -1;

/// Appends an aware `datetime`.
pub(super) fn write(day: Date, of_day: Time, zone: Zone<'_>, output: &mut Vec<u8>) {
    let seconds = days(day) * DAY + second_of_day(of_day) - i64::from(zone.offset);
    let nanoseconds = of_day.microsecond * 1000;
    // Writing to a `Vec` does not fail.
    let mut header = |length| drop(encode::write_ext_meta(output, length, TIMESTAMP));
    match (u32::try_from(seconds), u64::try_from(seconds)) {
        (Ok(seconds), _) if nanoseconds == 0 => {
            header(4);
            output.extend(seconds.to_be_bytes());
        }
        (_, Ok(seconds)) if seconds >> 34 == 0 => {
            header(8);
            output.extend((u64::from(nanoseconds) << 34 | seconds).to_be_bytes());
        }
        _ => {
            header(12);
            output.extend(nanoseconds.to_be_bytes());
            output.extend(seconds.to_be_bytes());
        }
    }
}

/// The payload of one as a `datetime` in UTC.
pub(super) fn read(payload: &[u8]) -> Result<Standard<'static>, Error> {
    let (seconds, nanoseconds) = match *payload {
        [a, b, c, d] => (i64::from(u32::from_be_bytes([a, b, c, d])), 0),
        [a, b, c, d, e, f, g, h] => {
            let both = u64::from_be_bytes([a, b, c, d, e, f, g, h]);
            ((both & ((1 << 34) - 1)).cast_signed(), both >> 34)
        }
        [a, b, c, d, ref seconds @ ..] => {
            let seconds = seconds.try_into().map_err(|_| malformed())?;
            (i64::from_be_bytes(seconds), u64::from(u32::from_be_bytes([a, b, c, d])))
        }
        _ => return Err(malformed()),
    };
    let microsecond =
        u32::try_from(nanoseconds / 1000).ok().filter(|&micro| micro < 1_000_000).ok_or_else(malformed)?;
    let day = date(seconds.div_euclid(DAY))
        .ok_or_else(|| Error::new(FailureKind::Overflow, "a point in time beyond the years 1 to 9999"))?;
    let second_of_day = u32::try_from(seconds.rem_euclid(DAY)).map_err(|_| malformed())?;
    Ok(Standard::DateTime(day, time(second_of_day, microsecond), Some(Zone { offset: 0, name: "" })))
}

fn malformed() -> Error {
    Error::new(FailureKind::Type, "expected a point in time, got a malformed timestamp")
}
