//! Containers while they are being read.

use serde::Deserialize as _;
use serde::de::value::U8Deserializer;
use serde::de::{DeserializeSeed, Deserializer, IntoDeserializer as _, MapAccess, SeqAccess, Visitor};
use serde::forward_to_deserialize_any;

use super::Decoder;
use super::source::{Items, OpenItems, OpenPairs, Pairs, Source};
use crate::codec::error::Error;
use crate::codec::limits;
use crate::codec::path::Segment;
use crate::value::Value;

/// The elements of a sequence.
pub(super) struct Elements<I> {
    items: I,
    /// How many containers are around the sequence.
    depth: usize,
    is_set: bool,
}

impl<'de, I: Items<'de>> Elements<I> {
    /// For a list inside `depth` containers.
    #[inline]
    pub(super) fn of_list(items: I, depth: usize) -> Self {
        Self { items, depth, is_set: false }
    }

    /// For a set inside `depth` containers.
    #[inline]
    pub(super) fn of_set(items: I, depth: usize) -> Self {
        Self { items, depth, is_set: true }
    }

    /// Lets a visitor read the elements, and checks that it leaves none.
    #[inline]
    pub(super) fn visit<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        let depth = limits::descend(self.depth)?;
        let count = self.items.count();
        let mut elements =
            OpenElements { items: self.items.open(), depth, index: 0, count, is_set: self.is_set };
        let value = visitor.visit_seq(&mut elements)?;
        check_all_read("list", elements.index, count)?;
        elements.items.end()?;
        Ok(value)
    }
}

/// The elements as what they are, a sequence, also to one who does not ask for that.
impl<'de, I: Items<'de>> Deserializer<'de> for Elements<I> {
    type Error = Error;

    #[inline]
    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.visit(visitor)
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit unit_struct
        newtype_struct seq tuple tuple_struct map struct enum identifier ignored_any
    }
}

/// The elements of a sequence, one after the other.
struct OpenElements<O> {
    items: O,
    /// How many containers are around the elements.
    depth: usize,
    index: usize,
    count: usize,
    is_set: bool,
}

impl<O> OpenElements<O> {
    #[cold]
    fn locate(&self, error: Error) -> Error {
        error.at(if self.is_set { Segment::Element } else { Segment::Index(self.index) })
    }
}

impl<'de, O: OpenItems<'de>> SeqAccess<'de> for OpenElements<O> {
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
            Err(error) => Err(self.locate(error)),
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
    /// How many containers are around the dict.
    depth: usize,
}

impl<'de, P: Pairs<'de>> Entries<P> {
    /// For a dict inside `depth` containers.
    #[inline]
    pub(super) fn new(pairs: P, depth: usize) -> Self {
        Self { pairs, depth }
    }

    /// Lets a visitor read the entries, and checks that it leaves none.
    #[inline]
    pub(super) fn visit<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        let depth = limits::descend(self.depth)?;
        let count = self.pairs.count();
        let mut entries = OpenEntries { pairs: self.pairs.open(), depth, index: 0, count };
        let value = visitor.visit_map(&mut entries)?;
        check_all_read("dict", entries.index, count)?;
        entries.pairs.end()?;
        Ok(value)
    }
}

/// The entries of a dict, one after the other.
struct OpenEntries<O> {
    pairs: O,
    /// How many containers are around keys and values.
    depth: usize,
    index: usize,
    count: usize,
}

impl<'de, O: OpenPairs<'de>> MapAccess<'de> for OpenEntries<O> {
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
    Segment::key(Value::deserialize(Decoder { source: key, depth: 0 }).ok().as_ref())
}

/// A visitor that stops early would leave the rest to be read as something else.
#[inline]
pub(super) fn check_all_read(what: &str, read: usize, count: usize) -> Result<(), Error> {
    if read == count { Ok(()) } else { Err(Error::length(what, read, count)) }
}
