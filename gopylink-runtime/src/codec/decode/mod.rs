//! The serde format that reads values, of either lane.
//!
//! A lane says where values come from, as a [`Source`]. How each kind of value is read, and what is refused with which
//! words, is decided here for both.

mod access;
mod arrays;
mod enums;
mod integer;
mod member;
mod read;
mod record;
mod skip;
mod source;
mod standards;

use std::any::type_name;

use serde::de::{Deserializer, Visitor};
use serde::forward_to_deserialize_any;

use self::access::{ByteElements, Elements, Entries};
use self::integer::Integer;
use self::member::Member;
use self::read::Wanted;
use self::source::{show_bytes, show_text};
use super::array::Access;
use super::error::Error;
use super::names;
use super::standard;
use crate::value::Value;

pub(super) use integer::Int;
pub(super) use source::{Items, Lend, OpenItems, OpenPairs, Pairs, Record, Source, Token};

/// Reads one value.
pub(super) struct Decoder<S> {
    pub(super) source: S,
    /// How many containers are around the value.
    pub(super) depth: usize,
}

impl<S> Decoder<S> {
    /// For a value with nothing around it.
    #[inline]
    pub(super) fn new(source: S) -> Self {
        Self { source, depth: 0 }
    }
}

/// The name of a number type in messages: serde asks for `u64` where the parameter is a `usize`.
#[inline]
pub(super) fn number_name<T>(asked: &'static str) -> &'static str {
    match type_name::<T>() {
        name @ ("usize" | "isize") => name,
        _ => asked,
    }
}

/// Whether a finite value stays so in an `f32`.
#[inline]
#[expect(clippy::cast_possible_truncation, reason = "that is what is asked")]
pub(super) fn fits_f32(value: f64) -> bool {
    (value as f32).is_finite()
}

/// Whether this is the type in which serde keeps a value until it knows what to make of it: for untagged enums and
/// flattened fields. It makes byte buffers of every kind from a sequence, but a `Vec<u8>` from nothing else.
#[inline]
fn is_buffer<T>() -> bool {
    type_name::<T>().trim_end_matches("<'_>").ends_with("::content::Content")
}

/// Whether this is our own type of any value, which borrows nothing.
#[inline]
fn is_value<T>() -> bool {
    type_name::<T>() == type_name::<Value>()
}

macro_rules! integers {
    ($($method:ident $visit:ident $type:ident;)*) => { $(
        #[inline]
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
            visitor.$visit(self.integer(number_name::<V::Value>(stringify!($type)))?)
        }
    )* };
}

impl<'de, S: Source<'de>> Deserializer<'de> for Decoder<S> {
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
        if let Some(wanted) = standard::wanted::<V>() {
            return self.standard(&wanted, visitor);
        }
        Found { token: self.source.plain()?, depth: self.depth }.deserialize_any(visitor)
    }

    #[inline]
    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_bool(self.boolean()?)
    }

    #[inline]
    #[expect(clippy::cast_possible_truncation, reason = "the range is checked; precision is the type's")]
    fn deserialize_f32<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_f32(self.float("f32", fits_f32)? as f32)
    }

    #[inline]
    fn deserialize_f64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_f64(self.float("f64", |_| true)?)
    }

    #[inline]
    fn deserialize_char<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.text(Wanted::Character, visitor)
    }

    #[inline]
    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        if let Some(wanted) = standard::wanted::<V>() {
            return self.standard(&wanted, visitor);
        }
        self.text(Wanted::Loan, visitor)
    }

    #[inline]
    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        if let Some(wanted) = standard::wanted::<V>() {
            return self.standard(&wanted, visitor);
        }
        self.text(Wanted::Sight, visitor)
    }

    #[inline]
    fn deserialize_bytes<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.bytes(true, visitor)
    }

    #[inline]
    fn deserialize_byte_buf<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.bytes(false, visitor)
    }

    #[inline]
    fn deserialize_option<V: Visitor<'de>>(mut self, visitor: V) -> Result<V::Value, Error> {
        if self.source.none() { visitor.visit_none() } else { visitor.visit_some(self) }
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
        match name {
            names::VALUE => self.value(visitor),
            names::ARRAY => self.array(Access::Read, visitor),
            names::ARRAY_MUT => self.array(Access::Write, visitor),
            names::BYTE_ARRAY => self.array(Access::Bytes, visitor),
            names::INSTANCE => self.instance(visitor),
            _ => visitor.visit_newtype_struct(self),
        }
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
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        if let Some(wanted) = standard::wanted_struct::<V>(name) {
            return self.standard(&wanted, visitor);
        }
        self.record(name, fields, visitor)
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
        self.text(Wanted::Name, visitor)
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

/// A value of which the beginning has been read.
struct Found<'de, S: Source<'de>> {
    token: Token<'de, S>,
    depth: usize,
}

impl<'de, S: Source<'de>> Deserializer<'de> for Found<'de, S> {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        let depth = self.depth;
        match self.token {
            Token::None => visitor.visit_unit(),
            Token::Bool(value) => visitor.visit_bool(value),
            Token::Unsigned(value) => visitor.visit_u64(value),
            Token::Signed(value) => visitor.visit_i64(value),
            Token::Float(value) => visitor.visit_f64(value),
            Token::Text(text) if is_value::<V::Value>() => show_text(&text, visitor),
            Token::Text(mut text) => visitor.visit_borrowed_str(text.lend()),
            Token::Bytes(bytes) if is_buffer::<V::Value>() => ByteElements::new(&bytes).visit(visitor),
            Token::Bytes(bytes) if is_value::<V::Value>() => show_bytes(&bytes, visitor),
            Token::Bytes(mut bytes) => visitor.visit_borrowed_bytes(bytes.lend()),
            Token::List(items) | Token::Tuple(items) => Elements::of_list(items, depth).visit(visitor),
            Token::Set(items) => Elements::of_set(items, depth).visit(visitor),
            Token::NamedTuple(pairs) => Elements::of_list(pairs.into_values(), depth).visit(visitor),
            Token::Dict(pairs) => Entries::new(pairs, depth).visit(visitor),
            Token::Big(bytes) => {
                let integer = Integer::from_payload(&bytes);
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
            Token::Enum(items) => {
                let mut member = Member::open(items, depth)?;
                let value = member.value()?.deserialize_any(visitor);
                member.close(value)
            }
            Token::Standard(payload) if is_buffer::<V::Value>() => standard::buffer(&payload, visitor),
            Token::Standard(payload) => Err(Error::not_plain(standard::class(&payload))),
            Token::Opaque(name) => Err(Error::not_plain(&name)),
            Token::Instance(name) => Err(Error::instance(&name)),
        }
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit unit_struct
        newtype_struct seq tuple tuple_struct map struct enum identifier ignored_any
    }

    /// As the encoder says.
    #[inline]
    fn is_human_readable(&self) -> bool {
        true
    }
}
