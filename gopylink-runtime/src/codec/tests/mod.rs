//! Tests of what crosses and how, one file for each question.

mod accepted;
mod arguments;
mod bulk;
mod depth;
mod lanes;
mod lent;
mod malformed;
mod messages;
mod objects;
mod paths;
mod records;
mod round_trip;
mod shapes;
mod standard;
mod wire_form;

use gopylink_abi::failure::FailureKind;
use gopylink_abi::wire;
use std::fmt::Debug;

use serde::Serialize;
use serde::de::DeserializeOwned;

use self::lanes::{decode, encode};
use super::Error;
use crate::value::Value;

/// Encodes what must be encodable.
fn encoded<T: Serialize + ?Sized>(value: &T) -> Vec<u8> {
    encode(value).unwrap()
}

/// What Python would send for a value, read as `T`.
fn read<T: DeserializeOwned + Debug>(python: impl Into<Value>) -> Result<T, Error> {
    decode(&encoded(&python.into()))
}

/// The kind and text of the error when what Python sends is read as `T`.
#[track_caller]
fn refused<T: DeserializeOwned + Debug>(python: impl Into<Value>) -> (FailureKind, String) {
    refusal::<T>(&encoded(&python.into()))
}

/// The kind and text of the error when these bytes are read as `T`.
#[track_caller]
fn refusal<T: DeserializeOwned + Debug>(bytes: &[u8]) -> (FailureKind, String) {
    match decode::<T>(bytes) {
        Ok(_) => panic!("accepted as {}", std::any::type_name::<T>()),
        Err(error) => (error.kind(), error.to_string()),
    }
}

fn type_error(text: &str) -> (FailureKind, String) {
    (FailureKind::Type, text.to_owned())
}

fn list<const N: usize>(elements: [Value; N]) -> Value {
    Value::List(elements.into())
}

fn tuple<const N: usize>(elements: [Value; N]) -> Value {
    Value::Tuple(elements.into())
}

fn set<const N: usize>(elements: [Value; N]) -> Value {
    Value::Set(elements.into())
}

fn dict<const N: usize>(entries: [(&str, Value); N]) -> Value {
    Value::Dict(entries.into_iter().map(|(key, value)| (key.into(), value)).collect())
}

/// An extension value.
fn extension(kind: i8, payload: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::new();
    rmp::encode::write_ext_meta(&mut bytes, payload.len().try_into().unwrap(), kind).unwrap();
    bytes.extend_from_slice(payload);
    bytes
}

/// What Python sends for a member of an `enum.Enum`.
fn enum_member(name: &str, value: impl Into<Value>) -> Vec<u8> {
    extension(wire::ENUM, &encoded(&list([name.into(), value.into()])))
}

/// What Python sends for a named tuple.
fn named_tuple<const N: usize>(fields: [(&str, Value); N]) -> Vec<u8> {
    extension(wire::NAMED_TUPLE, &encoded(&dict(fields)))
}

/// What Python sends for an object that cannot cross.
fn opaque(type_name: &str) -> Vec<u8> {
    extension(wire::OPAQUE, type_name.as_bytes())
}
