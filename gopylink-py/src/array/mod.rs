//! Arrays: memory of numbers that one side lends or gives the other, without a copy.
//!
//! `view` asks an object for its memory by the buffer protocol, `numpy` looks at NumPy's arrays where they lie, and
//! `element` reads what is in there; `lent` knows all memory that libraries look into, and `overlaps` finds it where there
//! is much. `read` reads buffers where no array is asked for. `memory` is what a library gave away, and `object` the Python
//! object that owns it, `gopylink.Array`, of which `rows` are parts and `pickle` makes pickles. `table` is
//! the host's [`ArrayTable`](gopylink_abi::array::ArrayTable), and `wire` how arrays look in the msgpack lane.

mod element;
mod lent;
mod memory;
mod numpy;
mod object;
mod overlaps;
mod pickle;
mod read;
mod rows;
mod table;
mod view;
mod wire;

pub(crate) use lent::forked;
pub(crate) use object::Array;
pub(crate) use pickle::saved_array;
pub(crate) use read::{Found, Sink, byte_string, memoryview, numbers, reading, to_list};
pub(crate) use table::TABLE;
pub(crate) use wire::{decode, encode};
