//! Opening arrays.

use serde::de::Visitor;

use super::Decoder;
use super::source::{Items as _, Source, Token};
use crate::codec::array::{Access, Arrived};
use crate::codec::error::Error;
use crate::codec::words;

/// Why a value inside `depth` containers is not the array that was asked for.
#[cold]
fn no_array<'de, S: Source<'de>>(token: &Token<'de, S>, depth: usize, expected: String) -> Error {
    let passed = "as which the msgpack lane passes arrays in dicts and records";
    match token {
        Token::List(items) if items.is_array() && depth > 0 => {
            let passed = "which the msgpack lane passes as a list in dicts and records";
            Error::mismatch(expected, format_args!("{}, {passed}", token.word()))
        }
        Token::Bytes(_) if S::ARRAYS_BECOME_LISTS && depth > 0 => {
            Error::mismatch(expected, format_args!("bytes, {passed}"))
        }
        // As which it passes no others.
        Token::Bytes(bytes) if S::ARRAYS_BECOME_LISTS => {
            let shape = bytes.len();
            Error::mismatch(expected, format_args!("a non-contiguous array of u8, shape ({shape},)"))
        }
        token => token.mismatch(expected),
    }
}

impl<'de, S: Source<'de>> Decoder<S> {
    /// Opens an array.
    #[inline]
    pub(super) fn array<V: Visitor<'de>>(self, access: Access, visitor: V) -> Result<V::Value, Error> {
        match self.source.array(access) {
            Ok(opened) => visitor.visit_newtype_struct(Arrived(opened?)),
            Err(source) if access == Access::Bytes => Decoder { source, ..self }.bytes(true, visitor),
            Err(source) => Err(no_array::<S>(&source.read()?, self.depth, words::expected(&visitor))),
        }
    }
}
