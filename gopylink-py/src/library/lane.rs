//! Which lane calls into libraries take.

use std::env;

use gopylink_abi::table::{LANE_VARIABLE, MSGPACK};

/// The value of [`LANE_VARIABLE`] that says what goes without saying.
const DIRECT: &str = "direct";

/// How values cross.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Lane {
    Direct,
    Msgpack,
}

impl Lane {
    /// The lane that the environment asks for.
    pub(super) fn chosen() -> Result<Self, String> {
        let Some(value) = env::var_os(LANE_VARIABLE) else { return Ok(Self::Direct) };
        match value.to_str() {
            Some("" | DIRECT) => Ok(Self::Direct),
            Some(MSGPACK) => Ok(Self::Msgpack),
            _ => Err(format!(
                "the environment variable '{LANE_VARIABLE}' is {value:?}, which is no lane: unset it, or set it to \
                 '{DIRECT}' or '{MSGPACK}'"
            )),
        }
    }
}
