//! The host as libraries see it: the table of functions that they call, and what these do.

mod callback;
mod released;
#[allow(
    unsafe_code,
    reason = "the edge where libraries call in: raw pointers of the boundary become safe values"
)]
mod table;

pub(crate) use table::{context, table, take_handle};
