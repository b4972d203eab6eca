//! To clients: what only our wire form has becomes what they can read, or an error that says what cannot.

use gopylink_abi::failure::FailureKind;
use gopylink_abi::standard::Standard;
use gopylink_abi::wire;
use rmp::encode;

use super::timestamp;
use super::walk::{Extension, Keys, walk};
use crate::codec::error::Error;
use crate::codec::msgpack::input::{Header, Input, malformed};
use crate::codec::msgpack::write;
use crate::codec::standard::calendar;
use crate::element::{self, Number};

/// Appends a value that this side has written.
fn outgoing(value: &[u8], output: &mut Vec<u8>) -> Result<(), Error> {
    next(&mut Input::of(value), output)
}

/// Appends a result: a tuple is several values, as several results are in Go.
pub(crate) fn results(value: &[u8], output: &mut Vec<u8>) -> Result<(), Error> {
    let mut input = Input::of(value);
    if let Header::Extension(wire::TUPLE, _) = input.header()? {
        return all(&mut input, output);
    }
    outgoing(value, output)
}

/// Appends the values of an array of arguments.
pub(crate) fn arguments(array: &[u8], output: &mut Vec<u8>) -> Result<(), Error> {
    all(&mut Input::of(array), output)
}

fn all(input: &mut Input<'_>, output: &mut Vec<u8>) -> Result<(), Error> {
    for _ in 0..input.array_header()? {
        next(input, output)?;
    }
    Ok(())
}

fn next(input: &mut Input<'_>, output: &mut Vec<u8>) -> Result<(), Error> {
    walk(input, output, Keys::Scalars, extension)
}

fn extension(
    kind: i8,
    length: usize,
    input: &mut Input<'_>,
    output: &mut Vec<u8>,
) -> Result<Extension, Error> {
    match kind {
        wire::TUPLE | wire::SET | wire::NAMED_TUPLE => Ok(Extension::Opened),
        wire::CLASS => {
            input.array_header()?;
            input.skip()?;
            Ok(Extension::Opened)
        }
        wire::STANDARD => {
            standard(input.take(length)?, output)?;
            Ok(Extension::Replaced)
        }
        wire::ARRAY => {
            array(&mut Input::of(input.take(length)?), output)?;
            Ok(Extension::Replaced)
        }
        wire::INT => {
            Err(unreadable(FailureKind::Overflow, "an integer beyond 64 bits", "return it as text or bytes"))
        }
        wire::INSTANCE => Err(unreadable(
            FailureKind::Type,
            "an instance of a class",
            "load the library with gopylink's own wheel",
        )),
        _ => Err(malformed(&format!("an extension of unknown type {kind}"))),
    }
}

#[cold]
fn unreadable(kind: FailureKind, what: &str, remedy: &str) -> Error {
    Error::new(kind, format!("{what} cannot reach a GoPyLink client: {remedy}"))
}

fn standard(payload: &[u8], output: &mut Vec<u8>) -> Result<(), Error> {
    let value = Standard::read(payload).ok_or_else(|| malformed("a value of the standard library"))?;
    match (value, calendar::text(value)) {
        (Standard::DateTime(date, time, Some(zone)), _) => timestamp::write(date, time, zone, output),
        (_, Some(text)) => write::text(output, &text)?,
        (Standard::Path(_), None) => {
            return Err(unreadable(FailureKind::Value, "a path that is not UTF-8", "return it as bytes"));
        }
        (value, None) => {
            let what = format!("a {}", value.class());
            return Err(unreadable(FailureKind::Type, &what, "return a number or text"));
        }
    }
    Ok(())
}

/// Appends an array as lists of its numbers; one of bytes is a byte string.
fn array(payload: &mut Input<'_>, output: &mut Vec<u8>) -> Result<(), Error> {
    let zeros = usize::from(payload.take(1)?[0]);
    payload.take(zeros)?;
    if payload.array_header()? != 3 {
        return Err(malformed("an array with a header of the wrong length"));
    }
    let kind = u32::try_from(length(payload)?).map_err(|_| malformed("an array of nothing"))?;
    length(payload)?;
    let mut shape = Vec::new();
    for _ in 0..payload.array_header()? {
        shape.push(length(payload)?);
    }
    let size = element::size(kind).ok_or_else(|| malformed("an array of nothing"))?;
    if size == 1 && element::name(kind) == Some("u8") && shape.len() == 1 {
        return write::bytes(output, payload.0);
    }
    rows(&mut payload.0.chunks_exact(size), kind, &shape, output)
}

fn rows<'a>(
    numbers: &mut impl Iterator<Item = &'a [u8]>,
    kind: u32,
    shape: &[usize],
    output: &mut Vec<u8>,
) -> Result<(), Error> {
    let Some((&count, inner)) = shape.split_first() else {
        let number = numbers.next().ok_or_else(|| malformed("an array without elements"))?;
        match element::read(kind, number).ok_or_else(|| malformed("an array of nothing"))? {
            Number::Unsigned(value) => write::unsigned(output, value),
            Number::Signed(value) => write::signed(output, value),
            Number::Float(value) => write::float(output, value),
        }
        return Ok(());
    };
    let length = u32::try_from(count)
        .map_err(|_| Error::new(FailureKind::Overflow, "an array of more than 2^32 rows cannot cross"))?;
    let _ = encode::write_array_len(output, length);
    (0..count).try_for_each(|_| rows(numbers, kind, inner, output))
}

fn length(input: &mut Input<'_>) -> Result<usize, Error> {
    match input.header()? {
        Header::Unsigned(value) => {
            usize::try_from(value).map_err(|_| malformed("a length beyond the address space"))
        }
        _ => Err(malformed("an array without lengths")),
    }
}
