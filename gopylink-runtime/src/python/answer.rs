//! What a call into Python gave, not yet decoded.

use std::fmt::Display;

use serde::de::DeserializeOwned;

use super::call::failed;
use crate::codec::direct::{self, Owned, Scalar};
use crate::codec::msgpack;
use crate::error::Result;
use crate::host::{self, Handle, HostBytes};

/// A result.
#[derive(Debug)]
pub(super) enum Answer {
    /// By the msgpack lane.
    Bytes(HostBytes),
    /// By the direct lane, read while Python was at hand.
    Scalar(Scalar),
    /// By the direct lane, still to be read.
    Object(Handle),
}

impl Answer {
    /// That of the direct lane.
    pub(super) fn of(object: Owned) -> Self {
        match object.scalar() {
            Some(scalar) => Self::Scalar(scalar),
            None => Self::Object(object.into_handle()),
        }
    }

    /// The value as a `T`. `label` is how messages name the call.
    pub(super) fn decode<T: DeserializeOwned>(self, label: &impl Display) -> Result<T> {
        let decoded = match self {
            Self::Bytes(bytes) => msgpack::decode(&bytes),
            Self::Scalar(scalar) => direct::decode_scalar(scalar),
            Self::Object(handle) => {
                let attached = host::attach().map_err(failed)?;
                direct::decode(&Owned::of_handle(&attached, handle))
            }
        };
        decoded.map_err(|error| error.into_error(|path| format!("{label} result{path}")).described())
    }
}
