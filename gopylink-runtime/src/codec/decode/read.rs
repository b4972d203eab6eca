//! Reading a value of a wanted kind.
//!
//! What is wanted and what is there are both known here, so that the errors about types are made here, in Python's words.

use std::fmt;

use gopylink_abi::failure::FailureKind;
use serde::de::Visitor;

use super::access::{ByteElements, Elements, Entries};
use super::enums;
use super::integer::{Int, Integer};
use super::member::{self, Member};
use super::source::{Items, Lend, Pairs, Source, Token, show_bytes, show_name, show_text};
use super::{Decoder, Found};
use crate::codec::error::Error;
use crate::codec::shape::Shape;
#[cfg(feature = "chrono")]
use crate::codec::standard;
use crate::codec::{bulk, limits, names, words};

/// What a visitor wants of text.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Wanted {
    /// To borrow it.
    Loan,
    /// To see it.
    Sight,
    /// To know which name it is.
    Name,
    /// The one character that it consists of.
    Character,
}

impl Wanted {
    const fn word(self) -> &'static str {
        if matches!(self, Self::Character) { "str of one character" } else { "str" }
    }
}

/// Gives bytes to a visitor, which wants to borrow them if `is_loan`.
#[inline]
fn given<'de, V: Visitor<'de>>(
    mut bytes: impl Lend<'de, [u8]>,
    is_loan: bool,
    visitor: V,
) -> Result<V::Value, Error> {
    if is_loan { visitor.visit_borrowed_bytes(bytes.lend()) } else { show_bytes(&bytes, visitor) }
}

impl<'de, S: Source<'de>> Decoder<S> {
    /// Reads an integer of a type that `name` names in messages.
    #[inline(always)]
    pub(super) fn integer<T: Int>(mut self, name: &'static str) -> Result<T, Error> {
        match self.source.small_int() {
            Some(value) => T::fit(value, name),
            None => self.larger_integer(name),
        }
    }

    #[inline]
    fn larger_integer<T: Int>(mut self, name: &'static str) -> Result<T, Error> {
        match self.source.int(name) {
            Some(value) => value,
            None => self.uncommon_integer(name),
        }
    }

    #[inline(never)]
    fn uncommon_integer<T: Int>(self, name: &'static str) -> Result<T, Error> {
        match self.source.indexed()? {
            Token::Unsigned(value) => T::fit(value, name),
            Token::Signed(value) => T::fit(value, name),
            Token::Big(bytes) => {
                let integer = Integer::from_payload(&bytes);
                integer.to().ok_or_else(|| integer.out_of_range(name))
            }
            Token::Enum(items) => {
                let mut member = Member::open(items, self.depth)?;
                let value = member.value()?.integer(name);
                member.close(value)
            }
            token => Err(token.mismatch(format_args!("int ({name})"))),
        }
    }

    /// Reads a float of a type that `name` names in messages and `fits` tells whether it can hold a finite value.
    #[inline]
    pub(super) fn float(mut self, name: &'static str, fits: fn(f64) -> bool) -> Result<f64, Error> {
        match self.source.float() {
            Some(value) if !value.is_finite() || fits(value) => Ok(value),
            Some(value) => Err(Error::out_of_range(format_args!("{value:?}"), name)),
            None => self.uncommon_float(name, fits),
        }
    }

    #[inline(never)]
    #[expect(clippy::cast_precision_loss, reason = "rounding to the nearest float is what is asked for")]
    fn uncommon_float(self, name: &'static str, fits: fn(f64) -> bool) -> Result<f64, Error> {
        match self.source.indexed()? {
            Token::Float(value) if !value.is_finite() || fits(value) => Ok(value),
            Token::Float(value) => Err(Error::out_of_range(format_args!("{value:?}"), name)),
            Token::Unsigned(value) => Ok(value as f64),
            Token::Signed(value) => Ok(value as f64),
            Token::Big(bytes) => {
                let integer = Integer::from_payload(&bytes);
                let value = integer.to_float();
                if value.is_finite() && fits(value) { Ok(value) } else { Err(integer.out_of_range(name)) }
            }
            Token::Enum(items) => {
                let mut member = Member::open(items, self.depth)?;
                let value = member.value()?.float(name, fits);
                member.close(value)
            }
            token => Err(token.mismatch(format_args!("float ({name})"))),
        }
    }

    /// Reads text.
    #[inline]
    pub(super) fn text<V: Visitor<'de>>(self, wanted: Wanted, visitor: V) -> Result<V::Value, Error> {
        let mut text = match self.source.text() {
            Ok(text) => text,
            Err(source) => return Decoder { source, ..self }.uncommon_text(wanted, visitor),
        };
        match wanted {
            Wanted::Loan => visitor.visit_borrowed_str(text.lend()),
            Wanted::Sight => show_text(&text, visitor),
            Wanted::Name => show_name(&mut text, visitor),
            Wanted::Character => {
                let mut characters = text.chars();
                match (characters.next(), characters.as_str()) {
                    (Some(character), "") => visitor.visit_char(character),
                    _ => {
                        let length = text.chars().count();
                        Err(Error::mismatch(wanted.word(), format_args!("str of length {length}")))
                    }
                }
            }
        }
    }

    #[cold]
    fn uncommon_text<V: Visitor<'de>>(self, wanted: Wanted, visitor: V) -> Result<V::Value, Error> {
        match self.source.read()? {
            Token::Enum(items) => {
                let mut member = Member::open(items, self.depth)?;
                let value = member.value()?.text(wanted, visitor);
                member.close(value)
            }
            token => Err(token.mismatch(wanted.word())),
        }
    }

    /// Reads an instance of an exported class.
    #[inline]
    pub(super) fn instance<V: Visitor<'de>>(mut self, visitor: V) -> Result<V::Value, Error> {
        let Some(instance) = self.source.instance() else {
            return Err(self.source.opaque()?.mismatch(words::expected(&visitor)));
        };
        if instance.place.is_null() {
            return Err(not_made(&words::expected(&visitor)));
        }
        let name = instance.name;
        visitor.visit_newtype_struct(instance).map_err(|error| self.other_instance(error, name))
    }

    /// The error of a visitor that may not have wanted the instance, and does not know of which class it is.
    #[cold]
    fn other_instance(self, error: Error, name: Option<&str>) -> Error {
        match name {
            Some(name) => error.of_found(name),
            None if error.is_of_found() => match self.source.opaque() {
                Ok(token) => error.of_found(&token.word()),
                Err(failed) => failed,
            },
            None => error,
        }
    }

    /// Reads bytes; `is_loan` says that the visitor wants to borrow them.
    #[inline]
    pub(super) fn bytes<V: Visitor<'de>>(self, is_loan: bool, visitor: V) -> Result<V::Value, Error> {
        match self.source.bytes() {
            Ok(bytes) => given(bytes, is_loan, visitor),
            Err(source) => Decoder { source, ..self }.uncommon_bytes(is_loan, visitor),
        }
    }

    #[inline(never)]
    fn uncommon_bytes<V: Visitor<'de>>(self, is_loan: bool, visitor: V) -> Result<V::Value, Error> {
        match self.source.read()? {
            Token::Bytes(bytes) => given(bytes, is_loan, visitor),
            Token::Enum(items) => {
                let mut member = Member::open(items, self.depth)?;
                let value = member.value()?.bytes(is_loan, visitor);
                member.close(value)
            }
            token => Err(token.mismatch("bytes")),
        }
    }

    #[inline]
    pub(super) fn boolean(mut self) -> Result<bool, Error> {
        match self.source.boolean() {
            Some(value) => Ok(value),
            None => self.uncommon_boolean(),
        }
    }

    #[cold]
    fn uncommon_boolean(self) -> Result<bool, Error> {
        match self.source.read()? {
            Token::Bool(value) => Ok(value),
            Token::Enum(items) => {
                let mut member = Member::open(items, self.depth)?;
                let value = member.value()?.boolean();
                member.close(value)
            }
            token => Err(token.mismatch("bool")),
        }
    }

    pub(super) fn none(self) -> Result<(), Error> {
        match self.source.read()? {
            Token::None => Ok(()),
            Token::Enum(items) => {
                let mut member = Member::open(items, self.depth)?;
                let value = member.value()?.none();
                member.close(value)
            }
            token => Err(token.mismatch("None")),
        }
    }

    /// Passes over whatever is there.
    #[inline]
    pub(super) fn skip(self) -> Result<(), Error> {
        self.source.skip(self.depth)
    }

    /// Reads a sequence: of exactly `length` elements, if given.
    pub(super) fn sequence<V: Visitor<'de>>(
        mut self,
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
        let is_set_by_list = is_set && self.source.has_lists_for_sets();
        if length.is_none()
            && let Some(value) = bulk::elements::<V, S>(&mut self.source)
        {
            return value;
        }
        match self.source.read()? {
            Token::List(items) if is_set_by_list => Elements::of_list(items, self.depth).visit(visitor),
            Token::List(items) | Token::Tuple(items) if !is_set => {
                check(items.count())?;
                match bulk::packed::<V>(&items) {
                    Some(value) => limits::descend(self.depth).map(|_| value),
                    None => Elements::of_list(items, self.depth).visit(visitor),
                }
            }
            Token::Bytes(bytes) if !is_set && shape != Some(Shape::Tuple) => {
                check(bytes.len())?;
                match bulk::collected::<V>(&bytes) {
                    Some(value) => Ok(value),
                    None => ByteElements::new(&bytes).visit(visitor),
                }
            }
            Token::NamedTuple(pairs) if !is_set => {
                check(pairs.count())?;
                Elements::of_list(pairs.into_values(), self.depth).visit(visitor)
            }
            // A sequence of a type that is not known may be a set.
            Token::Set(items) if is_set || shape.is_none() => {
                Elements::of_set(items, self.depth).visit(visitor)
            }
            #[cfg(feature = "chrono")]
            Token::Standard(payload) if standard::is_seconds::<V::Value>() => {
                visitor.visit_seq(standard::Seconds::of(&payload)?)
            }
            Token::Enum(items) => {
                let mut member = Member::open(items, self.depth)?;
                let value = member.value()?.sequence(length, visitor);
                member.close(value)
            }
            #[cfg(feature = "chrono")]
            token if standard::is_seconds::<V::Value>() => Err(token.mismatch("datetime.timedelta")),
            token => Err(match (shape.unwrap_or(Shape::List).word(), length) {
                (word, None) => token.mismatch(word),
                (word, Some(length)) => token.mismatch(format_args!("{word} of length {length}")),
            }),
        }
    }

    /// Reads a dict, or a named tuple where a record is wanted.
    pub(super) fn mapping<V: Visitor<'de>>(
        self,
        expected: fmt::Arguments<'_>,
        is_record: bool,
        visitor: V,
    ) -> Result<V::Value, Error> {
        match self.source.read()? {
            Token::Dict(pairs) => Entries::new(pairs, self.depth).visit(visitor),
            Token::NamedTuple(pairs) if is_record => Entries::new(pairs, self.depth).visit(visitor),
            Token::Enum(items) => {
                let mut member = Member::open(items, self.depth)?;
                let value = member.value()?.mapping(expected, is_record, visitor);
                member.close(value)
            }
            token if is_record => Err(token.no_record(expected)),
            token => Err(token.mismatch(expected)),
        }
    }

    /// Reads an enum variant: its name, a dict of its name and content, or a member of a Python enum.
    pub(super) fn variant<V: Visitor<'de>>(
        self,
        name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        match self.source.read()? {
            Token::Text(variant) => visitor.visit_enum(enums::Name { variant, of: name, found: "str" }),
            Token::Dict(pairs) if pairs.count() == 1 => {
                visitor.visit_enum(enums::Entry { pairs: pairs.open(), depth: limits::descend(self.depth)? })
            }
            Token::Dict(pairs) => Err(Error::length("dict", 1, pairs.count())),
            Token::Enum(items) => {
                let variant = member::variant(items, self.depth, variants)?;
                visitor.visit_enum(enums::Name { variant, of: name, found: "enum" })
            }
            token => Err(token.mismatch(format_args!("str or dict ({name})"))),
        }
    }

    /// Reads any value for a visitor that knows tuples and sets as variants.
    pub(super) fn value<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        let sequence = |shape, elements| enums::Sequence::new(shape, elements);
        match self.source.plain()? {
            Token::Tuple(items) => {
                visitor.visit_enum(sequence(names::TUPLE, Elements::of_list(items, self.depth)))
            }
            Token::NamedTuple(pairs) => {
                let elements = Elements::of_list(pairs.into_values(), self.depth);
                visitor.visit_enum(sequence(names::TUPLE, elements))
            }
            Token::Set(items) => {
                visitor.visit_enum(sequence(names::SET, Elements::of_set(items, self.depth)))
            }
            Token::Enum(items) => {
                let mut member = Member::open(items, self.depth)?;
                let value = member.value()?.value(visitor);
                member.close(value)
            }
            token => visitor.visit_newtype_struct(Found { token, depth: self.depth }),
        }
    }
}

#[cold]
fn not_made(expected: &str) -> Error {
    let what = "an instance whose '__init__' did not call super().__init__()";
    Error::new(FailureKind::Type, format!("expected {expected}, got {what}"))
}
