//! How values look in the msgpack lane.
//!
//! Plain msgpack wherever msgpack has the type. What it lacks is an extension value whose payload says the
//! rest, so that a reader without a schema still tells a tuple from a list:
//!
//! | extension | payload |
//! |---|---|
//! | [`TUPLE`], [`SET`] | one msgpack array |
//! | [`INT`] | an integer beyond 64 bits: two's complement, little-endian, as few bytes as hold it |
//! | [`NAMED_TUPLE`] | one msgpack map, field name to value, in field order |
//! | [`ENUM`] | one msgpack array of two: the member's name, the member's value |
//! | [`OPAQUE`] | UTF-8: the name of the type of an object that cannot cross |
//!
//! Integers of up to 64 bits use the shortest msgpack form. Floats are always 64 bits wide. Byte strings are
//! msgpack bin.

/// A Python `tuple`.
pub const TUPLE: i8 = 1;
/// A Python `set` or `frozenset`.
pub const SET: i8 = 2;
/// An integer below `i64::MIN` or above `u64::MAX`.
pub const INT: i8 = 3;
/// A Python named tuple: a record to a reader that wants one, a tuple to any other.
pub const NAMED_TUPLE: i8 = 4;
/// A member of a Python `enum.Enum`.
pub const ENUM: i8 = 5;
/// A Python object that cannot cross. Sent so that the reader can say what it wanted in its place.
pub const OPAQUE: i8 = 6;

/// How deeply values may nest. Deeper ones, and values that contain themselves, are refused with an error.
pub const MAX_DEPTH: usize = 1024;
