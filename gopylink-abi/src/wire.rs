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
//! | [`ARRAY`] | as [below](ARRAY) |
//! | [`ABSENT`] | nothing: an argument that was left out |
//! | [`CLASS`] | one msgpack array of two: the name of a type, what its value is made of |
//! | [`STANDARD`] | a value of a class of Python's standard library: a [`Standard`](crate::standard::Standard) |
//! | [`INSTANCE`] | as [below](INSTANCE) |
//! | [`OTHERWISE`] | one msgpack array: the name of an instance's type; if it can be read as something else, also what [`NAMED`] has |
//! | [`NAMED`] | one msgpack array of three: the name of a type, an integer, nil or true, what the object is read as |
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

/// An array of numbers, in one piece. The payload:
///
/// | bytes | |
/// |---|---|
/// | 1 | how many zeros follow |
/// | 0 to 7 | zeros |
/// | any | one msgpack array: the type of the elements, [flags](crate::array::flag), the lengths of the dimensions |
/// | any | the elements, in C order and this machine's byte order |
///
/// The type is a constant of [`element`](crate::direct::element), or the words of an
/// [`OpenArray`](crate::array::OpenArray); where that could not be read, there is nil in place of the lengths. Of an array
/// that no Rust type takes, the elements are left out. In a message to a library, the zeros put the elements at a multiple
/// of [`ARRAY_ALIGNMENT`] from the message's beginning.
///
/// It is only sent in the place of a parameter that is an array, and as a result that is one.
pub const ARRAY: i8 = 7;

/// An argument that was left out, of a parameter that has a default. It is no value: it is only sent in the place of one.
pub const ABSENT: i8 = 8;

/// An instance or a member of a class that Python has for a type of the manifest: one msgpack array of the type's name,
/// and a map of the fields or the member's name. Only in what a library sends; in the pickle of an instance, it sends it to
/// itself.
pub const CLASS: i8 = 9;

/// A date, time, decimal number, UUID or path: the payload of a [`Standard`](crate::standard::Standard).
pub const STANDARD: i8 = 10;

/// An instance of a class that a library exports.
///
/// As an argument, it is sent in the place of a parameter that is one, or holds some. The payload is the class and the place
/// of the value, each an address in 8 bytes of this machine's order, then the name of the object's type as UTF-8. They are as
/// [`ObjectTable::place`](crate::direct::ObjectTable::place) gives them; the host keeps the object alive for the call.
///
/// As a result, the payload is the address of a new object, in 8 bytes of this machine's order: a reference to it, which is
/// the host's from then on.
pub const INSTANCE: i8 = 11;

/// An instance of a class that a library exports, in the place of anything but a parameter that is one. It is no plain data;
/// where the type that is wanted is known, it may be read as what its special methods make it, such as a list.
pub const OTHERWISE: i8 = 12;

/// An object that is read as a container, and is of another type than Python has for that: a dataclass, a `range`, a class with
/// `__len__` and `__getitem__`.
///
/// If it has `__index__` as well, the integer is what that gives, for a reader that wants a number. Where `__index__` raised an
/// exception, there is text in its place, which says so behind the name of the type. Of an array, it is true.
pub const NAMED: i8 = 13;

/// What the place of an array's elements in a message is a multiple of.
pub const ARRAY_ALIGNMENT: usize = 8;

/// How deeply values may nest. Deeper ones, and values that contain themselves, are refused with an error.
pub const MAX_DEPTH: usize = 1024;
