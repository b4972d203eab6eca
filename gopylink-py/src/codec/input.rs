//! Reads msgpack out of a slice. Trusts no length: each is checked against the bytes that are left.

use pyo3::exceptions::PyRuntimeError;
use pyo3::prelude::*;
use rmp::Marker;

/// The bytes that are left to read.
pub(super) struct Input<'b>(&'b [u8]);

/// A msgpack value: scalars whole, containers by their length.
pub(super) enum Item<'b> {
    Nil,
    Bool(bool),
    Signed(i64),
    Unsigned(u64),
    Float(f64),
    Text(&'b [u8]),
    Bytes(&'b [u8]),
    Array(usize),
    Map(usize),
    Extension(i8, &'b [u8]),
}

impl<'b> Input<'b> {
    pub(super) fn new(bytes: &'b [u8]) -> Self {
        Self(bytes)
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    #[inline]
    pub(super) fn next(&mut self) -> PyResult<Item<'b>> {
        let [marker] = self.fixed()?;
        Ok(match Marker::from_u8(marker) {
            Marker::FixPos(value) => Item::Signed(value.into()),
            Marker::FixNeg(value) => Item::Signed(value.into()),
            Marker::Null => Item::Nil,
            Marker::True => Item::Bool(true),
            Marker::False => Item::Bool(false),
            Marker::U8 => Item::Unsigned(u8::from_be_bytes(self.fixed()?).into()),
            Marker::U16 => Item::Unsigned(u16::from_be_bytes(self.fixed()?).into()),
            Marker::U32 => Item::Unsigned(u32::from_be_bytes(self.fixed()?).into()),
            Marker::U64 => Item::Unsigned(u64::from_be_bytes(self.fixed()?)),
            Marker::I8 => Item::Signed(i8::from_be_bytes(self.fixed()?).into()),
            Marker::I16 => Item::Signed(i16::from_be_bytes(self.fixed()?).into()),
            Marker::I32 => Item::Signed(i32::from_be_bytes(self.fixed()?).into()),
            Marker::I64 => Item::Signed(i64::from_be_bytes(self.fixed()?)),
            Marker::F32 => Item::Float(f32::from_be_bytes(self.fixed()?).into()),
            Marker::F64 => Item::Float(f64::from_be_bytes(self.fixed()?)),
            Marker::FixStr(length) => Item::Text(self.take(length.into())?),
            Marker::Str8 => Item::Text(self.sized::<1>()?),
            Marker::Str16 => Item::Text(self.sized::<2>()?),
            Marker::Str32 => Item::Text(self.sized::<4>()?),
            Marker::Bin8 => Item::Bytes(self.sized::<1>()?),
            Marker::Bin16 => Item::Bytes(self.sized::<2>()?),
            Marker::Bin32 => Item::Bytes(self.sized::<4>()?),
            Marker::FixArray(length) => Item::Array(self.count(length.into(), 1)?),
            Marker::Array16 => Item::Array(self.counted::<2>(1)?),
            Marker::Array32 => Item::Array(self.counted::<4>(1)?),
            Marker::FixMap(length) => Item::Map(self.count(length.into(), 2)?),
            Marker::Map16 => Item::Map(self.counted::<2>(2)?),
            Marker::Map32 => Item::Map(self.counted::<4>(2)?),
            Marker::FixExt1 => self.extension(1)?,
            Marker::FixExt2 => self.extension(2)?,
            Marker::FixExt4 => self.extension(4)?,
            Marker::FixExt8 => self.extension(8)?,
            Marker::FixExt16 => self.extension(16)?,
            Marker::Ext8 => self.sized_extension::<1>()?,
            Marker::Ext16 => self.sized_extension::<2>()?,
            Marker::Ext32 => self.sized_extension::<4>()?,
            Marker::Reserved => return Err(malformed("a reserved byte")),
        })
    }

    /// The next value if it is text; otherwise reads nothing.
    #[inline]
    pub(super) fn next_text(&mut self) -> PyResult<Option<&'b [u8]>> {
        match self.0.first().map(|&marker| Marker::from_u8(marker)) {
            Some(Marker::FixStr(_) | Marker::Str8 | Marker::Str16 | Marker::Str32) => match self.next()? {
                Item::Text(text) => Ok(Some(text)),
                _ => Ok(None),
            },
            _ => Ok(None),
        }
    }

    fn take(&mut self, length: usize) -> PyResult<&'b [u8]> {
        let (taken, rest) = self.0.split_at_checked(length).ok_or_else(truncated)?;
        self.0 = rest;
        Ok(taken)
    }

    #[inline]
    fn fixed<const N: usize>(&mut self) -> PyResult<[u8; N]> {
        let (taken, rest) = self.0.split_first_chunk().ok_or_else(truncated)?;
        self.0 = rest;
        Ok(*taken)
    }

    /// A length of `N` bytes.
    fn length<const N: usize>(&mut self) -> PyResult<usize> {
        Ok(self.fixed::<N>()?.iter().fold(0, |length, &byte| length << 8 | usize::from(byte)))
    }

    fn sized<const N: usize>(&mut self) -> PyResult<&'b [u8]> {
        let length = self.length::<N>()?;
        self.take(length)
    }

    fn counted<const N: usize>(&mut self, values_each: usize) -> PyResult<usize> {
        let count = self.length::<N>()?;
        self.count(count, values_each)
    }

    /// `count`, if that many items fit into what is left: each value takes a byte at least.
    fn count(&self, count: usize, values_each: usize) -> PyResult<usize> {
        if count <= self.0.len() / values_each { Ok(count) } else { Err(truncated()) }
    }

    fn extension(&mut self, length: usize) -> PyResult<Item<'b>> {
        let kind = i8::from_be_bytes(self.fixed()?);
        Ok(Item::Extension(kind, self.take(length)?))
    }

    fn sized_extension<const N: usize>(&mut self) -> PyResult<Item<'b>> {
        let length = self.length::<N>()?;
        self.extension(length)
    }
}

#[cold]
pub(super) fn malformed(what: &str) -> PyErr {
    PyRuntimeError::new_err(format!("malformed reply from the library: {what}"))
}

#[cold]
fn truncated() -> PyErr {
    malformed("it ends too early")
}
