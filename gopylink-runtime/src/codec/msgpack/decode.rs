//! The serde format that reads msgpack. How each kind of value is read is written in [`read`](super::read).

use std::any::type_name;

use gopylink_abi::wire;
use serde::de::{Deserializer, Visitor};

use super::access::{ByteElements, Elements, Entries};
use super::integer::Integer;
use super::token::{Token, malformed};
use crate::codec::error::Error;
use crate::codec::names;

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
                    // It has no integers of 128 bits.
                    _ if is_buffer::<V::Value>() => {
                        Err(integer.out_of_range(if integer.is_negative() { "i64" } else { "u64" }))
                    }
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
