//! The GoPyLink protocol: what its clients, the Python packages `gopylink` 1 and `goray`, ask of a library.
//!
//! A request is a command and bytes, and so is what comes back. The library keeps its instances itself, by numbers. Values
//! are plain msgpack, so everything goes by the msgpack lane. How clients are called is in [`host`](crate::host).

mod arguments;
mod commands;
#[allow(unsafe_code, reason = "the edge where clients call in: three exported functions")]
mod edge;
mod exports;
mod failure;
mod frame;
mod objects;
mod output;
