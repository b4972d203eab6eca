//! A serializer of single bytes, for the elements of byte strings.

use serde::ser::{Impossible, Serializer};

use super::error::Error;
use super::refuse::refuse;

/// Gives back the `u8` that is serialized, and refuses all else.
pub(super) struct Byte;

fn refused(found: &str) -> Error {
    Error::mismatch("int (u8)", found)
}

impl Serializer for Byte {
    type Ok = u8;
    type Error = Error;
    type SerializeSeq = Impossible<u8, Error>;
    type SerializeTuple = Impossible<u8, Error>;
    type SerializeTupleStruct = Impossible<u8, Error>;
    type SerializeTupleVariant = Impossible<u8, Error>;
    type SerializeMap = Impossible<u8, Error>;
    type SerializeStruct = Impossible<u8, Error>;
    type SerializeStructVariant = Impossible<u8, Error>;

    #[inline]
    fn serialize_u8(self, value: u8) -> Result<u8, Error> {
        Ok(value)
    }

    refuse!(refused: scalars units sequences mappings transparent);
}
