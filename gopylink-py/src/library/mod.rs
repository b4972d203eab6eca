//! A loaded library: found by its file, loaded once, called through its table.

mod lane;
mod loaded;
#[allow(
    unsafe_code,
    reason = "the edge where the host calls out: dlopen, the handshake and the table's functions"
)]
mod table;
mod whole;

pub(crate) use loaded::{
    Description, build, describe, find_or_load, forked, leave_registries, registry_of_stubs,
};
pub(crate) use table::{DirectThunk, Library};
