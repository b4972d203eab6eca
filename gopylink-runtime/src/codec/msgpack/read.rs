//! Reading a value of a wanted kind.
//!
//! What is wanted and what is there are both known here, so that the errors about types are made here, in Python's words.

use gopylink_abi::wire;
use serde::de::Visitor;

use super::access::{ByteElements, Elements, Entries};
use super::decode::Decoder;
use super::enums;
use super::integer::Integer;
use super::token::{Token, malformed};
use crate::codec::bulk;
use crate::codec::error::Error;
use crate::codec::limits;
use crate::codec::names;
use crate::codec::shape::Shape;

impl<'de> Decoder<'de> {
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
    pub(super) fn payload<T>(
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
    pub(super) fn enum_member<T>(
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
    #[inline]
    pub(super) fn integer<T>(&mut self, name: &'static str) -> Result<T, Error>
    where
        T: TryFrom<u64> + TryFrom<i64> + TryFrom<i128> + TryFrom<u128>,
    {
        // Here and below, the values that long lists are made of: to read them through a `Token` takes several times
        // as long. These are the markers of 8, 16 and 32 bits without sign.
        match self.input {
            [0xcc, value, rest @ ..] => self.unsigned(u64::from(*value), rest, name),
            [0xcd, a, b, rest @ ..] => self.unsigned(u16::from_be_bytes([*a, *b]).into(), rest, name),
            [0xce, a, b, c, d, rest @ ..] => {
                self.unsigned(u32::from_be_bytes([*a, *b, *c, *d]).into(), rest, name)
            }
            _ => self.uncommon_integer(name),
        }
    }

    #[inline]
    fn unsigned<T: TryFrom<u64>>(&mut self, value: u64, rest: &'de [u8], name: &str) -> Result<T, Error> {
        self.input = rest;
        T::try_from(value).map_err(|_| Error::out_of_range(value, name))
    }

    fn uncommon_integer<T>(&mut self, name: &'static str) -> Result<T, Error>
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
    #[inline]
    pub(super) fn float(&mut self, name: &'static str, fits: fn(f64) -> bool) -> Result<f64, Error> {
        // The marker of 64 bits.
        if let [0xcb, rest @ ..] = self.input
            && let Some((bytes, rest)) = rest.split_first_chunk()
        {
            let value = f64::from_be_bytes(*bytes);
            if !value.is_finite() || fits(value) {
                self.input = rest;
                return Ok(value);
            }
        }
        self.uncommon_float(name, fits)
    }

    #[expect(clippy::cast_precision_loss, reason = "rounding to the nearest float is what is asked for")]
    fn uncommon_float(&mut self, name: &'static str, fits: fn(f64) -> bool) -> Result<f64, Error> {
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

    #[inline]
    pub(super) fn text(&mut self, expected: &str) -> Result<&'de str, Error> {
        // The markers of up to 31 bytes.
        if let Some((marker @ 0xa0..=0xbf, rest)) = self.input.split_first()
            && let Some((text, rest)) = rest.split_at_checked(usize::from(marker & 0x1f))
            && let Ok(text) = std::str::from_utf8(text)
        {
            self.input = rest;
            return Ok(text);
        }
        self.uncommon_text(expected)
    }

    fn uncommon_text(&mut self, expected: &str) -> Result<&'de str, Error> {
        match self.token()? {
            Token::Text(text) => Ok(text),
            Token::Extension(wire::ENUM, length) => {
                self.enum_member(length, |decoder| decoder.text(expected))
            }
            token => Err(self.mismatch(expected, token)),
        }
    }

    pub(super) fn bytes(&mut self) -> Result<&'de [u8], Error> {
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
                if let Some(value) = bulk::collected::<V>(bytes) {
                    return Ok(value);
                }
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
    pub(super) fn variant<V: Visitor<'de>>(
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
    pub(super) fn member_variant(&mut self, variants: &[&str]) -> Result<&'de str, Error> {
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
    pub(super) fn value<V: Visitor<'de>>(&mut self, visitor: V) -> Result<V::Value, Error> {
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
