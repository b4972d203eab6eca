//! Integers: what a type holds, and those beyond 64 bits.

use std::fmt;

use crate::codec::error::Error;

/// A Rust integer type.
pub(in crate::codec) trait Int:
    TryFrom<u64> + TryFrom<i64> + TryFrom<i128> + TryFrom<u128>
{
    /// The number, or the error that it is out of range of the type, which `name` names.
    #[inline]
    fn fit<N: Copy + fmt::Display>(number: N, name: &str) -> Result<Self, Error>
    where
        Self: TryFrom<N>,
    {
        Self::try_from(number).map_err(|_| Error::out_of_range(number, name))
    }
}

impl<T: TryFrom<u64> + TryFrom<i64> + TryFrom<i128> + TryFrom<u128>> Int for T {}

/// An integer of any size.
#[derive(Clone, Copy, Debug)]
pub(super) enum Integer<'de> {
    Signed(i128),
    /// Above `i128::MAX`.
    Unsigned(u128),
    /// Beyond 128 bits: two's complement, little-endian.
    Beyond(&'de [u8]),
}

impl<'de> Integer<'de> {
    pub(super) fn from_payload(payload: &'de [u8]) -> Self {
        let negative = payload.last() >= Some(&0x80);
        let sign = if negative { u8::MAX } else { 0 };
        let significant = payload.iter().rposition(|&byte| byte != sign).map_or(0, |last| last + 1);
        let mut bytes = [sign; 16];
        match bytes.get_mut(..significant) {
            Some(low) => low.copy_from_slice(&payload[..significant]),
            None => return Self::Beyond(payload),
        }
        match (negative, bytes[15] >= 0x80) {
            (true, false) => Self::Beyond(payload),
            (false, true) => Self::Unsigned(u128::from_le_bytes(bytes)),
            _ => Self::Signed(i128::from_le_bytes(bytes)),
        }
    }

    pub(super) fn to<T: Int>(self) -> Option<T> {
        match self {
            Self::Signed(value) => T::try_from(value).ok(),
            Self::Unsigned(value) => T::try_from(value).ok(),
            Self::Beyond(_) => None,
        }
    }

    /// The nearest float; infinite if there is none.
    #[expect(clippy::cast_precision_loss, reason = "rounding to the nearest float is what is asked for")]
    pub(super) fn to_float(self) -> f64 {
        match self {
            Self::Signed(value) => value as f64,
            Self::Unsigned(value) => value as f64,
            Self::Beyond(payload) => {
                let (magnitude, negative) = magnitude(payload);
                let dropped = magnitude.len() - 16;
                let mut top = [0; 16];
                top.copy_from_slice(&magnitude[dropped..]);
                // A float keeps 53 of the at least 121 bits, so that one bit can stand for all that is dropped.
                let rest = magnitude[..dropped].iter().any(|&byte| byte != 0);
                let top = u128::from_le_bytes(top) | u128::from(rest);
                // In steps, each exact: one power of 2 could be infinite where the product is not.
                let float = (0..dropped).fold(top as f64, |float, _| float * 256.0);
                if negative { -float } else { float }
            }
        }
    }

    /// The error that a Rust type cannot hold this integer.
    #[cold]
    pub(super) fn out_of_range(self, rust_type: &str) -> Error {
        Error::out_of_range(self, rust_type)
    }

    pub(super) fn is_negative(self) -> bool {
        match self {
            Self::Signed(value) => value < 0,
            Self::Unsigned(_) => false,
            Self::Beyond(payload) => payload.last() >= Some(&0x80),
        }
    }

    /// The largest type that there is, if even that cannot hold this integer.
    pub(super) fn beyond(self) -> Option<&'static str> {
        match self {
            Self::Beyond(_) => Some(if self.is_negative() { "i128" } else { "u128" }),
            _ => None,
        }
    }
}

impl fmt::Display for Integer<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Signed(value) => value.fmt(formatter),
            Self::Unsigned(value) => value.fmt(formatter),
            Self::Beyond(payload) => {
                let (magnitude, _) = magnitude(payload);
                let top = magnitude.last().map_or(0, |byte| 8 - byte.leading_zeros() as usize);
                write!(formatter, "an int of {} bits", (magnitude.len() - 1) * 8 + top)
            }
        }
    }
}

/// The absolute value, without leading zeros, and whether the number is negative.
fn magnitude(payload: &[u8]) -> (Vec<u8>, bool) {
    let negative = payload.last() >= Some(&0x80);
    let mut bytes = payload.to_vec();
    if negative {
        let mut carry = true;
        for byte in &mut bytes {
            let (sum, overflow) = (!*byte).overflowing_add(u8::from(carry));
            *byte = sum;
            carry = overflow;
        }
    }
    while bytes.last() == Some(&0) && bytes.len() > 1 {
        bytes.pop();
    }
    (bytes, negative)
}
