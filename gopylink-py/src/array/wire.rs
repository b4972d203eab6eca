//! Arrays in the msgpack lane: an extension that holds a copy.

use std::pin::Pin;

use gopylink_abi::array::flag;
use gopylink_abi::manifest::TypeRef;
use gopylink_abi::wire::{ARRAY, ARRAY_ALIGNMENT};
use pyo3::exceptions::{PyOverflowError, PyRuntimeError};
use pyo3::prelude::*;
use pyo3::types::PyList;
use rmp::{decode, encode as write};

use super::element::Number;
use super::memory::Memory;
use super::object::Array;
use super::read::{self, elements_of_bytes, reading};
use super::view::{Contents, View};
use crate::codec;

/// Appends the wire form of an argument for a parameter that accepts that. `out` begins where the message does. `root`
/// names the argument in errors.
pub(crate) fn encode(
    value: &Bound<'_, PyAny>,
    accepts: &TypeRef,
    out: &mut Vec<u8>,
    root: &dyn Fn() -> String,
) -> PyResult<()> {
    match accepts {
        TypeRef::Array(element) => {
            // These may be taken as the bytes that they are.
            let is_array = |view: &Pin<Box<View>>| element != "u8" || !view.is_spread_bytes(value);
            if let Some(view) = read::open(value)?.filter(is_array) {
                let _reading = reading(value).map_err(|unread| codec::unread(value.py(), unread, root))?;
                return array(&view, out);
            }
        }
        TypeRef::Bytes => {
            if let Some(bytes) =
                elements_of_bytes(value).map_err(|error| codec::unread(value.py(), error, root))?
            {
                return codec::encode(&bytes, out, root);
            }
        }
        TypeRef::Optional(inner) => return encode(value, inner, out, root),
        TypeRef::List(inner) if inner.has_arrays() => {
            if let Ok(list) = value.cast_exact::<PyList>() {
                let length = list.len();
                codec::begin_array(out, length)?;
                for index in 0..length {
                    let item = codec::item(list, index, length, root)?;
                    encode(&item, inner, out, &|| format!("{}[{index}]", root()))?;
                }
                return Ok(());
            }
        }
        _ => {}
    }
    codec::encode(value, out, root)
}

fn array(view: &View, out: &mut Vec<u8>) -> PyResult<()> {
    let mut header = Vec::new();
    certain(write::write_array_len(&mut header, 3));
    let is_number = match &view.contents {
        Contents::Numbers(number) => {
            certain(write::write_uint(&mut header, number.kind.into()));
            true
        }
        Contents::Other(words) => {
            certain(write::write_str(&mut header, words));
            false
        }
        Contents::Unreadable(words) => return unreadable(words, out),
    };
    certain(write::write_uint(&mut header, (view.flags | flag::COPY).into()));
    let shape = view.shape();
    certain(write::write_array_len(&mut header, length(shape.len())?));
    for &extent in shape {
        certain(write::write_uint(&mut header, extent as u64));
    }
    let is_whole = is_number && view.flags & flag::C_ORDER != 0;
    begin(&header, if is_whole { view.length() } else { 0 }, out)?;
    if is_whole {
        view.copy_to(out);
    }
    Ok(())
}

fn unreadable(words: &str, out: &mut Vec<u8>) -> PyResult<()> {
    let mut header = Vec::new();
    certain(write::write_array_len(&mut header, 3));
    certain(write::write_str(&mut header, words));
    certain(write::write_uint(&mut header, 0));
    certain(write::write_nil(&mut header));
    begin(&header, 0, out)
}

/// Appends all but the elements, of which so many bytes follow.
fn begin(header: &[u8], elements: usize, out: &mut Vec<u8>) -> PyResult<()> {
    const EXTENSION_HEADER: usize = 6;
    let before = out.len() + EXTENSION_HEADER + 1 + header.len();
    let zeros = before.next_multiple_of(ARRAY_ALIGNMENT) - before;
    let payload = 1 + zeros + header.len() + elements;
    out.reserve(EXTENSION_HEADER + payload);
    out.push(rmp::Marker::Ext32.to_u8());
    out.extend_from_slice(&length(payload)?.to_be_bytes());
    out.extend_from_slice(&ARRAY.to_be_bytes());
    out.push(u8::try_from(zeros).unwrap_or_default());
    out.resize(out.len() + zeros, 0);
    out.extend_from_slice(header);
    Ok(())
}

fn length(length: usize) -> PyResult<u32> {
    u32::try_from(length).map_err(|_| {
        PyOverflowError::new_err(format!(
            "an array of {length} bytes is too large: at most {} can cross by the msgpack lane",
            u32::MAX
        ))
    })
}

/// Writing to a `Vec` cannot fail.
fn certain<T, E>(outcome: Result<T, E>) {
    drop(outcome);
}

/// Makes a `gopylink.Array` of the payload of an extension.
pub(crate) fn decode<'py>(py: Python<'py>, payload: &[u8]) -> PyResult<Bound<'py, PyAny>> {
    let (number, shape, elements) = parts(payload)
        .ok_or_else(|| PyRuntimeError::new_err("malformed reply from the library: an array"))?;
    Ok(Bound::new(py, Array::new(Memory::copy(elements), number, &shape))?.into_any())
}

/// The type, the lengths of the dimensions, and the elements; `None` if they do not go together.
fn parts(payload: &[u8]) -> Option<(&'static Number, Vec<usize>, &[u8])> {
    let (&zeros, rest) = payload.split_first()?;
    let mut rest = rest.get(usize::from(zeros)..)?;
    if decode::read_array_len(&mut rest).ok()? != 3 {
        return None;
    }
    let number = Number::of_kind(decode::read_int(&mut rest).ok()?)?;
    let _flags: u32 = decode::read_int(&mut rest).ok()?;
    let dimensions = usize::try_from(decode::read_array_len(&mut rest).ok()?).ok()?;
    let mut shape = Vec::new();
    for _ in 0..dimensions {
        shape.push(decode::read_int(&mut rest).ok()?);
    }
    let count = shape.iter().try_fold(1_usize, |count, &extent| count.checked_mul(extent))?;
    (count.checked_mul(number.size)? == rest.len()).then_some((number, shape, rest))
}
