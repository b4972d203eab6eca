//! Arguments of a call: one plain array, whatever sequence they are in the caller's code.

use serde::ser::{Impossible, Serialize, Serializer};

use super::Sequence;
use super::compounds::Elements;
use crate::codec::error::Error;
use crate::codec::refuse::refuse;
use crate::codec::shape::Shape;

/// What a lane offers for arguments.
pub(crate) trait ArgumentsSink {
    /// The arguments while they are being written.
    type Sequence: Sequence;

    /// Begins the arguments. The length is a promise of the user's code, which may not keep it.
    fn open(self, length: Option<usize>) -> Result<Self::Sequence, Error>;
}

/// Writes arguments that Rust passes to Python.
pub(crate) struct ArgumentsEncoder<A> {
    sink: A,
}

fn not_arguments(found: &str) -> Error {
    let message = format!("arguments must be a sequence (a tuple, a Vec, ()), got {found}");
    Error::new(gopylink_abi::failure::FailureKind::Type, message)
}

type Encoded<A> = <<A as ArgumentsSink>::Sequence as Sequence>::Ok;

impl<A: ArgumentsSink> ArgumentsEncoder<A> {
    /// Writes the arguments.
    #[inline]
    pub(crate) fn write<T: Serialize + ?Sized>(sink: A, arguments: &T) -> Result<Encoded<A>, Error> {
        arguments.serialize(Self { sink })
    }

    #[inline]
    fn open(self, length: Option<usize>) -> Result<Elements<A::Sequence>, Error> {
        // Who calls Python has looked at the stack.
        Ok(Elements::of(self.sink.open(length)?, 1, Shape::List))
    }
}

impl<A: ArgumentsSink> Serializer for ArgumentsEncoder<A> {
    type Ok = Encoded<A>;
    type Error = Error;
    type SerializeSeq = Elements<A::Sequence>;
    type SerializeTuple = Elements<A::Sequence>;
    type SerializeTupleStruct = Elements<A::Sequence>;
    type SerializeTupleVariant = Impossible<Self::Ok, Error>;
    type SerializeMap = Impossible<Self::Ok, Error>;
    type SerializeStruct = Impossible<Self::Ok, Error>;
    type SerializeStructVariant = Impossible<Self::Ok, Error>;

    #[inline]
    fn serialize_unit(self) -> Result<Self::Ok, Error> {
        self.open(Some(0))?.close()
    }

    #[inline]
    fn serialize_unit_struct(self, _: &'static str) -> Result<Self::Ok, Error> {
        self.serialize_unit()
    }

    #[inline]
    fn serialize_seq(self, length: Option<usize>) -> Result<Self::SerializeSeq, Error> {
        self.open(length)
    }

    #[inline]
    fn serialize_tuple(self, length: usize) -> Result<Self::SerializeTuple, Error> {
        self.open(Some(length))
    }

    #[inline]
    fn serialize_tuple_struct(
        self,
        _: &'static str,
        length: usize,
    ) -> Result<Self::SerializeTupleStruct, Error> {
        self.open(Some(length))
    }

    refuse!(not_arguments: byte scalars mappings transparent);

    /// As the [`Encoder`](super::Encoder) of the arguments themselves says.
    fn is_human_readable(&self) -> bool {
        true
    }
}
