//! The direct lane: serde formats that read and make Python objects through the host's
//! [`ObjectTable`](gopylink_abi::direct::ObjectTable). Same decisions and messages as in the other lane; no bytes.

#[allow(unsafe_code, reason = "the edge to Python objects: raw references become owned and borrowed ones")]
mod objects;
#[allow(unsafe_code, dead_code, reason = "stands in")]
mod pending;

pub(crate) use objects::{Objects, Owned};
pub(crate) use pending::{Arguments, Kept, Scalar, decode, decode_scalar, encode, encode_arguments};
