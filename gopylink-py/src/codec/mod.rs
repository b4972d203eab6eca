//! Python objects ↔ the wire form of the msgpack lane (`gopylink_abi::wire`).
//!
//! Works on values alone: knows no library, no function, no manifest. `encode` walks Python objects, `buffers` those whose memory is read, `classify`
//! tells what an object of an unfamiliar type is sent as, `foreign` sends it, `protocol` asks such objects, `decode` builds Python
//! objects, `plain` has what is otherwise where only plain msgpack is read, `output` and `input` are the msgpack bytes, `fault` says what went wrong and where.
#![forbid(unsafe_code)]

mod buffers;
mod classify;
mod decode;
mod encode;
mod fault;
mod foreign;
mod input;
mod kept;
mod keys;
mod output;
mod plain;
pub(crate) mod protocol;

use pyo3::exceptions::PyOverflowError;
use pyo3::prelude::*;
use pyo3::types::{PyList, PyTuple};

use crate::record::Classes;
use crate::standard::Unread;

pub(crate) use classify::{Class, classify, index_of};
pub(crate) use fault::placed;
pub(crate) use kept::Kept;
pub(crate) use protocol::big_int;

/// Appends the wire form of `value` to `out`.
///
/// `root` names the value in errors, as `f() argument 'a'`; it is called only when there is one. Exceptions that
/// the value's own code raises come out, with a note that says where. After an error `out` ends in an incomplete value.
pub(crate) fn encode(value: &Bound<'_, PyAny>, out: &mut Vec<u8>, root: &dyn Fn() -> String) -> PyResult<()> {
    encode::Encoder::new(out).value(value).map_err(|fault| fault.into_exception(value.py(), root))
}

/// As [`encode`], of instances of exported classes, which are in so many `containers` and are kept alive in `kept`.
pub(crate) fn encode_instances(
    value: &Bound<'_, PyAny>,
    out: &mut Vec<u8>,
    kept: &mut Kept,
    containers: usize,
    root: &dyn Fn() -> String,
) -> PyResult<()> {
    let mut encoder = encode::Encoder::keeping(out, kept, containers);
    encoder.value(value).map_err(|fault| fault.into_exception(value.py(), root))
}

/// The exception for what could not be read. `root` names it in errors.
pub(crate) fn unread(py: Python<'_>, unread: Unread, root: &dyn Fn() -> String) -> PyErr {
    Box::<fault::Fault>::from(unread).into_exception(py, root)
}

/// Appends the header of an array whose elements the caller encodes next.
pub(crate) fn begin_array(out: &mut Vec<u8>, len: usize) -> PyResult<()> {
    output::Output::new(out).array(len).map_err(|_| PyOverflowError::new_err("too many values for one array"))
}

/// Appends the sign of an argument that was left out.
pub(crate) fn absent(out: &mut Vec<u8>) {
    output::Output::new(out).absent();
}

/// An item of a list that had `length` of them when its reading began. Fails if the list has changed its size since.
pub(crate) fn item<'py>(
    list: &Bound<'py, PyList>,
    index: usize,
    length: usize,
    root: &dyn Fn() -> String,
) -> PyResult<Bound<'py, PyAny>> {
    encode::item(list, index, length).map_err(|fault| fault.into_exception(list.py(), root))
}

/// Builds the Python object whose wire form `bytes` is. `classes` are those of the library that it comes from; `root` names
/// it in errors, as `f() result`.
pub(crate) fn decode<'py>(
    py: Python<'py>,
    bytes: &[u8],
    classes: Option<&Classes>,
    root: &dyn Fn() -> String,
) -> PyResult<Bound<'py, PyAny>> {
    let mut decoder = decode::Decoder::new(py, bytes, classes, root);
    let value = decoder.value()?;
    decoder.finish()?;
    Ok(value)
}

/// Builds the positional arguments of a call into Python from one msgpack array. `classes` are those of the library that
/// calls; `root` names them in errors.
pub(crate) fn decode_arguments<'py>(
    py: Python<'py>,
    bytes: &[u8],
    classes: Option<&Classes>,
    root: &dyn Fn() -> String,
) -> PyResult<Bound<'py, PyTuple>> {
    let mut decoder = decode::Decoder::new(py, bytes, classes, root);
    let arguments = decoder.arguments()?;
    decoder.finish()?;
    Ok(arguments)
}

/// Appends `value` as msgpack that has nothing of gopylink's own: tuples and sets are arrays. Otherwise as [`encode`].
pub(crate) fn encode_plain(
    value: &Bound<'_, PyAny>,
    out: &mut Vec<u8>,
    root: &dyn Fn() -> String,
) -> PyResult<()> {
    encode::Encoder::plain(out).value(value).map_err(|fault| fault.into_exception(value.py(), root))
}

/// Builds the objects of msgpack values that stand one after the other and have nothing of gopylink's own.
pub(crate) fn decode_plain<'py>(
    py: Python<'py>,
    bytes: &[u8],
    root: &dyn Fn() -> String,
) -> PyResult<Vec<Bound<'py, PyAny>>> {
    decode::Decoder::plain(py, bytes, root).values()
}
