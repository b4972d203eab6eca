//! The direct lane: serde formats that read and make Python objects through the host's
//! [`ObjectTable`](gopylink_abi::direct::ObjectTable). Same decisions and messages as in the other lane; no bytes.

#[allow(unsafe_code, reason = "the edge to Python objects: raw references become owned and borrowed ones")]
mod objects;
