//! Arguments of a call: one plain array, whatever sequence they are in the caller's code.

use serde::ser::{Impossible, Serializer};

use super::compounds::Elements;
use crate::codec::error::Error;
use crate::codec::refuse::refuse;
use crate::codec::shape::Shape;

/// Writes arguments that Rust passes to Python.
pub(super) struct ArgumentsEncoder<'a> {
    pub(super) output: &'a mut Vec<u8>,
}

fn not_arguments(found: &str) -> Error {
    let message = format!("arguments must be a sequence (a tuple, a Vec, ()), got {found}");
    Error::new(gopylink_abi::failure::FailureKind::Type, message)
}

impl<'a> ArgumentsEncoder<'a> {
    fn open(self, length: Option<usize>) -> Result<Elements<'a>, Error> {
        Elements::open(self.output, 0, Shape::List, length)
    }
}

impl<'a> Serializer for ArgumentsEncoder<'a> {
    type Ok = ();
    type Error = Error;
    type SerializeSeq = Elements<'a>;
    type SerializeTuple = Elements<'a>;
    type SerializeTupleStruct = Elements<'a>;
    type SerializeTupleVariant = Impossible<(), Error>;
    type SerializeMap = Impossible<(), Error>;
    type SerializeStruct = Impossible<(), Error>;
    type SerializeStructVariant = Impossible<(), Error>;

    fn serialize_unit(self) -> Result<(), Error> {
        self.open(Some(0))?.close()
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<(), Error> {
        self.serialize_unit()
    }

    fn serialize_seq(self, length: Option<usize>) -> Result<Elements<'a>, Error> {
        self.open(length)
    }

    fn serialize_tuple(self, length: usize) -> Result<Elements<'a>, Error> {
        self.open(Some(length))
    }

    fn serialize_tuple_struct(self, _: &'static str, length: usize) -> Result<Elements<'a>, Error> {
        self.open(Some(length))
    }

    refuse!(not_arguments: byte scalars mappings transparent);

    /// As the [`Encoder`](super::encode::Encoder) of the arguments themselves says.
    fn is_human_readable(&self) -> bool {
        true
    }
}
