//! What a call into Python gave, not yet decoded.

use std::fmt::Display;

use serde::de::DeserializeOwned;

use super::call::failed;
use super::route::plain_answer;
use crate::codec::direct::{self, Owned, Scalar};
use crate::codec::{self, msgpack};
use crate::error::{Error, Result};
use crate::host::client;
use crate::host::{self, Handle, HostBytes};

/// A result.
#[derive(Debug)]
pub(super) enum Answer {
    /// By the msgpack lane.
    Bytes(HostBytes),
    /// By a client of the GoPyLink protocol.
    Client(client::Bytes),
    /// By the direct lane, a value that needs no object.
    Scalar(Scalar),
    /// By the direct lane, still to be read.
    Object(Handle),
}

impl Answer {
    /// That of the direct lane.
    #[inline]
    pub(super) fn of(answer: direct::Answer) -> Self {
        match answer {
            direct::Answer::Scalar(outcome) => Self::Scalar(outcome.into()),
            direct::Answer::Object(object) => Self::Object(object.into_handle()),
        }
    }

    /// The value as a `T`. `label` is how messages name the call.
    #[inline(always)]
    pub(super) fn decode<T: DeserializeOwned>(self, label: &impl Display) -> Result<T> {
        match self {
            Self::Scalar(scalar) => direct::decode_scalar(scalar).map_err(|error| refused(label, error)),
            Self::Bytes(bytes) => decode_bytes(&bytes, label),
            Self::Client(bytes) => decode_plain(&bytes, label),
            Self::Object(handle) => decode_object(handle, label),
        }
    }
}

// Apart, so that what numbers take is small enough to become part of the caller.
#[inline(never)]
fn decode_bytes<T: DeserializeOwned>(bytes: &HostBytes, label: &impl Display) -> Result<T> {
    msgpack::decode(bytes).map_err(|error| refused(label, error))
}

#[inline(never)]
fn decode_plain<T: DeserializeOwned>(bytes: &client::Bytes, label: &impl Display) -> Result<T> {
    let decoded = plain_answer(bytes).and_then(|bytes| msgpack::decode_plain(&bytes));
    decoded.map_err(|error| refused(label, error))
}

#[inline(never)]
fn decode_object<T: DeserializeOwned>(handle: Handle, label: &impl Display) -> Result<T> {
    let attached = host::attach().map_err(failed)?;
    direct::decode(&Owned::of_handle(&attached, handle)).map_err(|error| refused(label, error))
}

#[cold]
fn refused(label: &impl Display, error: codec::Error) -> Error {
    error.into_error(|path| format!("{label} result{path}")).described()
}
