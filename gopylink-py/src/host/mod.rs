//! The host as libraries see it: the table of functions that they call, and what these do.

mod callback;
#[allow(unsafe_code, reason = "names and objects in memory of a library's become safe ones")]
mod details;
mod lookup;
#[allow(unsafe_code, reason = "references in memory of a library's become safe ones")]
mod places;
#[allow(unsafe_code, reason = "an object that is held only until the interpreter exits")]
mod registry;
#[allow(unsafe_code, reason = "references change hands without the GIL")]
pub(crate) mod released;
#[allow(unsafe_code, reason = "a memory that the GIL guards")]
mod remembered;
#[allow(
    unsafe_code,
    reason = "the edge where libraries call in: raw pointers of the boundary become safe values"
)]
mod table;

pub(crate) use callback::formatted;
pub(crate) use lookup::export;
pub(crate) use registry::Registry;
pub(crate) use released::drop_all as drop_released;
pub(crate) use remembered::exports_changed;
pub(crate) use table::{context, table, take_handle};
