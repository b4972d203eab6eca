//! Reading msgpack one value or header at a time.

use gopylink_abi::wire;
use rmp::Marker;

use super::decode::Decoder;
use crate::codec::error::Error;

/// A scalar, or the header of a container.
#[derive(Clone, Copy, Debug)]
pub(super) enum Token<'de> {
    Nil,
    Bool(bool),
    Unsigned(u64),
    /// A negative integer.
    Signed(i64),
    Float(f64),
    Text(&'de str),
    Bytes(&'de [u8]),
    /// How many elements follow.
    Array(usize),
    /// How many pairs follow.
    Map(usize),
    /// An extension's type, and how many bytes of payload follow.
    Extension(i8, usize),
}

#[cold]
pub(super) fn malformed(what: &str) -> Error {
    Error::internal(format!("malformed msgpack: {what}"))
}

impl<'de> Decoder<'de> {
    /// Reads a scalar or a header. The lengths in it are no larger than what is left of the input.
    pub(super) fn token(&mut self) -> Result<Token<'de>, Error> {
        Ok(match Marker::from_u8(self.array::<1>()?[0]) {
            Marker::FixPos(value) => Token::Unsigned(value.into()),
            Marker::FixNeg(value) => Token::Signed(value.into()),
            Marker::Null => Token::Nil,
            Marker::True => Token::Bool(true),
            Marker::False => Token::Bool(false),
            Marker::U8 => Token::Unsigned(self.array::<1>()?[0].into()),
            Marker::U16 => Token::Unsigned(u16::from_be_bytes(self.array()?).into()),
            Marker::U32 => Token::Unsigned(u32::from_be_bytes(self.array()?).into()),
            Marker::U64 => Token::Unsigned(u64::from_be_bytes(self.array()?)),
            Marker::I8 => signed(i8::from_be_bytes(self.array()?).into()),
            Marker::I16 => signed(i16::from_be_bytes(self.array()?).into()),
            Marker::I32 => signed(i32::from_be_bytes(self.array()?).into()),
            Marker::I64 => signed(i64::from_be_bytes(self.array()?)),
            Marker::F32 => Token::Float(f32::from_be_bytes(self.array()?).into()),
            Marker::F64 => Token::Float(f64::from_be_bytes(self.array()?)),
            Marker::FixStr(length) => self.text_token(length.into())?,
            Marker::Str8 => self.read_length::<1>().and_then(|length| self.text_token(length))?,
            Marker::Str16 => self.read_length::<2>().and_then(|length| self.text_token(length))?,
            Marker::Str32 => self.read_length::<4>().and_then(|length| self.text_token(length))?,
            Marker::Bin8 => self.read_length::<1>().and_then(|length| self.take(length)).map(Token::Bytes)?,
            Marker::Bin16 => {
                self.read_length::<2>().and_then(|length| self.take(length)).map(Token::Bytes)?
            }
            Marker::Bin32 => {
                self.read_length::<4>().and_then(|length| self.take(length)).map(Token::Bytes)?
            }
            Marker::FixArray(count) => Token::Array(self.possible(count.into(), 1)?),
            Marker::Array16 => {
                self.read_length::<2>().and_then(|count| self.possible(count, 1)).map(Token::Array)?
            }
            Marker::Array32 => {
                self.read_length::<4>().and_then(|count| self.possible(count, 1)).map(Token::Array)?
            }
            Marker::FixMap(count) => Token::Map(self.possible(count.into(), 2)?),
            Marker::Map16 => {
                self.read_length::<2>().and_then(|count| self.possible(count, 2)).map(Token::Map)?
            }
            Marker::Map32 => {
                self.read_length::<4>().and_then(|count| self.possible(count, 2)).map(Token::Map)?
            }
            Marker::FixExt1 => self.extension_header(1)?,
            Marker::FixExt2 => self.extension_header(2)?,
            Marker::FixExt4 => self.extension_header(4)?,
            Marker::FixExt8 => self.extension_header(8)?,
            Marker::FixExt16 => self.extension_header(16)?,
            Marker::Ext8 => self.read_length::<1>().and_then(|length| self.extension_header(length))?,
            Marker::Ext16 => self.read_length::<2>().and_then(|length| self.extension_header(length))?,
            Marker::Ext32 => self.read_length::<4>().and_then(|length| self.extension_header(length))?,
            Marker::Reserved => return Err(malformed("a reserved marker")),
        })
    }

    /// The next bytes.
    #[inline]
    pub(super) fn take(&mut self, count: usize) -> Result<&'de [u8], Error> {
        let (taken, rest) = self.input.split_at_checked(count).ok_or_else(|| malformed("truncated"))?;
        self.input = rest;
        Ok(taken)
    }

    #[inline]
    fn array<const N: usize>(&mut self) -> Result<[u8; N], Error> {
        let (taken, rest) = self.input.split_first_chunk::<N>().ok_or_else(|| malformed("truncated"))?;
        self.input = rest;
        Ok(*taken)
    }

    /// A length of `N` bytes, at most 4.
    #[inline]
    fn read_length<const N: usize>(&mut self) -> Result<usize, Error> {
        let length = self.array::<N>()?.iter().fold(0_u32, |length, &byte| length << 8 | u32::from(byte));
        usize::try_from(length).map_err(|_| malformed("a length beyond the address space"))
    }

    /// Checks a count of elements, each of which takes at least `least` bytes.
    #[inline]
    fn possible(&self, count: usize, least: usize) -> Result<usize, Error> {
        if count > self.input.len() / least { Err(malformed("truncated")) } else { Ok(count) }
    }

    #[inline]
    fn text_token(&mut self, length: usize) -> Result<Token<'de>, Error> {
        let bytes = self.take(length)?;
        std::str::from_utf8(bytes).map(Token::Text).map_err(|_| malformed("text that is not UTF-8"))
    }

    fn extension_header(&mut self, length: usize) -> Result<Token<'de>, Error> {
        let kind = i8::from_be_bytes(self.array()?);
        Ok(Token::Extension(kind, self.possible(length, 1)?))
    }

    /// Reads the header of an array.
    pub(super) fn array_header(&mut self) -> Result<usize, Error> {
        match self.token()? {
            Token::Array(count) => Ok(count),
            _ => Err(malformed("expected an array")),
        }
    }

    /// Reads the header of a map.
    pub(super) fn map_header(&mut self) -> Result<usize, Error> {
        match self.token()? {
            Token::Map(count) => Ok(count),
            _ => Err(malformed("expected a map")),
        }
    }

    /// Passes over one value, however deep.
    pub(super) fn skip(&mut self) -> Result<(), Error> {
        let mut left = 1_usize;
        while left > 0 {
            left -= 1;
            match self.token()? {
                // Cannot overflow: each count is at most the length of the input, and its elements consume it.
                Token::Array(count) => left += count,
                Token::Map(count) => left += 2 * count,
                Token::Extension(_, length) => {
                    self.take(length)?;
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// The error that `token`, just read, is not what was expected.
    #[cold]
    pub(super) fn mismatch(&self, expected: impl std::fmt::Display, token: Token<'de>) -> Error {
        let found = match token {
            Token::Nil => "None",
            Token::Bool(_) => "bool",
            Token::Unsigned(_) | Token::Signed(_) | Token::Extension(wire::INT, _) => "int",
            Token::Float(_) => "float",
            Token::Text(_) => "str",
            Token::Bytes(_) => "bytes",
            Token::Array(_) => "list",
            Token::Map(_) => "dict",
            Token::Extension(wire::TUPLE | wire::NAMED_TUPLE, _) => "tuple",
            Token::Extension(wire::SET, _) => "set",
            Token::Extension(wire::ENUM, _) => "enum",
            Token::Extension(wire::OPAQUE, length) => {
                return self.opaque(length, |name| Error::mismatch(expected, name));
            }
            Token::Extension(kind, _) => return malformed(&format!("an extension of unknown type {kind}")),
        };
        Error::mismatch(expected, found)
    }

    /// The error about an object whose type name is the next `length` bytes.
    #[cold]
    pub(super) fn opaque(&self, length: usize, error: impl FnOnce(&str) -> Error) -> Error {
        match self.input.get(..length).map(std::str::from_utf8) {
            Some(Ok(name)) => error(name),
            _ => malformed("a type name that is not UTF-8"),
        }
    }
}

#[inline]
fn signed<'de>(value: i64) -> Token<'de> {
    u64::try_from(value).map_or(Token::Signed(value), Token::Unsigned)
}
