//! Enum variants of several fields while they are being written.

use serde::ser::{Serialize, SerializeStructVariant, SerializeTupleVariant};

use super::Sink;
use super::compounds::{Elements, Entries};
use crate::codec::error::Error;
use crate::codec::path::Segment;
use crate::codec::shape::Shape;

/// The fields of a tuple variant.
pub(crate) struct VariantElements<S: Sink> {
    elements: Elements<S::Sequence>,
    name: &'static str,
}

impl<S: Sink> VariantElements<S> {
    pub(super) fn open(sink: S, depth: usize, name: &'static str, length: usize) -> Result<Self, Error> {
        let elements = Elements::open(sink, depth, Shape::Tuple, Some(length))
            .map_err(|error| error.at(Segment::field(name)))?;
        Ok(Self { elements, name })
    }
}

impl<S: Sink> SerializeTupleVariant for VariantElements<S> {
    type Ok = S::Ok;
    type Error = Error;

    fn serialize_field<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        self.elements.write(value).map_err(|error| error.at(Segment::field(self.name)))
    }

    fn end(self) -> Result<S::Ok, Error> {
        S::in_variant(self.name, self.elements.close()?)
    }
}

/// The fields of a struct variant.
pub(crate) struct VariantEntries<S: Sink> {
    entries: Entries<S::Dict>,
    name: &'static str,
}

impl<S: Sink> VariantEntries<S> {
    pub(super) fn open(sink: S, depth: usize, name: &'static str, length: usize) -> Result<Self, Error> {
        let entries =
            Entries::open(sink, depth, Some(length)).map_err(|error| error.at(Segment::field(name)))?;
        Ok(Self { entries, name })
    }
}

impl<S: Sink> SerializeStructVariant for VariantEntries<S> {
    type Ok = S::Ok;
    type Error = Error;

    fn serialize_field<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) -> Result<(), Error> {
        self.entries.field(name, value).map_err(|error| error.at(Segment::field(self.name)))
    }

    fn end(self) -> Result<S::Ok, Error> {
        S::in_variant(self.name, self.entries.close()?)
    }
}
