//! Containers while they are being read.

use serde::de::value::U8Deserializer;
use serde::de::{DeserializeSeed, IntoDeserializer as _, MapAccess, SeqAccess, Visitor};

use super::decode::Decoder;
use super::sink::key_segment;
use crate::codec::error::Error;
use crate::codec::path::Segment;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    List,
    Set,
    /// Names and values; the values are the elements.
    NamedTuple,
}

/// The elements of a sequence whose header is read.
pub(super) struct Elements<'a, 'de> {
    decoder: &'a mut Decoder<'de>,
    form: Form,
    index: usize,
    count: usize,
}

impl<'a, 'de> Elements<'a, 'de> {
    #[inline]
    pub(super) fn of_list(decoder: &'a mut Decoder<'de>, count: usize) -> Self {
        Self { decoder, form: Form::List, index: 0, count }
    }

    pub(super) fn of_set(decoder: &'a mut Decoder<'de>, count: usize) -> Self {
        Self { decoder, form: Form::Set, index: 0, count }
    }

    pub(super) fn of_named_tuple(decoder: &'a mut Decoder<'de>, count: usize) -> Self {
        Self { decoder, form: Form::NamedTuple, index: 0, count }
    }

    /// Lets a visitor read the elements, one level deeper.
    #[inline]
    pub(super) fn visit<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.read(|elements| visitor.visit_seq(elements))
    }

    /// Lets `read` read the elements, one level deeper, and checks that it leaves none.
    #[inline]
    pub(super) fn read<T>(
        self,
        read: impl FnOnce(&mut Elements<'_, 'de>) -> Result<T, Error>,
    ) -> Result<T, Error> {
        let Self { decoder, form, index, count } = self;
        decoder.nested(|decoder| {
            let mut elements = Elements { decoder, form, index, count };
            let value = read(&mut elements)?;
            check_all_read("list", elements.index, count)?;
            Ok(value)
        })
    }

    #[cold]
    fn locate(&self, error: Error) -> Error {
        error.at(if self.form == Form::Set { Segment::Element } else { Segment::Index(self.index) })
    }
}

impl<'de> SeqAccess<'de> for Elements<'_, 'de> {
    type Error = Error;

    #[inline]
    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Error> {
        if self.index == self.count {
            return Ok(None);
        }
        if self.form == Form::NamedTuple {
            self.decoder.skip()?;
        }
        let element = seed.deserialize(&mut *self.decoder).map_err(|error| self.locate(error))?;
        self.index += 1;
        Ok(Some(element))
    }

    #[inline]
    fn size_hint(&self) -> Option<usize> {
        Some(self.count - self.index)
    }
}

/// The bytes of a byte string as the elements of a sequence.
pub(super) struct ByteElements<'de> {
    bytes: std::slice::Iter<'de, u8>,
    count: usize,
}

impl<'de> ByteElements<'de> {
    #[inline]
    pub(super) fn new(bytes: &'de [u8]) -> Self {
        Self { bytes: bytes.iter(), count: bytes.len() }
    }

    #[inline]
    pub(super) fn visit<V: Visitor<'de>>(mut self, visitor: V) -> Result<V::Value, Error> {
        let value = visitor.visit_seq(&mut self)?;
        check_all_read("bytes", self.count - self.bytes.len(), self.count)?;
        Ok(value)
    }
}

impl<'de> SeqAccess<'de> for ByteElements<'de> {
    type Error = Error;

    #[inline]
    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Error> {
        let Some(&byte) = self.bytes.next() else { return Ok(None) };
        let byte: U8Deserializer<Error> = byte.into_deserializer();
        match seed.deserialize(byte) {
            Ok(element) => Ok(Some(element)),
            Err(error) => Err(error.at(Segment::Index(self.count - self.bytes.len() - 1))),
        }
    }

    #[inline]
    fn size_hint(&self) -> Option<usize> {
        Some(self.bytes.len())
    }
}

/// The entries of a dict whose header is read.
pub(super) struct Entries<'a, 'de> {
    decoder: &'a mut Decoder<'de>,
    index: usize,
    count: usize,
    /// The input from the key of the current entry on.
    key: &'de [u8],
}

impl<'a, 'de> Entries<'a, 'de> {
    #[inline]
    pub(super) fn new(decoder: &'a mut Decoder<'de>, count: usize) -> Self {
        Self { decoder, index: 0, count, key: &[] }
    }

    /// Lets a visitor read the entries, one level deeper.
    #[inline]
    pub(super) fn visit<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        let Self { decoder, index, count, key } = self;
        decoder.nested(|decoder| {
            let mut entries = Entries { decoder, index, count, key };
            let value = visitor.visit_map(&mut entries)?;
            check_all_read("dict", entries.index, count)?;
            Ok(value)
        })
    }
}

impl<'de> MapAccess<'de> for Entries<'_, 'de> {
    type Error = Error;

    #[inline]
    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Error> {
        if self.index == self.count {
            return Ok(None);
        }
        self.index += 1;
        self.key = self.decoder.input;
        seed.deserialize(&mut *self.decoder).map(Some).map_err(Error::at_key)
    }

    #[inline]
    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Error> {
        seed.deserialize(&mut *self.decoder).map_err(|error| error.at(key_segment(self.key)))
    }

    #[inline]
    fn size_hint(&self) -> Option<usize> {
        Some(self.count - self.index)
    }
}

/// A visitor that stops early would leave the rest to be read as something else.
#[inline]
fn check_all_read(what: &str, read: usize, count: usize) -> Result<(), Error> {
    if read == count { Ok(()) } else { Err(Error::length(what, read, count)) }
}
