//! The serde format that writes values, whatever the lane: every decision about how a value looks is made here.

mod arguments;
mod class;
mod compounds;
mod sink;
mod variants;
mod wide;

use std::any::type_name;
use std::fmt::Display;

use gopylink_abi::failure::FailureKind;
use serde::ser::{Serialize, Serializer};

use self::class::ClassEncoder;
use self::compounds::{Elements, Entries};
use self::variants::{VariantElements, VariantEntries};
use super::array::{self, Offered, offered};
use super::byte::Byte;
use super::error::Error;
use super::instance;
use super::limits;
use super::names;
use super::path::Segment;
use super::shape::Shape;
use super::slices::{self, Numbers};
use super::standard;
use crate::describe::{CLASSED, class_of};
use crate::element;

pub(super) use arguments::{ArgumentsEncoder, ArgumentsSink};
pub(super) use sink::{Dict, Instance, Sequence, Sink};

/// Checks that Python takes an array, which nobody has asked of one that came from the crate `ndarray`.
#[inline(never)]
fn check_shape(array: &Offered<'_>) -> Result<(), Error> {
    let size = element::size(array.kind).unwrap_or_default();
    array::check_shape(array.shape, size).map_err(|message| Error::new(FailureKind::Value, message))
}

/// Writes one value.
pub(super) struct Encoder<S> {
    sink: S,
    /// How many containers are around the value.
    depth: usize,
    /// The compiler's name for the value's type, of which a tuple and an array show no other sign.
    type_name: &'static str,
    /// Whether a sequence is a set, whatever its type says.
    is_set: bool,
}

impl<S: Sink> Encoder<S> {
    /// For a value of type `T`.
    #[inline]
    pub(super) fn of<T: ?Sized>(sink: S, depth: usize) -> Self {
        Self { sink, depth, type_name: type_name::<T>(), is_set: false }
    }

    /// Writes one value.
    #[inline]
    pub(super) fn write<T: Serialize + ?Sized>(sink: S, depth: usize, value: &T) -> Result<S::Ok, Error> {
        if standard::may_be::<T>()
            && let Some(payload) = standard::payload(value)
        {
            return sink.standard(&payload?);
        }
        value.serialize(Self::of::<T>(sink, depth))
    }

    /// The place for what a variant holds, and its depth.
    fn variant(self, name: &'static str) -> Result<(S, usize), Error> {
        let depth = limits::descend(self.depth)?;
        Ok((self.sink.variant(name)?, depth))
    }
}

macro_rules! scalars {
    ($($method:ident($value:ty) $write:ident;)*) => { $(
        #[inline]
        fn $method(self, value: $value) -> Result<S::Ok, Error> {
            self.sink.$write(value.into())
        }
    )* };
}

impl<S: Sink> Serializer for Encoder<S> {
    type Ok = S::Ok;
    type Error = Error;
    type SerializeSeq = Elements<S::Sequence>;
    type SerializeTuple = Elements<S::Sequence>;
    type SerializeTupleStruct = Elements<S::Sequence>;
    type SerializeTupleVariant = VariantElements<S>;
    type SerializeMap = Entries<S::Dict>;
    type SerializeStruct = Entries<S::Dict>;
    type SerializeStructVariant = VariantEntries<S>;

    scalars! {
        serialize_bool(bool) boolean;
        serialize_i8(i8) signed;
        serialize_i16(i16) signed;
        serialize_i32(i32) signed;
        serialize_i64(i64) signed;
        serialize_u8(u8) unsigned;
        serialize_u16(u16) unsigned;
        serialize_u32(u32) unsigned;
        serialize_u64(u64) unsigned;
        serialize_f32(f32) float;
        serialize_f64(f64) float;
    }

    fn serialize_i128(self, value: i128) -> Result<S::Ok, Error> {
        wide::signed(self.sink, value)
    }

    fn serialize_u128(self, value: u128) -> Result<S::Ok, Error> {
        wide::unsigned(self.sink, value)
    }

    #[inline]
    fn serialize_char(self, value: char) -> Result<S::Ok, Error> {
        self.sink.text(value.encode_utf8(&mut [0; 4]))
    }

    #[inline]
    fn serialize_str(self, value: &str) -> Result<S::Ok, Error> {
        self.sink.text(value)
    }

    #[inline]
    fn serialize_bytes(self, value: &[u8]) -> Result<S::Ok, Error> {
        self.sink.bytes(value)
    }

    #[inline]
    fn serialize_none(self) -> Result<S::Ok, Error> {
        self.sink.none()
    }

    #[inline]
    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<S::Ok, Error> {
        Self::write(self.sink, self.depth, value)
    }

    #[inline]
    fn serialize_unit(self) -> Result<S::Ok, Error> {
        self.sink.none()
    }

    #[inline]
    fn serialize_unit_struct(self, _: &'static str) -> Result<S::Ok, Error> {
        self.sink.none()
    }

    #[inline]
    fn serialize_unit_variant(self, _: &'static str, _: u32, variant: &'static str) -> Result<S::Ok, Error> {
        self.sink.name(variant)
    }

    #[inline]
    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        name: &'static str,
        value: &T,
    ) -> Result<S::Ok, Error> {
        if name == names::ARRAY
            && let Some(array) = offered(value)
        {
            // What a `Vec` holds fits, and one dimension is what most arrays have.
            if array.shape.len() != 1 {
                check_shape(array)?;
            }
            return self.sink.array(array);
        }
        if name == names::INSTANCE
            && let Some(offered) = instance::offered(value)
        {
            return self.sink.new_instance(offered);
        }
        if name == CLASSED
            && let Some(class) = class_of::<T>()
        {
            return value.serialize(ClassEncoder { sink: self.sink, depth: self.depth, class });
        }
        if standard::may_be::<T>()
            && let Some(payload) = standard::payload(value)
        {
            return self.sink.standard(&payload?);
        }
        // A newtype can hold itself without a container in between that counts as depth.
        limits::check_stack()?;
        let inner = Self::of::<T>(self.sink, self.depth);
        value.serialize(Self { is_set: name == names::SET, ..inner })
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<S::Ok, Error> {
        let (sink, depth) = self.variant(variant)?;
        let value = Self::write(sink, depth, value).map_err(|error| error.at(Segment::field(variant)))?;
        S::in_variant(variant, value)
    }

    #[inline]
    fn serialize_seq(self, length: Option<usize>) -> Result<Self::SerializeSeq, Error> {
        let shape = if self.is_set { Shape::Set } else { Shape::List };
        Elements::open(self.sink, self.depth, shape, length)
    }

    #[inline]
    fn serialize_tuple(self, length: usize) -> Result<Self::SerializeTuple, Error> {
        let shape = match Shape::named(self.type_name) {
            Some(shape @ (Shape::Bytes | Shape::List)) => shape,
            _ => Shape::Tuple,
        };
        Elements::open(self.sink, self.depth, shape, Some(length))
    }

    #[inline]
    fn serialize_tuple_struct(
        self,
        _: &'static str,
        length: usize,
    ) -> Result<Self::SerializeTupleStruct, Error> {
        Elements::open(self.sink, self.depth, Shape::Tuple, Some(length))
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        length: usize,
    ) -> Result<Self::SerializeTupleVariant, Error> {
        let (sink, depth) = self.variant(variant)?;
        VariantElements::open(sink, depth, variant, length)
    }

    #[inline]
    fn serialize_map(self, length: Option<usize>) -> Result<Self::SerializeMap, Error> {
        Entries::open(self.sink, self.depth, length)
    }

    #[inline]
    fn serialize_struct(self, _: &'static str, length: usize) -> Result<Self::SerializeStruct, Error> {
        Entries::open(self.sink, self.depth, Some(length))
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        length: usize,
    ) -> Result<Self::SerializeStructVariant, Error> {
        let (sink, depth) = self.variant(variant)?;
        VariantEntries::open(sink, depth, variant, length)
    }

    /// Where serde's implementations for lists, sets and byte strings meet; `I` tells which one it is.
    #[inline]
    fn collect_seq<I>(self, sequence: I) -> Result<S::Ok, Error>
    where
        I: IntoIterator,
        I::Item: Serialize,
    {
        if !self.is_set {
            match slices::numbers(&sequence) {
                Some(Numbers::U8(bytes)) => return self.sink.bytes(bytes),
                Some(numbers) if self.sink.takes_numbers() => {
                    limits::descend(self.depth)?;
                    return self.sink.numbers(numbers);
                }
                _ => {}
            }
        }
        let shape = match Shape::of::<I>() {
            _ if self.is_set => Shape::Set,
            Some(shape @ (Shape::Bytes | Shape::Set)) => shape,
            _ => Shape::List,
        };
        let items = sequence.into_iter();
        if shape == Shape::Bytes {
            let bytes: Vec<u8> = items.map(|item| item.serialize(Byte)).collect::<Result<_, _>>()?;
            return self.sink.bytes(&bytes);
        }
        let length = match items.size_hint() {
            (least, Some(most)) if least == most => Some(least),
            _ => None,
        };
        let mut elements = Elements::open(self.sink, self.depth, shape, length)?;
        for item in items {
            elements.write(&item)?;
        }
        elements.close()
    }

    /// What is shown here may be a value that is known by its text alone.
    #[inline]
    fn collect_str<T: Display + ?Sized>(self, value: &T) -> Result<S::Ok, Error> {
        let text = value.to_string();
        #[cfg(any(feature = "chrono", feature = "jiff"))]
        if let Some(payload) = standard::shown(value, &text) {
            return self.sink.standard(&payload?);
        }
        self.sink.text(&text)
    }

    /// As formats for people do: addresses, identifiers and dates are text to Python, not numbers in a tuple.
    #[inline]
    fn is_human_readable(&self) -> bool {
        true
    }
}
