//! The serde format that reads msgpack.
//!
//! It knows what the caller wants and what is there, so it makes the errors about types itself, in Python's words.

use std::any::type_name;

use gopylink_abi::wire;
use serde::de::{Deserializer, Visitor};

use super::access::{ByteElements, Elements, Entries};
use super::enums;
use super::integer::Integer;
use super::token::{Token, malformed};
use crate::codec::error::Error;
use crate::codec::limits;
use crate::codec::names;
use crate::codec::shape::Shape;

/// Reads values from the front of its input.
pub(super) struct Decoder<'de> {
    pub(super) input: &'de [u8],
    /// How many containers are around the next value.
    pub(super) depth: usize,
}

impl<'de> Decoder<'de> {
    pub(super) fn new(input: &'de [u8]) -> Self {
        Self { input, depth: 0 }
    }

    /// Checks that nothing is left.
    #[inline]
    pub(super) fn finish(&self) -> Result<(), Error> {
        if self.input.is_empty() { Ok(()) } else { Err(malformed("bytes are left over")) }
    }

    /// Reads what is inside a container.
    #[inline]
    pub(super) fn nested<T>(&mut self, read: impl FnOnce(&mut Self) -> Result<T, Error>) -> Result<T, Error> {
        self.depth = limits::descend(self.depth)?;
        let value = read(self)?;
        self.depth -= 1;
        Ok(value)
    }

    /// Reads the payload of an extension, `length` bytes that hold msgpack.
    #[inline]
    fn payload<T>(
        &mut self,
        length: usize,
        read: impl FnOnce(&mut Self) -> Result<T, Error>,
    ) -> Result<T, Error> {
        let after = self.input.len() - length;
        let value = read(self)?;
        if self.input.len() == after { Ok(value) } else { Err(malformed("an extension of the wrong length")) }
    }

    /// Reads the value of an enum member in the member's place.
    #[cold]
    fn enum_member<T>(
        &mut self,
        length: usize,
        read: impl FnOnce(&mut Self) -> Result<T, Error>,
    ) -> Result<T, Error> {
        self.payload(length, |decoder| {
            if decoder.array_header()? != 2 {
                return Err(malformed("an enum member of the wrong length"));
            }
            decoder.skip()?;
            decoder.nested(read).map_err(Error::of_enum_member)
        })
    }

    /// Reads an integer of a type that `name` names in messages.
    fn integer<T>(&mut self, name: &'static str) -> Result<T, Error>
    where
        T: TryFrom<u64> + TryFrom<i64> + TryFrom<i128> + TryFrom<u128>,
    {
        match self.token()? {
            Token::Unsigned(value) => T::try_from(value).map_err(|_| Error::out_of_range(value, name)),
            Token::Signed(value) => T::try_from(value).map_err(|_| Error::out_of_range(value, name)),
            Token::Extension(wire::INT, length) => {
                let integer = Integer::from_payload(self.take(length)?);
                integer.to().ok_or_else(|| integer.out_of_range(name))
            }
            Token::Extension(wire::ENUM, length) => self.enum_member(length, |decoder| decoder.integer(name)),
            token => Err(self.mismatch(format_args!("int ({name})"), token)),
        }
    }

    /// Reads a float of a type that `name` names in messages and `fits` tells whether it can hold a finite value.
    #[expect(clippy::cast_precision_loss, reason = "rounding to the nearest float is what is asked for")]
    fn float(&mut self, name: &'static str, fits: fn(f64) -> bool) -> Result<f64, Error> {
        match self.token()? {
            Token::Float(value) if !value.is_finite() || fits(value) => Ok(value),
            Token::Float(value) => Err(Error::out_of_range(format_args!("{value:?}"), name)),
            Token::Unsigned(value) => Ok(value as f64),
            Token::Signed(value) => Ok(value as f64),
            Token::Extension(wire::INT, length) => {
                let integer = Integer::from_payload(self.take(length)?);
                let value = integer.to_float();
                if value.is_finite() && fits(value) { Ok(value) } else { Err(integer.out_of_range(name)) }
            }
            Token::Extension(wire::ENUM, length) => {
                self.enum_member(length, |decoder| decoder.float(name, fits))
            }
            token => Err(self.mismatch(format_args!("float ({name})"), token)),
        }
    }

    pub(super) fn text(&mut self, expected: &str) -> Result<&'de str, Error> {
        match self.token()? {
            Token::Text(text) => Ok(text),
            Token::Extension(wire::ENUM, length) => {
                self.enum_member(length, |decoder| decoder.text(expected))
            }
            token => Err(self.mismatch(expected, token)),
        }
    }

    fn bytes(&mut self) -> Result<&'de [u8], Error> {
        match self.token()? {
            Token::Bytes(bytes) => Ok(bytes),
            Token::Extension(wire::ENUM, length) => self.enum_member(length, Self::bytes),
            token => Err(self.mismatch("bytes", token)),
        }
    }

    pub(super) fn none(&mut self) -> Result<(), Error> {
        match self.token()? {
            Token::Nil => Ok(()),
            Token::Extension(wire::ENUM, length) => self.enum_member(length, Self::none),
            token => Err(self.mismatch("None", token)),
        }
    }

    /// Reads a sequence: of exactly `length` elements, if given.
    pub(super) fn sequence<V: Visitor<'de>>(
        &mut self,
        length: Option<usize>,
        visitor: V,
    ) -> Result<V::Value, Error> {
        let shape = Shape::of::<V::Value>();
        // serde asks for a fixed length for arrays and tuples; what is neither is a tuple struct.
        let shape = if length.is_some() { shape.or(Some(Shape::Tuple)) } else { shape };
        let is_set = shape == Some(Shape::Set);
        let check = |found| match length {
            Some(length) if length != found => {
                Err(Error::length(shape.unwrap_or(Shape::List).word(), length, found))
            }
            _ => Ok(()),
        };
        match self.token()? {
            Token::Array(count) if !is_set => {
                check(count)?;
                Elements::of_list(self, count).visit(visitor)
            }
            Token::Bytes(bytes) if !is_set && shape != Some(Shape::Tuple) => {
                check(bytes.len())?;
                ByteElements::new(bytes).visit(visitor)
            }
            Token::Extension(wire::TUPLE, payload) if !is_set => self.payload(payload, |decoder| {
                let count = decoder.array_header()?;
                check(count)?;
                Elements::of_list(decoder, count).visit(visitor)
            }),
            Token::Extension(wire::NAMED_TUPLE, payload) if !is_set => self.payload(payload, |decoder| {
                let count = decoder.map_header()?;
                check(count)?;
                Elements::of_named_tuple(decoder, count).visit(visitor)
            }),
            // A sequence of a type that is not known may be a set.
            Token::Extension(wire::SET, payload) if is_set || shape.is_none() => {
                self.payload(payload, |decoder| {
                    let count = decoder.array_header()?;
                    Elements::of_set(decoder, count).visit(visitor)
                })
            }
            Token::Extension(wire::ENUM, payload) => {
                self.enum_member(payload, |decoder| decoder.sequence(length, visitor))
            }
            token => Err(match (shape.unwrap_or(Shape::List).word(), length) {
                (word, None) => self.mismatch(word, token),
                (word, Some(length)) => self.mismatch(format_args!("{word} of length {length}"), token),
            }),
        }
    }

    /// Reads a dict, or a named tuple where a record is wanted.
    pub(super) fn mapping<V: Visitor<'de>>(
        &mut self,
        expected: std::fmt::Arguments<'_>,
        is_record: bool,
        visitor: V,
    ) -> Result<V::Value, Error> {
        match self.token()? {
            Token::Map(count) => Entries::new(self, count).visit(visitor),
            Token::Extension(wire::NAMED_TUPLE, payload) if is_record => self.payload(payload, |decoder| {
                let count = decoder.map_header()?;
                Entries::new(decoder, count).visit(visitor)
            }),
            Token::Extension(wire::ENUM, payload) => {
                self.enum_member(payload, |decoder| decoder.mapping(expected, is_record, visitor))
            }
            token => Err(self.mismatch(expected, token)),
        }
    }

    /// Reads an enum variant: its name, a dict of its name and content, or a member of a Python enum.
    fn variant<V: Visitor<'de>>(
        &mut self,
        name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        match self.token()? {
            Token::Text(variant) => visitor.visit_enum(enums::Name { variant, of: name, found: "str" }),
            Token::Map(1) => self.nested(|decoder| visitor.visit_enum(enums::Entry { decoder })),
            Token::Map(count) => Err(Error::length("dict", 1, count)),
            Token::Extension(wire::ENUM, payload) => self.payload(payload, |decoder| {
                let variant = decoder.member_variant(variants)?;
                visitor.visit_enum(enums::Name { variant, of: name, found: "enum" })
            }),
            token => Err(self.mismatch(format_args!("str or dict ({name})"), token)),
        }
    }

    /// The variant that a Python enum member stands for: the one its value names, else the one of its own name.
    fn member_variant(&mut self, variants: &[&str]) -> Result<&'de str, Error> {
        if self.array_header()? != 2 {
            return Err(malformed("an enum member of the wrong length"));
        }
        let name = self.text("str")?;
        let value = Decoder { input: self.input, depth: self.depth }.token()?;
        self.skip()?;
        match value {
            Token::Text(value) if variants.contains(&value) => Ok(value),
            _ => Ok(name),
        }
    }

    /// Reads any value for a visitor that knows tuples and sets as variants.
    fn value<V: Visitor<'de>>(&mut self, visitor: V) -> Result<V::Value, Error> {
        let before = self.input;
        match self.token()? {
            Token::Extension(wire::TUPLE, payload) => self.payload(payload, |decoder| {
                let count = decoder.array_header()?;
                visitor.visit_enum(enums::Sequence::new(names::TUPLE, Elements::of_list(decoder, count)))
            }),
            Token::Extension(wire::NAMED_TUPLE, payload) => self.payload(payload, |decoder| {
                let count = decoder.map_header()?;
                visitor
                    .visit_enum(enums::Sequence::new(names::TUPLE, Elements::of_named_tuple(decoder, count)))
            }),
            Token::Extension(wire::SET, payload) => self.payload(payload, |decoder| {
                let count = decoder.array_header()?;
                visitor.visit_enum(enums::Sequence::new(names::SET, Elements::of_set(decoder, count)))
            }),
            Token::Extension(wire::ENUM, payload) => {
                self.enum_member(payload, |decoder| decoder.value(visitor))
            }
            _ => {
                self.input = before;
                visitor.visit_newtype_struct(self)
            }
        }
    }
}

/// The name of a number type in messages: serde asks for `u64` where the parameter is a `usize`.
#[inline]
fn number_name<T>(asked: &'static str) -> &'static str {
    match type_name::<T>() {
        name @ ("usize" | "isize") => name,
        _ => asked,
    }
}

/// Whether this is the type in which serde keeps a value until it knows what to make of it: for untagged enums and
/// flattened fields. It makes byte buffers of every kind from a sequence, but a `Vec<u8>` from nothing else.
#[inline]
fn is_buffer<T>() -> bool {
    type_name::<T>().trim_end_matches("<'_>").ends_with("::content::Content")
}

macro_rules! integers {
    ($($method:ident $visit:ident $type:ident;)*) => { $(
        #[inline]
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
            if let Some((&small @ 0..=0x7f, rest)) = self.input.split_first() {
                self.input = rest;
                #[allow(clippy::cast_possible_wrap, clippy::cast_lossless, reason = "at most 127")]
                return visitor.$visit(small as $type);
            }
            visitor.$visit(self.integer(number_name::<V::Value>(stringify!($type)))?)
        }
    )* };
}

impl<'de> Deserializer<'de> for &mut Decoder<'de> {
    type Error = Error;

    integers! {
        deserialize_i8 visit_i8 i8;
        deserialize_i16 visit_i16 i16;
        deserialize_i32 visit_i32 i32;
        deserialize_i64 visit_i64 i64;
        deserialize_i128 visit_i128 i128;
        deserialize_u8 visit_u8 u8;
        deserialize_u16 visit_u16 u16;
        deserialize_u32 visit_u32 u32;
        deserialize_u64 visit_u64 u64;
        deserialize_u128 visit_u128 u128;
    }

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.token()? {
            Token::Nil => visitor.visit_unit(),
            Token::Bool(value) => visitor.visit_bool(value),
            Token::Unsigned(value) => visitor.visit_u64(value),
            Token::Signed(value) => visitor.visit_i64(value),
            Token::Float(value) => visitor.visit_f64(value),
            Token::Text(text) => visitor.visit_borrowed_str(text),
            Token::Bytes(bytes) if is_buffer::<V::Value>() => ByteElements::new(bytes).visit(visitor),
            Token::Bytes(bytes) => visitor.visit_borrowed_bytes(bytes),
            Token::Array(count) => Elements::of_list(self, count).visit(visitor),
            Token::Map(count) => Entries::new(self, count).visit(visitor),
            Token::Extension(wire::TUPLE, payload) => self.payload(payload, |decoder| {
                let count = decoder.array_header()?;
                Elements::of_list(decoder, count).visit(visitor)
            }),
            Token::Extension(wire::SET, payload) => self.payload(payload, |decoder| {
                let count = decoder.array_header()?;
                Elements::of_set(decoder, count).visit(visitor)
            }),
            Token::Extension(wire::NAMED_TUPLE, payload) => self.payload(payload, |decoder| {
                let count = decoder.map_header()?;
                Elements::of_named_tuple(decoder, count).visit(visitor)
            }),
            Token::Extension(wire::INT, length) => {
                let integer = Integer::from_payload(self.take(length)?);
                match (integer, integer.beyond()) {
                    (_, Some(largest)) => Err(integer.out_of_range(largest)),
                    (Integer::Unsigned(value), _) => visitor.visit_u128(value),
                    (integer, _) => visitor.visit_i128(integer.to().unwrap_or_default()),
                }
            }
            Token::Extension(wire::ENUM, payload) => {
                self.enum_member(payload, |decoder| decoder.deserialize_any(visitor))
            }
            Token::Extension(wire::OPAQUE, length) => Err(self.opaque(length, Error::not_plain)),
            token @ Token::Extension(..) => Err(self.mismatch("plain data", token)),
        }
    }

    #[inline]
    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.token()? {
            Token::Bool(value) => visitor.visit_bool(value),
            Token::Extension(wire::ENUM, length) => {
                self.enum_member(length, |decoder| decoder.deserialize_bool(visitor))
            }
            token => Err(self.mismatch("bool", token)),
        }
    }

    #[inline]
    #[expect(clippy::cast_possible_truncation, reason = "the range is checked; precision is the type's")]
    fn deserialize_f32<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_f32(self.float("f32", |value| (value as f32).is_finite())? as f32)
    }

    #[inline]
    fn deserialize_f64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_f64(self.float("f64", |_| true)?)
    }

    fn deserialize_char<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        const EXPECTED: &str = "str of one character";
        let text = self.text(EXPECTED)?;
        let mut characters = text.chars();
        match (characters.next(), characters.as_str()) {
            (Some(character), "") => visitor.visit_char(character),
            _ => Err(Error::mismatch(EXPECTED, format_args!("str of length {}", text.chars().count()))),
        }
    }

    #[inline]
    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_borrowed_str(self.text("str")?)
    }

    #[inline]
    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.deserialize_str(visitor)
    }

    #[inline]
    fn deserialize_bytes<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_borrowed_bytes(self.bytes()?)
    }

    #[inline]
    fn deserialize_byte_buf<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.deserialize_bytes(visitor)
    }

    #[inline]
    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.input.split_first() {
            Some((&byte, rest)) if byte == rmp::Marker::Null.to_u8() => {
                self.input = rest;
                visitor.visit_none()
            }
            _ => visitor.visit_some(self),
        }
    }

    #[inline]
    fn deserialize_unit<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.none()?;
        visitor.visit_unit()
    }

    #[inline]
    fn deserialize_unit_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Error> {
        self.deserialize_unit(visitor)
    }

    #[inline]
    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Error> {
        if name == names::VALUE { self.value(visitor) } else { visitor.visit_newtype_struct(self) }
    }

    #[inline]
    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.sequence(None, visitor)
    }

    #[inline]
    fn deserialize_tuple<V: Visitor<'de>>(self, length: usize, visitor: V) -> Result<V::Value, Error> {
        self.sequence(Some(length), visitor)
    }

    #[inline]
    fn deserialize_tuple_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        length: usize,
        visitor: V,
    ) -> Result<V::Value, Error> {
        self.sequence(Some(length), visitor)
    }

    #[inline]
    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        // A struct with a flattened field asks for a map.
        let name = type_name::<V::Value>();
        let is_map = ["std::collections::hash::map::", "alloc::collections::btree::map::"];
        let is_record = !is_map.iter().any(|map| name.starts_with(map));
        self.mapping(format_args!("dict"), is_record, visitor)
    }

    #[inline]
    fn deserialize_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        self.mapping(format_args!("dict ({name})"), true, visitor)
    }

    #[inline]
    fn deserialize_enum<V: Visitor<'de>>(
        self,
        name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        self.variant(name, variants, visitor)
    }

    #[inline]
    fn deserialize_identifier<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.deserialize_str(visitor)
    }

    #[inline]
    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.skip()?;
        visitor.visit_unit()
    }

    /// As the encoder says.
    #[inline]
    fn is_human_readable(&self) -> bool {
        true
    }
}
