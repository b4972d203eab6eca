//! Libraries that were built with the Go original, `github.com/ray4go/gopylink`.
//!
//! They have no table and no manifest: three C functions that take commands as numbers and values as msgpack. From the
//! outside in: [`handle`] is what the Python module `gopylink._go` makes a module object of; [`library`] calls through
//! [`symbols`], in [`frame`]s; calls into Python come in by [`entries`] and are carried out by [`serve`]. What Python's
//! own code raised waits in [`told`] for Go to return; [`interrupts`] keeps Ctrl-C Python's.

mod constructing;
#[allow(
    unsafe_code,
    reason = "the edge where Go calls in: raw pointers become slices, and results memory of C's"
)]
mod entries;
mod frame;
mod handle;
#[allow(unsafe_code, reason = "asks for and sets the process's handler of a signal")]
mod interrupts;
mod library;
mod objects;
mod serve;
#[allow(unsafe_code, reason = "the edge where the host calls Go: functions found by their names")]
mod symbols;
mod told;

pub(crate) use handle::{description, module};
pub(crate) use interrupts::Handler;
pub(crate) use library::Library;
pub(crate) use symbols::{NAMES, Symbols, is_go};
