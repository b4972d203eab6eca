//! How values cross between Rust and Python: serde formats, one pair for each lane.
//!
//! What both lanes share lives here: the [error](error), the [path](path) to the value at fault, the words of
//! messages, and what [shape] a Rust sequence has in Python. What is bytes lives in [`msgpack`]. The formats know nothing
//! of calls: whose argument or result a value is, the caller adds.

mod alone;
pub(crate) mod array;
mod bulk;
mod byte;
mod decode;
pub(crate) mod direct;
mod encode;
mod error;
pub(crate) mod instance;
mod limits;
pub(crate) mod msgpack;
pub(crate) mod names;
mod path;
mod refuse;
pub(crate) mod repr;
mod shape;
#[allow(unsafe_code, reason = "a sequence of a generic type becomes the slice that it is")]
mod slices;
mod standard;
#[cfg(test)]
mod tests;
mod words;

pub use alone::serialize_alone;
pub(crate) use error::Error;
pub(crate) use path::Segment;
