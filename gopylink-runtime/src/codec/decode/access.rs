//! Containers while they are being read.

use serde::Deserialize as _;
use serde::de::value::U8Deserializer;
use serde::de::{DeserializeSeed, IntoDeserializer as _, MapAccess, SeqAccess, Visitor};

use super::Decoder;
use super::source::{Items, Pairs, Source};
use crate::codec::error::Error;
use crate::codec::limits;
use crate::codec::path::Segment;
use crate::value::Value;

/// The elements of a sequence.
pub(super) struct Elements<I> {
    items: I,
    /// The depth of the elements.
    depth: usize,
    index: usize,
    count: usize,
    is_set: bool,
}

impl<'de, I: Items<'de>> Elements<I> {
    /// For a list inside `depth` containers.
    #[inline]
    pub(super) fn of_list(items: I, depth: usize) -> Self {
        Self { depth, index: 0, count: items.count(), items, is_set: false }
    }

    /// For a set inside `depth` containers.
    pub(super) fn of_set(items: I, depth: usize) -> Self {
        Self { is_set: true, ..Self::of_list(items, depth) }
    }

    /// Lets a visitor read the elements.
    #[inline]
    pub(super) fn visit<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.read(|elements| visitor.visit_seq(elements))
    }

    /// Lets `read` read the elements, and checks that it leaves none.
    #[inline]
    pub(super) fn read<T>(mut self, read: impl FnOnce(&mut Self) -> Result<T, Error>) -> Result<T, Error> {
        self.depth = limits::descend(self.depth)?;
        let value = read(&mut self)?;
        check_all_read("list", self.index, self.count)?;
        self.items.end()?;
        Ok(value)
    }
}

impl<'de, I: Items<'de>> SeqAccess<'de> for Elements<I> {
    type Error = Error;

    #[inline]
    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Error> {
        if self.index == self.count {
            return Ok(None);
        }
        let source = self.items.next(self.index)?;
        match seed.deserialize(Decoder { source, depth: self.depth }) {
            Ok(element) => {
                self.index += 1;
                Ok(Some(element))
            }
            Err(error) => Err(error.at(match self.is_set {
                true => Segment::Element,
                false => Segment::Index(self.index),
            })),
        }
    }

    #[inline]
    fn size_hint(&self) -> Option<usize> {
        Some(self.count - self.index)
    }
}

/// The bytes of a byte string as the elements of a sequence.
pub(super) struct ByteElements<'b> {
    bytes: std::slice::Iter<'b, u8>,
    count: usize,
}

impl<'b> ByteElements<'b> {
    #[inline]
    pub(super) fn new(bytes: &'b [u8]) -> Self {
        Self { bytes: bytes.iter(), count: bytes.len() }
    }

    #[inline]
    pub(super) fn visit<'de, V: Visitor<'de>>(mut self, visitor: V) -> Result<V::Value, Error> {
        let value = visitor.visit_seq(&mut self)?;
        check_all_read("bytes", self.count - self.bytes.len(), self.count)?;
        Ok(value)
    }
}

impl<'de> SeqAccess<'de> for ByteElements<'_> {
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

/// The entries of a dict.
pub(super) struct Entries<P> {
    pairs: P,
    /// The depth of keys and values.
    depth: usize,
    index: usize,
    count: usize,
}

impl<'de, P: Pairs<'de>> Entries<P> {
    /// For a dict inside `depth` containers.
    #[inline]
    pub(super) fn new(pairs: P, depth: usize) -> Self {
        Self { depth, index: 0, count: pairs.count(), pairs }
    }

    /// Lets a visitor read the entries.
    #[inline]
    pub(super) fn visit<V: Visitor<'de>>(mut self, visitor: V) -> Result<V::Value, Error> {
        self.depth = limits::descend(self.depth)?;
        let value = visitor.visit_map(&mut self)?;
        check_all_read("dict", self.index, self.count)?;
        self.pairs.end()?;
        Ok(value)
    }
}

impl<'de, P: Pairs<'de>> MapAccess<'de> for Entries<P> {
    type Error = Error;

    #[inline]
    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Error> {
        if self.index == self.count {
            return Ok(None);
        }
        let source = self.pairs.key(self.index)?;
        self.index += 1;
        seed.deserialize(Decoder { source, depth: self.depth }).map(Some).map_err(Error::at_key)
    }

    #[inline]
    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Error> {
        let (source, key) = self.pairs.value()?;
        seed.deserialize(Decoder { source, depth: self.depth }).map_err(|error| error.at(segment(key)))
    }

    #[inline]
    fn size_hint(&self) -> Option<usize> {
        Some(self.count - self.index)
    }
}

/// The segment for the value under a key.
#[cold]
pub(super) fn segment<'de>(key: impl Source<'de>) -> Segment {
    let key = Value::deserialize(Decoder { source: key, depth: 0 });
    Segment::Key(key.map_or_else(|_| "…".to_owned(), |key| key.repr()))
}

/// A visitor that stops early would leave the rest to be read as something else.
#[inline]
fn check_all_read(what: &str, read: usize, count: usize) -> Result<(), Error> {
    if read == count { Ok(()) } else { Err(Error::length(what, read, count)) }
}
