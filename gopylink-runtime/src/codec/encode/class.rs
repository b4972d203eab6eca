//! Records that Python has classes for.

use serde::ser::{Impossible, Serialize, SerializeStruct, Serializer};

use super::{Encoder, Instance, Sink};
use crate::codec::error::Error;
use crate::codec::limits;
use crate::codec::path::Segment;
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
    type SerializeStruct = Fields<S::Instance>;
    type SerializeStructVariant = Impossible<S::Ok, Error>;

    #[inline]
    fn serialize_struct(self, _: &'static str, length: usize) -> Result<Fields<S::Instance>, Error> {
        let depth = limits::descend(self.depth)?;
        Ok(Fields { instance: self.sink.instance(self.class, length)?, depth, count: 0 })
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

/// The fields of an instance.
pub(crate) struct Fields<I> {
    instance: I,
    /// The depth of the values.
    depth: usize,
    count: usize,
}

impl<I: Instance> SerializeStruct for Fields<I> {
    type Ok = I::Ok;
    type Error = Error;

    #[inline]
    fn serialize_field<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) -> Result<(), Error> {
        let value = Encoder::write(self.instance.place(name)?, self.depth, value)
            .map_err(|error| error.at(Segment::field(name)))?;
        self.count += 1;
        self.instance.put(name, value);
        Ok(())
    }

    #[inline]
    fn end(self) -> Result<I::Ok, Error> {
        self.instance.end(self.count)
    }
}
