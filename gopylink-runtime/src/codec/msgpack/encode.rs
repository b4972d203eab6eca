//! The serde format that writes msgpack.

use std::any::type_name;

use gopylink_abi::wire;
use serde::ser::{Serialize, Serializer};

use super::compounds::{Elements, Entries};
use super::write::{self, Extension, Kind};
use crate::codec::bulk;
use crate::codec::byte::Byte;
use crate::codec::error::Error;
use crate::codec::limits;
use crate::codec::names;
use crate::codec::path::Segment;
use crate::codec::shape::Shape;

/// Writes one value.
pub(super) struct Encoder<'a> {
    pub(super) output: &'a mut Vec<u8>,
    /// How many containers are around the value.
    pub(super) depth: usize,
    /// The compiler's name for the value's type, of which a tuple and an array show no other sign.
    type_name: &'static str,
}

impl<'a> Encoder<'a> {
    /// Writes one value; a `Vec<u8>` in one piece.
    #[inline]
    pub(super) fn write<T: Serialize + ?Sized>(
        output: &'a mut Vec<u8>,
        depth: usize,
        value: &T,
    ) -> Result<(), Error> {
        let encoder = Self::of::<T>(output, depth);
        match bulk::of(value) {
            Some(bytes) => bytes.serialize(encoder),
            None => value.serialize(encoder),
        }
    }

    /// For a value of type `T`.
    #[inline]
    pub(super) fn of<T: ?Sized>(output: &'a mut Vec<u8>, depth: usize) -> Self {
        Self { output, depth, type_name: type_name::<T>() }
    }

    /// Writes the header of a dict of one variant, and the variant.
    fn open_variant(&mut self, variant: &'static str) -> Result<usize, Error> {
        let depth = limits::descend(self.depth)?;
        write::Header::open(self.output, Kind::Map, Some(1))?;
        write::text(self.output, variant)?;
        Ok(depth)
    }
}

macro_rules! integers {
    ($($method:ident($value:ty) $write:ident;)*) => { $(
        #[inline]
        fn $method(self, value: $value) -> Result<(), Error> {
            write::$write(self.output, value.into());
            Ok(())
        }
    )* };
}

impl<'a> Serializer for Encoder<'a> {
    type Ok = ();
    type Error = Error;
    type SerializeSeq = Elements<'a>;
    type SerializeTuple = Elements<'a>;
    type SerializeTupleStruct = Elements<'a>;
    type SerializeTupleVariant = Elements<'a>;
    type SerializeMap = Entries<'a>;
    type SerializeStruct = Entries<'a>;
    type SerializeStructVariant = Entries<'a>;

    integers! {
        serialize_i8(i8) signed;
        serialize_i16(i16) signed;
        serialize_i32(i32) signed;
        serialize_i64(i64) signed;
        serialize_i128(i128) wide_signed;
        serialize_u8(u8) unsigned;
        serialize_u16(u16) unsigned;
        serialize_u32(u32) unsigned;
        serialize_u64(u64) unsigned;
        serialize_u128(u128) wide_unsigned;
        serialize_f32(f32) float;
        serialize_f64(f64) float;
    }

    #[inline]
    fn serialize_bool(self, value: bool) -> Result<(), Error> {
        write::boolean(self.output, value);
        Ok(())
    }

    #[inline]
    fn serialize_char(self, value: char) -> Result<(), Error> {
        write::text(self.output, value.encode_utf8(&mut [0; 4]))
    }

    #[inline]
    fn serialize_str(self, value: &str) -> Result<(), Error> {
        write::text(self.output, value)
    }

    #[inline]
    fn serialize_bytes(self, value: &[u8]) -> Result<(), Error> {
        write::bytes(self.output, value)
    }

    #[inline]
    fn serialize_none(self) -> Result<(), Error> {
        self.serialize_unit()
    }

    #[inline]
    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<(), Error> {
        Encoder::write(self.output, self.depth, value)
    }

    #[inline]
    fn serialize_unit(self) -> Result<(), Error> {
        write::nil(self.output);
        Ok(())
    }

    #[inline]
    fn serialize_unit_struct(self, _: &'static str) -> Result<(), Error> {
        self.serialize_unit()
    }

    #[inline]
    fn serialize_unit_variant(self, _: &'static str, _: u32, variant: &'static str) -> Result<(), Error> {
        write::text(self.output, variant)
    }

    #[inline]
    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        name: &'static str,
        value: &T,
    ) -> Result<(), Error> {
        // A newtype can hold itself without a container in between that counts as depth.
        limits::check_stack()?;
        if name == names::SET {
            let set = Extension::open(self.output, wire::SET);
            Encoder::write(self.output, self.depth, value)?;
            return set.close(self.output);
        }
        Encoder::write(self.output, self.depth, value)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        mut self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<(), Error> {
        let depth = self.open_variant(variant)?;
        Encoder::write(self.output, depth, value).map_err(|error| error.at(Segment::field(variant)))
    }

    #[inline]
    fn serialize_seq(self, length: Option<usize>) -> Result<Elements<'a>, Error> {
        Elements::open(self.output, self.depth, Shape::List, length)
    }

    #[inline]
    fn serialize_tuple(self, length: usize) -> Result<Elements<'a>, Error> {
        let shape = match Shape::named(self.type_name) {
            Some(shape @ (Shape::Bytes | Shape::List)) => shape,
            _ => Shape::Tuple,
        };
        Elements::open(self.output, self.depth, shape, Some(length))
    }

    #[inline]
    fn serialize_tuple_struct(self, _: &'static str, length: usize) -> Result<Elements<'a>, Error> {
        Elements::open(self.output, self.depth, Shape::Tuple, Some(length))
    }

    fn serialize_tuple_variant(
        mut self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        length: usize,
    ) -> Result<Elements<'a>, Error> {
        let depth = self.open_variant(variant)?;
        let elements = Elements::open(self.output, depth, Shape::Tuple, Some(length))
            .map_err(|error| error.at(Segment::field(variant)))?;
        Ok(elements.of_variant(variant))
    }

    #[inline]
    fn serialize_map(self, length: Option<usize>) -> Result<Entries<'a>, Error> {
        Entries::open(self.output, self.depth, length)
    }

    #[inline]
    fn serialize_struct(self, _: &'static str, length: usize) -> Result<Entries<'a>, Error> {
        Entries::open(self.output, self.depth, Some(length))
    }

    fn serialize_struct_variant(
        mut self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        length: usize,
    ) -> Result<Entries<'a>, Error> {
        let depth = self.open_variant(variant)?;
        let entries = Entries::open(self.output, depth, Some(length))
            .map_err(|error| error.at(Segment::field(variant)))?;
        Ok(entries.of_variant(variant))
    }

    /// Where serde's implementations for lists, sets and byte strings meet; `I` tells which one it is.
    #[inline]
    fn collect_seq<I>(self, sequence: I) -> Result<(), Error>
    where
        I: IntoIterator,
        I::Item: Serialize,
    {
        let shape = Shape::of::<I>();
        let items = sequence.into_iter();
        let length = match items.size_hint() {
            (least, Some(most)) if least == most => Some(least),
            _ => None,
        };
        match shape {
            Some(Shape::Bytes) => collect_bytes(self.output, items, length),
            Some(Shape::Set) => collect_elements(self.output, self.depth, Shape::Set, items, length),
            _ => collect_elements(self.output, self.depth, Shape::List, items, length),
        }
    }

    /// As formats for people do: addresses, identifiers and dates are text to Python, not numbers in a tuple.
    #[inline]
    fn is_human_readable(&self) -> bool {
        true
    }
}

#[inline]
fn collect_elements<I>(
    output: &mut Vec<u8>,
    depth: usize,
    shape: Shape,
    items: I,
    length: Option<usize>,
) -> Result<(), Error>
where
    I: Iterator,
    I::Item: Serialize,
{
    let mut elements = Elements::open(output, depth, shape, length)?;
    for item in items {
        elements.write(&item)?;
    }
    elements.close()
}

#[inline]
fn collect_bytes<I>(output: &mut Vec<u8>, items: I, length: Option<usize>) -> Result<(), Error>
where
    I: Iterator,
    I::Item: Serialize,
{
    let header = write::Header::open(output, Kind::Bytes, length)?;
    let start = output.len();
    let mut refused = None;
    // One `extend` instead of a loop of pushes: for a `Vec<u8>` it compiles to a copy of the whole.
    output.extend(items.map(|item| {
        item.serialize(Byte).unwrap_or_else(|error| {
            refused = Some(error);
            0
        })
    }));
    if let Some(error) = refused {
        return Err(error);
    }
    let count = output.len() - start;
    header.close(output, count)
}
