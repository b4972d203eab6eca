//! Values that need no object, and so no leave to use Python.

use std::borrow::Cow;

use gopylink_abi::direct::{Outcome, token};

use super::objects::Element;
use crate::codec::decode::{self, Int, Token};
use crate::codec::error::Error;

/// A value that needs no object.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Scalar {
    None,
    Bool(bool),
    Signed(i64),
    Float(f64),
}

impl From<Outcome> for Scalar {
    /// Of an outcome that is a scalar.
    #[inline]
    fn from(Outcome { kind, value }: Outcome) -> Self {
        const BOOL: u64 = token::BOOL as u64;
        const SIGNED: u64 = token::SIGNED as u64;
        const FLOAT: u64 = token::FLOAT as u64;
        match kind {
            SIGNED => Self::Signed(value.cast_signed()),
            FLOAT => Self::Float(f64::from_bits(value)),
            BOOL => Self::Bool(value != 0),
            _ => Self::None,
        }
    }
}

impl<'de> decode::Source<'de> for Scalar {
    type Text = &'de str;
    type Bytes = &'de [u8];
    type Items = Never;
    type Pairs = Never;
    type Record = NoRecord;

    #[inline]
    fn read(self) -> Result<Token<'de, Self>, Error> {
        Ok(match self {
            Self::None => Token::None,
            Self::Bool(value) => Token::Bool(value),
            Self::Signed(value) => Token::signed(value),
            Self::Float(value) => Token::Float(value),
        })
    }

    #[inline]
    fn small_int(&mut self) -> Option<i64> {
        if let Self::Signed(value) = self { Some(*value) } else { None }
    }

    fn int<T: Int>(&mut self, _: &'static str) -> Option<Result<T, Error>> {
        None
    }

    #[inline]
    fn float(&mut self) -> Option<f64> {
        if let Self::Float(value) = self { Some(*value) } else { None }
    }

    #[inline]
    fn boolean(&mut self) -> Option<bool> {
        if let Self::Bool(value) = self { Some(*value) } else { None }
    }

    fn text(self) -> Result<&'de str, Self> {
        Err(self)
    }

    fn none(&mut self) -> bool {
        matches!(self, Self::None)
    }
}

/// A container, of which there is none here.
pub(crate) enum Never {}

impl<'de> decode::Items<'de> for Never {
    type Open = Self;

    fn count(&self) -> usize {
        match *self {}
    }

    fn type_name(&self) -> Option<Cow<'_, str>> {
        match *self {}
    }

    fn pack<E: Element>(&self) -> Option<Vec<E>> {
        match *self {}
    }

    fn open(self) -> Self {
        self
    }
}

impl<'de> decode::OpenItems<'de> for Never {
    type Item<'i> = Scalar;

    fn next(&mut self, _: usize) -> Result<Scalar, Error> {
        match *self {}
    }

    fn end(&mut self) -> Result<(), Error> {
        match *self {}
    }
}

impl<'de> decode::Pairs<'de> for Never {
    type Open = Self;
    type Values = Self;

    fn count(&self) -> usize {
        match *self {}
    }

    fn type_name(&self) -> Option<Cow<'_, str>> {
        match *self {}
    }

    fn into_values(self) -> Self {
        self
    }

    fn open(self) -> Self {
        self
    }
}

impl<'de> decode::OpenPairs<'de> for Never {
    type Key<'p> = Scalar;
    type Value<'p> = Scalar;

    fn key(&mut self, _: usize) -> Result<Scalar, Error> {
        match *self {}
    }

    fn value(&mut self) -> Result<(Scalar, Scalar), Error> {
        match *self {}
    }

    fn end(&mut self) -> Result<(), Error> {
        match *self {}
    }
}

/// The values of a record, of which there is none here.
#[derive(Default)]
pub(crate) struct NoRecord;

impl<'de> decode::Record<'de> for NoRecord {
    type Value<'v> = Scalar;

    #[cold]
    fn value(&mut self, _: usize) -> Result<Scalar, Error> {
        Err(Error::internal("a record has no values"))
    }
}
