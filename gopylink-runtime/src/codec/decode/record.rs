//! Records whose dicts or instances have just the fields of the Rust type, in its order: their values are read at once.

use std::marker::PhantomData;

use serde::Deserialize;
use serde::de::value::BorrowedStrDeserializer;
use serde::de::{DeserializeSeed, MapAccess, Visitor};

use super::Decoder;
use super::access::check_all_read;
use super::source::{Record, Source};
use crate::codec::error::Error;
use crate::codec::limits;
use crate::codec::path::Segment;

impl<'de, S: Source<'de>> Decoder<S> {
    /// Reads a record of these fields.
    #[inline]
    pub(super) fn record<V: Visitor<'de>>(
        self,
        name: &'static str,
        names: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        let mut record = S::Record::default();
        if !self.source.record(names, &mut record) {
            return self.mapping(format_args!("dict ({name})"), true, visitor);
        }
        let depth = limits::descend(self.depth)?;
        let mut index = 0;
        // Not by reference: serde's way through one is a call more for each field.
        let fields = Fields { source: &self.source, record: &mut record, names, depth, index: &mut index };
        let value = visitor.visit_map(fields)?;
        check_all_read("dict", index, names.len())?;
        Ok(value)
    }
}

/// The fields of a record, one after the other.
struct Fields<'r, S, R> {
    source: &'r S,
    record: &'r mut R,
    names: &'static [&'static str],
    /// How many containers are around the values.
    depth: usize,
    /// Of the next field.
    index: &'r mut usize,
}

impl<'de, S: Source<'de>> MapAccess<'de> for Fields<'_, S, S::Record> {
    type Error = Error;

    #[inline]
    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Error> {
        let Some(&name) = self.names.get(*self.index) else { return Ok(None) };
        self.source.check(self.record, self.names.len())?;
        *self.index += 1;
        seed.deserialize(BorrowedStrDeserializer::new(name)).map(Some).map_err(Error::at_key)
    }

    #[cfg_attr(not(debug_assertions), inline(always))]
    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Error> {
        // A value is asked for behind its name.
        let index = (*self.index).wrapping_sub(1);
        let source = self.record.value(index)?;
        let value = seed.deserialize(Decoder { source, depth: self.depth });
        value.map_err(|error| error.at(Segment::field(self.names.get(index).copied().unwrap_or_default())))
    }

    /// As serde has it, but always inlined, which it would not be where several records have fields of one type.
    #[cfg_attr(not(debug_assertions), inline(always))]
    fn next_value<V: Deserialize<'de>>(&mut self) -> Result<V, Error> {
        self.next_value_seed(PhantomData)
    }

    #[inline]
    fn size_hint(&self) -> Option<usize> {
        Some(self.names.len() - *self.index)
    }
}
