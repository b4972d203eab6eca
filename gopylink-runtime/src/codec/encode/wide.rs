//! Integers of 128 bits.

use super::Sink;
use crate::codec::error::Error;

pub(super) fn signed<S: Sink>(sink: S, value: i128) -> Result<S::Ok, Error> {
    if let Ok(value) = i64::try_from(value) {
        sink.signed(value)
    } else if let Ok(value) = u64::try_from(value) {
        sink.unsigned(value)
    } else {
        beyond(sink, value.to_le_bytes(), value < 0)
    }
}

pub(super) fn unsigned<S: Sink>(sink: S, value: u128) -> Result<S::Ok, Error> {
    match u64::try_from(value) {
        Ok(value) => sink.unsigned(value),
        Err(_) => beyond(sink, value.to_le_bytes(), false),
    }
}

/// An integer in as few bytes as hold it and its sign.
fn beyond<S: Sink>(sink: S, value: [u8; 16], negative: bool) -> Result<S::Ok, Error> {
    let sign = if negative { u8::MAX } else { 0 };
    let mut bytes = [sign; 17];
    bytes[..16].copy_from_slice(&value);
    let mut length = bytes.len();
    while length > 1 && bytes[length - 1] == sign && (bytes[length - 2] ^ sign) < 0x80 {
        length -= 1;
    }
    sink.big_int(&bytes[..length])
}
