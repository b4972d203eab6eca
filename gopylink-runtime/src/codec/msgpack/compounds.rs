//! Containers while they are being written.

use gopylink_abi::wire;
use serde::Deserialize as _;
use serde::ser::{
    Serialize, SerializeMap, SerializeSeq, SerializeStruct, SerializeStructVariant, SerializeTuple,
    SerializeTupleStruct, SerializeTupleVariant,
};

use super::decode::Decoder;
use super::encode::Encoder;
use super::write::{self, Extension, Header, Kind};
use crate::codec::bulk;
use crate::codec::byte::Byte;
use crate::codec::error::Error;
use crate::codec::limits;
use crate::codec::path::Segment;
use crate::codec::shape::Shape;
use crate::value::Value;

/// A sequence of any shape.
pub(super) struct Elements<'a> {
    output: &'a mut Vec<u8>,
    /// The depth of the elements.
    depth: usize,
    shape: Shape,
    extension: Option<Extension>,
    header: Header,
    count: usize,
    /// The enum variant that the sequence belongs to.
    variant: Option<&'static str>,
}

impl<'a> Elements<'a> {
    #[inline]
    pub(super) fn open(
        output: &'a mut Vec<u8>,
        depth: usize,
        shape: Shape,
        length: Option<usize>,
    ) -> Result<Self, Error> {
        // A byte string is no container.
        let depth = if shape == Shape::Bytes { depth } else { limits::descend(depth)? };
        let (extension, kind) = match shape {
            Shape::Bytes => (None, Kind::Bytes),
            Shape::List => (None, Kind::Array),
            Shape::Set => (Some(Extension::open(output, wire::SET)), Kind::Array),
            Shape::Tuple => (Some(Extension::open(output, wire::TUPLE)), Kind::Array),
        };
        let header = Header::open(output, kind, length)?;
        Ok(Self { output, depth, shape, extension, header, count: 0, variant: None })
    }

    pub(super) fn of_variant(self, variant: &'static str) -> Self {
        Self { variant: Some(variant), ..self }
    }

    #[inline]
    pub(super) fn write<T: Serialize + ?Sized>(&mut self, element: &T) -> Result<(), Error> {
        if self.shape == Shape::Bytes {
            let byte = element.serialize(Byte).map_err(|error| self.locate(error))?;
            self.output.push(byte);
        } else {
            element
                .serialize(Encoder::of::<T>(self.output, self.depth))
                .map_err(|error| self.locate(error))?;
        }
        self.count += 1;
        Ok(())
    }

    #[inline]
    pub(super) fn close(self) -> Result<(), Error> {
        self.header.close(self.output, self.count)?;
        match self.extension {
            Some(extension) => extension.close(self.output),
            None => Ok(()),
        }
    }

    #[cold]
    fn locate(&self, error: Error) -> Error {
        let segment = if self.shape == Shape::Set { Segment::Element } else { Segment::Index(self.count) };
        let error = error.at(segment);
        match self.variant {
            Some(variant) => error.at(Segment::field(variant)),
            None => error,
        }
    }
}

/// A dict: a map or a struct.
pub(super) struct Entries<'a> {
    output: &'a mut Vec<u8>,
    /// The depth of keys and values.
    depth: usize,
    header: Header,
    count: usize,
    /// Where in the output the key of the current entry begins.
    key_start: usize,
    /// The enum variant that the fields belong to.
    variant: Option<&'static str>,
}

impl<'a> Entries<'a> {
    #[inline]
    pub(super) fn open(output: &'a mut Vec<u8>, depth: usize, length: Option<usize>) -> Result<Self, Error> {
        let depth = limits::descend(depth)?;
        let header = Header::open(output, Kind::Map, length)?;
        Ok(Self { output, depth, header, count: 0, key_start: 0, variant: None })
    }

    pub(super) fn of_variant(self, variant: &'static str) -> Self {
        Self { variant: Some(variant), ..self }
    }

    #[inline]
    fn field<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) -> Result<(), Error> {
        write::text(self.output, name)?;
        Encoder::write(self.output, self.depth, value)
            .map_err(|error| self.locate(error, Segment::field(name)))?;
        self.count += 1;
        Ok(())
    }

    #[inline]
    fn close(self) -> Result<(), Error> {
        self.header.close(self.output, self.count)
    }

    #[cold]
    fn locate(&self, error: Error, segment: Segment) -> Error {
        let error = error.at(segment);
        match self.variant {
            Some(variant) => error.at(Segment::field(variant)),
            None => error,
        }
    }
}

/// The segment for the value under a key, from the bytes that begin with the key.
#[cold]
pub(super) fn key_segment(bytes: &[u8]) -> Segment {
    let key = Value::deserialize(&mut Decoder::new(bytes));
    Segment::Key(key.map_or_else(|_| "…".to_owned(), |key| key.repr()))
}

impl SerializeMap for Entries<'_> {
    type Ok = ();
    type Error = Error;

    #[inline]
    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), Error> {
        self.key_start = self.output.len();
        key.serialize(Encoder::of::<T>(self.output, self.depth))
            .map_err(|error| self.locate(error, Segment::DictKey))
    }

    #[inline]
    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        Encoder::write(self.output, self.depth, value).map_err(|error| {
            let key = key_segment(self.output.get(self.key_start..).unwrap_or_default());
            self.locate(error, key)
        })?;
        self.count += 1;
        Ok(())
    }

    #[inline]
    fn end(self) -> Result<(), Error> {
        self.close()
    }
}

macro_rules! sequences {
    ($($implemented:ident $method:ident;)*) => { $(
        impl $implemented for Elements<'_> {
            type Ok = ();
            type Error = Error;

            #[inline]
            fn $method<T: Serialize + ?Sized>(&mut self, element: &T) -> Result<(), Error> {
                match bulk::of(element) {
                    Some(bytes) => self.write(&bytes),
                    None => self.write(element),
                }
            }

            #[inline]
            fn end(self) -> Result<(), Error> {
                self.close()
            }
        }
    )* };
}

sequences! {
    SerializeSeq serialize_element;
    SerializeTuple serialize_element;
    SerializeTupleStruct serialize_field;
    SerializeTupleVariant serialize_field;
}

macro_rules! structs {
    ($($implemented:ident)*) => { $(
        impl $implemented for Entries<'_> {
            type Ok = ();
            type Error = Error;

            #[inline]
            fn serialize_field<T: Serialize + ?Sized>(
                &mut self,
                name: &'static str,
                value: &T,
            ) -> Result<(), Error> {
                self.field(name, value)
            }

            #[inline]
            fn end(self) -> Result<(), Error> {
                self.close()
            }
        }
    )* };
}

structs! { SerializeStruct SerializeStructVariant }
