//! What msgpack has no type for, as the decoder reads it.

use std::str;

use gopylink_abi::wire;

use super::input::{Header, Input, malformed};
use super::source::{Items, Pairs};
use crate::codec::decode::{self, Token};
use crate::codec::error::Error;

impl<'de> Input<'de> {
    /// Reads the beginning of an extension's payload.
    pub(super) fn extension<'a>(
        &'a mut self,
        kind: i8,
        length: usize,
    ) -> Result<Token<'de, &'a mut Self>, Error> {
        let rest = Some(self.0.len() - length);
        let text = |bytes| str::from_utf8(bytes).map_err(|_| malformed("a type name that is not UTF-8"));
        Ok(match kind {
            wire::INT => Token::Big(self.take(length)?),
            // Where no array was asked for, although the description of the parameter says so.
            wire::ARRAY => {
                self.take(length)?;
                Token::Opaque("array")
            }
            wire::STANDARD => Token::Standard(self.take(length)?),
            wire::OPAQUE => Token::Opaque(text(self.take(length)?)?),
            // Where none was asked for.
            wire::INSTANCE => {
                let (_, _, name) =
                    instance(self.take(length)?).ok_or_else(|| malformed("an instance that is none"))?;
                Token::Opaque(name)
            }
            wire::NAMED_TUPLE => {
                let count = self.map_header()?;
                Token::NamedTuple(Pairs { input: self, count, key: Input::of(&[]), rest, name: None })
            }
            wire::TUPLE | wire::SET | wire::ENUM => {
                let count = self.array_header()?;
                let items = Items { input: self, count, is_named: false, rest, name: None, is_array: false };
                match kind {
                    wire::TUPLE => Token::Tuple(items),
                    wire::SET => Token::Set(items),
                    _ if count == 2 => Token::Enum(items),
                    _ => return Err(malformed("an enum member of the wrong length")),
                }
            }
            wire::CLASS => return self.of_class(rest),
            wire::OTHERWISE | wire::NAMED => {
                let named = self.named()?;
                if named.is_more {
                    return self.with_name(&named);
                }
                Token::Instance(named.name)
            }
            _ => return Err(malformed(&format!("an extension of unknown type {kind}"))),
        })
    }

    /// Reads the beginning of a value of a class, as this side writes it. The reader knows what it wants.
    fn of_class<'a>(&'a mut self, rest: Option<usize>) -> Result<Token<'de, &'a mut Self>, Error> {
        if self.array_header()? != 2 {
            return Err(malformed("a value of a class of the wrong length"));
        }
        self.skip()?;
        match self.header()? {
            Header::Map(count) => {
                Ok(Token::Dict(Pairs { input: self, count, key: Input::of(&[]), rest, name: None }))
            }
            Header::Text(member) => {
                self.end(rest)?;
                Ok(Token::Text(member))
            }
            _ => Err(malformed("a value of a class that is neither fields nor a member")),
        }
    }

    #[cold]
    pub(super) fn plain_extension<'a>(&'a mut self) -> Result<Token<'de, &'a mut Self>, Error> {
        let mut input = *self;
        if let Header::Extension(wire::OTHERWISE, length) = input.header()? {
            let named = Input::of(input.take(length)?).named()?;
            *self = input;
            return Ok(Token::Instance(named.name));
        }
        decode::Source::read(self)
    }

    #[cold]
    pub(super) fn indexed_extension<'a>(&'a mut self) -> Result<Token<'de, &'a mut Self>, Error> {
        let mut input = *self;
        if let Header::Extension(wire::OTHERWISE | wire::NAMED, length) = input.header()? {
            let named = Input::of(input.take(length)?).named()?;
            let number = match named.index {
                Header::Unsigned(value) => Some(Token::Unsigned(value)),
                Header::Signed(value) => Some(Token::signed(value)),
                Header::Bytes(big) => Some(Token::Big(big)),
                Header::Text(text) => Some(Token::Opaque(text)),
                _ => None,
            };
            if let Some(number) = number {
                *self = input;
                return Ok(number);
            }
        }
        decode::Source::read(self)
    }

    /// Reads the beginning of an object with the name of its type.
    fn named(&mut self) -> Result<Named<'de>, Error> {
        let count = self.array_header()?;
        let Header::Text(name) = self.header()? else {
            return Err(malformed("an object with the name of its type that has none"));
        };
        let index = match count {
            1 => Header::Nil,
            3 => match self.header()? {
                Header::Extension(wire::INT, length) => Header::Bytes(self.take(length)?),
                index @ (Header::Nil
                | Header::Bool(true)
                | Header::Unsigned(_)
                | Header::Signed(_)
                | Header::Text(_)) => index,
                _ => return Err(malformed("an object with an index that is no integer")),
            },
            _ => return Err(malformed("an object with the name of its type of the wrong length")),
        };
        Ok(Named { name, index, is_more: count == 3 })
    }

    /// Reads the beginning of an object whose type has this name. It is not another such, which could go on for longer than
    /// the stack is.
    fn with_name<'a>(&'a mut self, named: &Named<'de>) -> Result<Token<'de, &'a mut Self>, Error> {
        let mut input = *self;
        if let Header::Extension(wire::OTHERWISE | wire::NAMED, _) = input.header()? {
            return Err(malformed("an object with two names"));
        }
        let name = Some(named.name);
        let is_array = matches!(named.index, Header::Bool(true));
        Ok(match decode::Source::read(self)? {
            Token::List(items) => Token::List(Items { name, is_array, ..items }),
            Token::Tuple(items) => Token::Tuple(Items { name, ..items }),
            Token::Set(items) => Token::Set(Items { name, ..items }),
            Token::Dict(pairs) => Token::Dict(Pairs { name, ..pairs }),
            Token::NamedTuple(pairs) => Token::NamedTuple(Pairs { name, ..pairs }),
            token => token,
        })
    }
}

/// The beginning of an object with the name of its type.
struct Named<'de> {
    name: &'de str,
    /// The integer that the object may be read as, by its bytes if it is beyond 64 bits; nil if there is none; text if it
    /// could not be asked; true of an array.
    index: Header<'de>,
    /// Whether what it is read as comes next.
    is_more: bool,
}

/// The class, the place and the name of the type that the payload of an instance says.
pub(super) fn instance(payload: &[u8]) -> Option<(usize, usize, &str)> {
    let (class, payload) = payload.split_first_chunk::<8>()?;
    let (place, name) = payload.split_first_chunk::<8>()?;
    let address = |bytes: &[u8; 8]| usize::try_from(u64::from_ne_bytes(*bytes)).ok();
    Some((address(class)?, address(place)?, str::from_utf8(name).ok()?))
}
