//! The C boundary between a gopylink library and its host, defined once for both sides.
//!
//! Types and constants, and the [`pool`] of buffers that each side keeps; nothing else here runs. [`table`] holds what the two sides hand each other,
//! [`layout`] the values those functions pass, [`direct`] how libraries look at Python objects, [`mod@array`] how either
//! side looks into memory of the other's, [`manifest`] what a library says of itself, [`failure`] how an error crosses,
//! [`special`] what operators decline, [`standard`] how values of Python's standard library cross, and [`wire`] how values look in the msgpack lane.

pub mod array;
pub mod direct;
pub mod failure;
pub mod layout;
pub mod manifest;
pub mod pool;
pub mod special;
pub mod standard;
pub mod table;
pub mod wire;
