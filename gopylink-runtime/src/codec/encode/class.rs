//! Records that Python has classes for.

use serde::ser::{Impossible, Serialize, SerializeStruct, Serializer};

use super::Sink;
use super::compounds::Entries;
use super::sink::Dict;
use crate::codec::error::Error;
use crate::codec::refuse::refuse;
use crate::describe::RecordClass;

/// Writes a record as a value of its class.
pub(super) struct ClassEncoder<S> {
    pub(super) sink: S,
    /// How many containers are around the value.
    pub(super) depth: usize,
    pub(super) class: &'static RecordClass,
}

#[cold]
fn no_record(found: &str) -> Error {
    Error::internal(format!("a {found} came where a record of a class was expected"))
}

impl<S: Sink> Serializer for ClassEncoder<S> {
    type Ok = S::Ok;
    type Error = Error;
    type SerializeSeq = Impossible<S::Ok, Error>;
    type SerializeTuple = Impossible<S::Ok, Error>;
    type SerializeTupleStruct = Impossible<S::Ok, Error>;
    type SerializeTupleVariant = Impossible<S::Ok, Error>;
    type SerializeMap = Impossible<S::Ok, Error>;
    type SerializeStruct = Instance<S>;
    type SerializeStructVariant = Impossible<S::Ok, Error>;

    #[inline]
    fn serialize_struct(self, _: &'static str, length: usize) -> Result<Instance<S>, Error> {
        let (dict, instance) = self.sink.instance(self.class, length)?;
        Ok(Instance { entries: Entries::of(dict, self.depth)?, instance })
    }

    #[inline]
    fn serialize_unit_variant(self, _: &'static str, _: u32, variant: &'static str) -> Result<S::Ok, Error> {
        self.sink.member(self.class, variant)
    }

    refuse!(no_record: byte other_scalars units sequences other_mappings transparent);

    /// As the [`Encoder`](super::Encoder) says.
    fn is_human_readable(&self) -> bool {
        true
    }
}

/// An instance whose fields are being written.
pub(crate) struct Instance<S: Sink> {
    entries: Entries<S::Dict>,
    instance: <S::Dict as Dict>::Instance,
}

impl<S: Sink> SerializeStruct for Instance<S> {
    type Ok = S::Ok;
    type Error = Error;

    #[inline]
    fn serialize_field<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) -> Result<(), Error> {
        self.entries.field(name, value)
    }

    #[inline]
    fn end(self) -> Result<S::Ok, Error> {
        self.entries.close_instance(self.instance)
    }
}
