//! Msgpack as the decoder reads it.

use std::borrow::Cow;
use std::{ptr, str};

use gopylink_abi::wire;
use rmp::Marker;

use super::extension::instance;
use super::input::{Header, Input, malformed};
use crate::codec::array::{Access, Opened};
use crate::codec::decode::{self, Int, Token};
use crate::codec::direct::{Element, NoRecord};
use crate::codec::error::Error;
use crate::codec::instance::Instance;

impl<'a, 'de> decode::Source<'de> for &'a mut Input<'de> {
    type Text = &'de str;
    type Bytes = &'de [u8];
    type Items = Items<'a, 'de>;
    type Pairs = Pairs<'a, 'de>;
    type Record = NoRecord;

    const ARRAYS_BECOME_LISTS: bool = true;

    #[inline]
    fn has_lists_for_sets(&self) -> bool {
        self.1
    }

    #[inline]
    fn read(self) -> Result<Token<'de, Self>, Error> {
        Ok(match self.header()? {
            Header::Nil => Token::None,
            Header::Bool(value) => Token::Bool(value),
            Header::Unsigned(value) => Token::Unsigned(value),
            Header::Signed(value) => Token::signed(value),
            Header::Float(value) => Token::Float(value),
            Header::Text(text) => Token::Text(text),
            Header::Bytes(bytes) => Token::Bytes(bytes),
            Header::Array(count) => Token::List(Items {
                input: self,
                count,
                is_named: false,
                rest: None,
                name: None,
                is_array: false,
            }),
            Header::Map(count) => {
                Token::Dict(Pairs { input: self, count, key: Input::of(&[]), rest: None, name: None })
            }
            Header::Extension(kind, length) => self.extension(kind, length)?,
        })
    }

    #[inline]
    fn plain(self) -> Result<Token<'de, Self>, Error> {
        // The markers of extensions whose length is said.
        match self.0.first() {
            Some(0xc7..=0xc9) => self.plain_extension(),
            _ => self.read(),
        }
    }

    fn indexed(self) -> Result<Token<'de, Self>, Error> {
        match self.0.first() {
            Some(0xc7..=0xc9) => self.indexed_extension(),
            _ => self.read(),
        }
    }

    #[inline(always)]
    fn small_int(&mut self) -> Option<i64> {
        let (&small @ 0..=0x7f, rest) = self.0.split_first()? else { return None };
        self.0 = rest;
        Some(small.into())
    }

    #[inline(always)]
    fn int<T: Int>(&mut self, name: &'static str) -> Option<Result<T, Error>> {
        // The markers of 8, 16 and 32 bits without sign.
        let (value, rest) = match self.0 {
            [0xcc, value, rest @ ..] => (u64::from(*value), rest),
            [0xcd, a, b, rest @ ..] => (u16::from_be_bytes([*a, *b]).into(), rest),
            [0xce, a, b, c, d, rest @ ..] => (u32::from_be_bytes([*a, *b, *c, *d]).into(), rest),
            _ => return None,
        };
        self.0 = rest;
        Some(T::fit(value, name))
    }

    #[inline(always)]
    fn float(&mut self) -> Option<f64> {
        // The marker of 64 bits.
        let [0xcb, rest @ ..] = self.0 else { return None };
        let (bytes, rest) = rest.split_first_chunk()?;
        self.0 = rest;
        Some(f64::from_be_bytes(*bytes))
    }

    #[inline(always)]
    fn boolean(&mut self) -> Option<bool> {
        let (&marker @ 0xc2..=0xc3, rest) = self.0.split_first()? else { return None };
        self.0 = rest;
        Some(marker == Marker::True.to_u8())
    }

    #[inline(always)]
    fn text(self) -> Result<&'de str, Self> {
        // The markers of up to 31 bytes.
        if let Some((marker @ 0xa0..=0xbf, rest)) = self.0.split_first()
            && let Some((text, rest)) = rest.split_at_checked(usize::from(marker & 0x1f))
            && let Ok(text) = str::from_utf8(text)
        {
            self.0 = rest;
            return Ok(text);
        }
        self.long_text().ok_or(self)
    }

    fn array(self, _: Access) -> Result<Result<Opened<'de>, Error>, Self> {
        self.opened().ok_or(self)
    }

    fn instance(&mut self) -> Option<Instance<'de>> {
        let mut input = **self;
        let Ok(Header::Extension(wire::INSTANCE, length)) = input.header() else { return None };
        let (class, place, name) = instance(input.take(length).ok()?)?;
        **self = input;
        let (class, place) = (ptr::with_exposed_provenance(class), ptr::with_exposed_provenance_mut(place));
        Some(Instance::new(class, place, Some(name)))
    }

    #[inline(always)]
    fn none(&mut self) -> bool {
        match self.0.split_first() {
            Some((&byte, rest)) if byte == Marker::Null.to_u8() => {
                self.0 = rest;
                true
            }
            _ => false,
        }
    }

    #[inline(always)]
    fn skip(self, _: usize) -> Result<(), Error> {
        Input::skip(self)
    }
}

impl<'de> Input<'de> {
    fn long_text(&mut self) -> Option<&'de str> {
        let mut input = *self;
        match input.header() {
            Ok(Header::Text(text)) => {
                *self = input;
                Some(text)
            }
            _ => None,
        }
    }

    /// Checks that an extension ends where it said.
    #[inline]
    pub(super) fn end(&self, rest: Option<usize>) -> Result<(), Error> {
        match rest {
            Some(rest) if rest != self.0.len() => Err(malformed("an extension of the wrong length")),
            _ => Ok(()),
        }
    }
}

/// The items of an array, or the values of a map.
pub(in crate::codec) struct Items<'a, 'de> {
    pub(super) input: &'a mut Input<'de>,
    pub(super) count: usize,
    /// Whether there is a name before each item.
    pub(super) is_named: bool,
    /// How much input there is behind, in an extension.
    pub(super) rest: Option<usize>,
    /// The name of the type, where that is none of Python's own.
    pub(super) name: Option<&'de str>,
    /// Whether it was an array.
    pub(super) is_array: bool,
}

impl<'de> decode::Items<'de> for Items<'_, 'de> {
    type Open = Self;

    #[inline]
    fn count(&self) -> usize {
        self.count
    }

    #[inline]
    fn type_name(&self) -> Option<Cow<'_, str>> {
        self.name.map(Cow::Borrowed)
    }

    #[inline]
    fn is_array(&self) -> bool {
        self.is_array
    }

    #[inline]
    fn pack<E: Element>(&self) -> Option<Vec<E>> {
        None
    }

    #[inline]
    fn open(self) -> Self {
        self
    }
}

impl<'de> decode::OpenItems<'de> for Items<'_, 'de> {
    type Item<'i>
        = &'i mut Input<'de>
    where
        Self: 'i;

    #[inline]
    fn next(&mut self, _: usize) -> Result<&mut Input<'de>, Error> {
        if self.is_named {
            self.input.skip()?;
        }
        Ok(self.input)
    }

    #[inline]
    fn end(&mut self) -> Result<(), Error> {
        self.input.end(self.rest)
    }
}

/// The entries of a map.
pub(in crate::codec) struct Pairs<'a, 'de> {
    pub(super) input: &'a mut Input<'de>,
    pub(super) count: usize,
    /// The input from the key of the current entry on.
    pub(super) key: Input<'de>,
    /// How much input there is behind, in an extension.
    pub(super) rest: Option<usize>,
    /// The name of the type, where that is none of Python's own.
    pub(super) name: Option<&'de str>,
}

impl<'a, 'de> decode::Pairs<'de> for Pairs<'a, 'de> {
    type Open = Self;
    type Values = Items<'a, 'de>;

    #[inline]
    fn count(&self) -> usize {
        self.count
    }

    #[inline]
    fn type_name(&self) -> Option<Cow<'_, str>> {
        self.name.map(Cow::Borrowed)
    }

    #[inline]
    fn into_values(self) -> Items<'a, 'de> {
        Items {
            input: self.input,
            count: self.count,
            is_named: true,
            rest: self.rest,
            name: self.name,
            is_array: false,
        }
    }

    #[inline]
    fn open(self) -> Self {
        self
    }
}

impl<'de> decode::OpenPairs<'de> for Pairs<'_, 'de> {
    type Key<'p>
        = &'p mut Input<'de>
    where
        Self: 'p;
    type Value<'p>
        = &'p mut Input<'de>
    where
        Self: 'p;

    #[inline]
    fn key(&mut self, _: usize) -> Result<&mut Input<'de>, Error> {
        self.key = *self.input;
        Ok(self.input)
    }

    #[inline]
    fn value(&mut self) -> Result<(&mut Input<'de>, &mut Input<'de>), Error> {
        Ok((self.input, &mut self.key))
    }

    #[inline]
    fn end(&mut self) -> Result<(), Error> {
        self.input.end(self.rest)
    }
}
