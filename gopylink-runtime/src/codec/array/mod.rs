//! Arrays on their way through serde, whose data model has no word for them: how the types of [`array`](crate::array)
//! and the formats recognise each other.
//!
//! A view asks for a newtype struct of a [name](crate::codec::names) that our decoder knows, and gets an [`Arrived`] to
//! look into. An array passes itself on as a newtype struct around an [`Offered`], which our encoder knows. To any other
//! format an array is a sequence, and nothing it has is a view.

#[allow(unsafe_code, reason = "a generic type becomes the one that it is")]
mod identity;
mod layout;
#[allow(unsafe_code, reason = "the edge to Python's memory: memory of Rust's as pointers")]
mod memory;
#[allow(unsafe_code, reason = "the edge to Python's memory: pointers to it as slices")]
mod opened;

use serde::de::{Deserializer, Visitor};
use serde::forward_to_deserialize_any;
use serde::ser::{Serialize, Serializer};

use super::error::Error;
pub(crate) use super::slices::{Numbers, numbers};

pub(crate) use identity::{arrived, arrived_instance, is_ours, offered, offered_instance, same};
pub(crate) use layout::{Layout, check_shape};
pub(crate) use memory::{Memory, Storage, bytes};
pub(crate) use opened::{Contents, Opened, Refused, Tuple};

/// What a view wants of an array.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Access {
    /// To look.
    Read,
    /// To write.
    Write,
    /// To have it as a byte string.
    Bytes,
    /// To copy what a list of its elements would become.
    Elements,
}

/// What our decoder gives a visitor that has asked for an array.
pub(crate) struct Arrived<'de>(pub(crate) Opened<'de>);

impl<'de> Deserializer<'de> for Arrived<'de> {
    type Error = Error;

    /// Nobody but our own visitors gets here.
    fn deserialize_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Error> {
        Err(Error::internal("an array was taken for something else"))
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit unit_struct
        newtype_struct seq tuple tuple_struct map struct enum identifier ignored_any
    }
}

/// What an array passes to our encoder.
pub(crate) struct Offered<'a> {
    /// The constant of the elements' type.
    pub(crate) kind: u32,
    pub(crate) shape: &'a [usize],
    /// The elements, in C order.
    pub(crate) numbers: Numbers<'a>,
    /// Where they are.
    pub(crate) storage: &'a dyn Storage,
}

/// For other formats.
impl Serialize for Offered<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.numbers {
            Numbers::U8(numbers) => serializer.collect_seq(numbers),
            Numbers::I8(numbers) => serializer.collect_seq(numbers),
            Numbers::I16(numbers) => serializer.collect_seq(numbers),
            Numbers::I32(numbers) => serializer.collect_seq(numbers),
            Numbers::I64(numbers) => serializer.collect_seq(numbers),
            Numbers::Isize(numbers) => serializer.collect_seq(numbers),
            Numbers::U16(numbers) => serializer.collect_seq(numbers),
            Numbers::U32(numbers) => serializer.collect_seq(numbers),
            Numbers::U64(numbers) => serializer.collect_seq(numbers),
            Numbers::Usize(numbers) => serializer.collect_seq(numbers),
            Numbers::F32(numbers) => serializer.collect_seq(numbers),
            Numbers::F64(numbers) => serializer.collect_seq(numbers),
        }
    }
}
