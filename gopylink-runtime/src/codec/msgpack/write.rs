//! Msgpack values and headers, appended to a buffer.

use gopylink_abi::array::flag;
use gopylink_abi::failure::FailureKind;
use gopylink_abi::wire;
use rmp::{Marker, encode};

use crate::codec::array::{self, Offered};
use crate::codec::error::Error;

/// A `Vec` takes any number of bytes, so that writing to one does not fail.
#[inline]
fn written<T, E>(result: Result<T, E>) {
    debug_assert!(result.is_ok());
    drop(result);
}

#[inline]
pub(super) fn nil(output: &mut Vec<u8>) {
    written(encode::write_nil(output));
}

#[inline]
pub(super) fn boolean(output: &mut Vec<u8>, value: bool) {
    written(encode::write_bool(output, value));
}

#[inline]
pub(super) fn unsigned(output: &mut Vec<u8>, value: u64) {
    written(encode::write_uint(output, value));
}

#[inline]
pub(super) fn signed(output: &mut Vec<u8>, value: i64) {
    written(encode::write_sint(output, value));
}

#[inline]
pub(super) fn float(output: &mut Vec<u8>, value: f64) {
    written(encode::write_f64(output, value));
}

#[inline]
pub(super) fn text(output: &mut Vec<u8>, text: &str) -> Result<(), Error> {
    written(encode::write_str_len(output, checked_length(text.len())?));
    output.extend_from_slice(text.as_bytes());
    Ok(())
}

#[inline]
pub(super) fn bytes(output: &mut Vec<u8>, bytes: &[u8]) -> Result<(), Error> {
    written(encode::write_bin_len(output, checked_length(bytes.len())?));
    output.extend_from_slice(bytes);
    Ok(())
}

/// An integer beyond 64 bits: at most 17 bytes.
pub(super) fn big_int(output: &mut Vec<u8>, bytes: &[u8]) {
    #[expect(clippy::cast_possible_truncation, reason = "at most 17")]
    written(encode::write_ext_meta(output, bytes.len() as u32, wire::INT));
    output.extend_from_slice(bytes);
}

/// An extension that is an address.
pub(super) fn address(output: &mut Vec<u8>, kind: i8, address: usize) {
    written(encode::write_ext_meta(output, 8, kind));
    output.extend_from_slice(&(address as u64).to_ne_bytes());
}

/// An array, copied whole. There is nobody who cares where in the message its elements are.
pub(super) fn array(output: &mut Vec<u8>, array: &Offered<'_>) -> Result<(), Error> {
    let extension = Extension::open(output, wire::ARRAY);
    output.push(0);
    written(encode::write_array_len(output, 3));
    unsigned(output, array.kind.into());
    unsigned(output, flag::C_ORDER.into());
    written(encode::write_array_len(output, checked_length(array.shape.len())?));
    for &length in array.shape {
        unsigned(output, length as u64);
    }
    output.extend_from_slice(array::bytes(array.numbers));
    extension.close(output)
}

#[inline]
fn checked_length(length: usize) -> Result<u32, Error> {
    u32::try_from(length).map_err(|_| too_long(length))
}

#[cold]
fn too_long(length: usize) -> Error {
    Error::new(
        FailureKind::Overflow,
        format!("a length of {length} is out of range: at most {} can cross", u32::MAX),
    )
}

/// What a [`Header`] is the header of.
#[derive(Clone, Copy)]
pub(super) enum Kind {
    Array,
    Map,
    Bytes,
}

/// A header whose count may prove wrong: serde's hints are no promises, and some values have none.
#[derive(Clone, Copy)]
pub(super) struct Header {
    kind: Kind,
    start: usize,
    /// The count that is written there.
    declared: Option<usize>,
}

impl Header {
    #[inline]
    pub(super) fn open(output: &mut Vec<u8>, kind: Kind, length: Option<usize>) -> Result<Self, Error> {
        let start = output.len();
        Self::write(output, kind, checked_length(length.unwrap_or(0))?);
        Ok(Self { kind, start, declared: length })
    }

    /// That of the array of arguments, with which an output begins, for as many as there are mostly.
    #[inline]
    pub(super) fn of_arguments(expected: usize) -> Self {
        Self { kind: Kind::Array, start: 0, declared: Some(expected.min(u8::MAX.into())) }
    }

    /// Writes the header of arguments.
    #[inline]
    pub(super) fn begin(self, output: &mut Vec<u8>) {
        let declared = self.declared.and_then(|count| u32::try_from(count).ok());
        Self::write(output, self.kind, declared.unwrap_or_default());
    }

    /// Corrects the header if it was not for `count` elements.
    #[inline]
    pub(super) fn close(self, output: &mut Vec<u8>, count: usize) -> Result<(), Error> {
        if self.declared == Some(count) { Ok(()) } else { self.correct(output, count) }
    }

    #[cold]
    fn correct(self, output: &mut Vec<u8>, count: usize) -> Result<(), Error> {
        let mut header = Vec::with_capacity(5);
        Self::write(&mut header, self.kind, checked_length(self.declared.unwrap_or(0))?);
        let old = self.start..self.start + header.len();
        header.clear();
        Self::write(&mut header, self.kind, checked_length(count)?);
        output.splice(old, header);
        Ok(())
    }

    #[inline]
    fn write(output: &mut Vec<u8>, kind: Kind, length: u32) {
        match kind {
            Kind::Array => written(encode::write_array_len(output, length)),
            Kind::Map => written(encode::write_map_len(output, length)),
            Kind::Bytes => written(encode::write_bin_len(output, length)),
        }
    }
}

/// An extension value whose payload is still to be written.
#[derive(Clone, Copy)]
pub(super) struct Extension {
    start: usize,
}

/// The marker, four bytes of length, the type.
const EXTENSION_HEADER: usize = 6;

impl Extension {
    #[inline]
    pub(super) fn open(output: &mut Vec<u8>, kind: i8) -> Self {
        let start = output.len();
        output.extend_from_slice(&[Marker::Ext32.to_u8(), 0, 0, 0, 0, kind.to_ne_bytes()[0]]);
        Self { start }
    }

    #[inline]
    pub(super) fn close(self, output: &mut [u8]) -> Result<(), Error> {
        let length = checked_length(output.len() - self.start - EXTENSION_HEADER)?;
        output[self.start + 1..self.start + 5].copy_from_slice(&length.to_be_bytes());
        Ok(())
    }
}
