//! Arrays: memory of numbers that one side lends or gives the other, without a copy.
//!
//! `buffer` asks an object for its memory, by the buffer protocol, and `element` reads what is in there; `lease` is what
//! a library holds while it looks, and `lent` knows all memory that is looked at. `memory` is what a library gave away,
//! and `object` the Python object that owns it, `gopylink.Array`. `table` is the host's
//! [`ArrayTable`](gopylink_abi::array::ArrayTable), and `wire` how arrays look in the msgpack lane.

mod buffer;
mod element;
mod lease;
mod lent;
mod memory;
mod object;
mod table;
mod wire;

pub(crate) use lent::forked;
pub(crate) use object::Array;
pub(crate) use table::TABLE;
pub(crate) use wire::{decode, encode};
