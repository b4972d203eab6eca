//! Reading msgpack one value or header at a time.

use gopylink_abi::wire;
use rmp::Marker;

use crate::codec::error::Error;

/// What is left to be read.
#[derive(Clone, Copy)]
pub(in crate::codec) struct Input<'de>(
    pub(in crate::codec) &'de [u8],
    /// Whether lists stand for sets too, as clients of the GoPyLink protocol write them.
    pub(super) bool,
);

/// A scalar, or the header of a container.
#[derive(Clone, Copy, Debug)]
pub(super) enum Header<'de> {
    Nil,
    Bool(bool),
    Unsigned(u64),
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

impl<'de> Input<'de> {
    /// What is in our wire form.
    #[inline]
    pub(in crate::codec) fn of(bytes: &'de [u8]) -> Self {
        Self(bytes, false)
    }

    /// Reads a scalar or a header. The lengths in it are no larger than what is left of the input.
    pub(super) fn header(&mut self) -> Result<Header<'de>, Error> {
        Ok(match Marker::from_u8(self.array::<1>()?[0]) {
            Marker::FixPos(value) => Header::Unsigned(value.into()),
            Marker::FixNeg(value) => Header::Signed(value.into()),
            Marker::Null => Header::Nil,
            Marker::True => Header::Bool(true),
            Marker::False => Header::Bool(false),
            Marker::U8 => Header::Unsigned(self.array::<1>()?[0].into()),
            Marker::U16 => Header::Unsigned(u16::from_be_bytes(self.array()?).into()),
            Marker::U32 => Header::Unsigned(u32::from_be_bytes(self.array()?).into()),
            Marker::U64 => Header::Unsigned(u64::from_be_bytes(self.array()?)),
            Marker::I8 => Header::Signed(i8::from_be_bytes(self.array()?).into()),
            Marker::I16 => Header::Signed(i16::from_be_bytes(self.array()?).into()),
            Marker::I32 => Header::Signed(i32::from_be_bytes(self.array()?).into()),
            Marker::I64 => Header::Signed(i64::from_be_bytes(self.array()?)),
            Marker::F32 => Header::Float(f32::from_be_bytes(self.array()?).into()),
            Marker::F64 => Header::Float(f64::from_be_bytes(self.array()?)),
            Marker::FixStr(length) => self.text_header(length.into())?,
            Marker::Str8 => self.read_length::<1>().and_then(|length| self.text_header(length))?,
            Marker::Str16 => self.read_length::<2>().and_then(|length| self.text_header(length))?,
            Marker::Str32 => self.read_length::<4>().and_then(|length| self.text_header(length))?,
            Marker::Bin8 => {
                self.read_length::<1>().and_then(|length| self.take(length)).map(Header::Bytes)?
            }
            Marker::Bin16 => {
                self.read_length::<2>().and_then(|length| self.take(length)).map(Header::Bytes)?
            }
            Marker::Bin32 => {
                self.read_length::<4>().and_then(|length| self.take(length)).map(Header::Bytes)?
            }
            Marker::FixArray(count) => Header::Array(self.possible(count.into(), 1)?),
            Marker::Array16 => {
                self.read_length::<2>().and_then(|count| self.possible(count, 1)).map(Header::Array)?
            }
            Marker::Array32 => {
                self.read_length::<4>().and_then(|count| self.possible(count, 1)).map(Header::Array)?
            }
            Marker::FixMap(count) => Header::Map(self.possible(count.into(), 2)?),
            Marker::Map16 => {
                self.read_length::<2>().and_then(|count| self.possible(count, 2)).map(Header::Map)?
            }
            Marker::Map32 => {
                self.read_length::<4>().and_then(|count| self.possible(count, 2)).map(Header::Map)?
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
        let (taken, rest) = self.0.split_at_checked(count).ok_or_else(|| malformed("truncated"))?;
        self.0 = rest;
        Ok(taken)
    }

    #[inline]
    fn array<const N: usize>(&mut self) -> Result<[u8; N], Error> {
        let (taken, rest) = self.0.split_first_chunk::<N>().ok_or_else(|| malformed("truncated"))?;
        self.0 = rest;
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
        if count > self.0.len() / least { Err(malformed("truncated")) } else { Ok(count) }
    }

    #[inline]
    fn text_header(&mut self, length: usize) -> Result<Header<'de>, Error> {
        let bytes = self.take(length)?;
        std::str::from_utf8(bytes).map(Header::Text).map_err(|_| malformed("text that is not UTF-8"))
    }

    fn extension_header(&mut self, length: usize) -> Result<Header<'de>, Error> {
        let kind = i8::from_be_bytes(self.array()?);
        Ok(Header::Extension(kind, self.possible(length, 1)?))
    }

    /// Reads the header of an array.
    #[inline]
    pub(super) fn array_header(&mut self) -> Result<usize, Error> {
        // The markers of up to 15 elements: there is one at the front of the arguments of each call.
        if let Some((&marker @ 0x90..=0x9f, rest)) = self.0.split_first() {
            self.0 = rest;
            return self.possible(usize::from(marker & 0x0f), 1);
        }
        match self.header()? {
            Header::Array(count) => Ok(count),
            _ => Err(malformed("expected an array")),
        }
    }

    /// Whether the sign of an argument that was left out comes next; if so, it is read.
    #[inline]
    pub(super) fn absent(&mut self) -> bool {
        // The marker of an extension, whose length is zero.
        const SIGN: [u8; 3] = [0xc7, 0, wire::ABSENT.to_be_bytes()[0]];
        match self.0.strip_prefix(&SIGN) {
            Some(rest) => {
                self.0 = rest;
                true
            }
            None => false,
        }
    }

    /// Reads the header of a map.
    pub(super) fn map_header(&mut self) -> Result<usize, Error> {
        match self.header()? {
            Header::Map(count) => Ok(count),
            _ => Err(malformed("expected a map")),
        }
    }

    /// Passes over one value, however deep.
    pub(super) fn skip(&mut self) -> Result<(), Error> {
        let mut left = 1_usize;
        while left > 0 {
            left -= 1;
            match self.header()? {
                // Cannot overflow: each count is at most the length of the input, and its elements consume it.
                Header::Array(count) => left += count,
                Header::Map(count) => left += 2 * count,
                Header::Extension(_, length) => {
                    self.take(length)?;
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// Checks that nothing is left.
    #[inline]
    pub(super) fn finish(self) -> Result<(), Error> {
        if self.0.is_empty() { Ok(()) } else { Err(malformed("bytes are left over")) }
    }
}
