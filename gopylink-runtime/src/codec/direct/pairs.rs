//! Dicts and records as the decoder reads them.

use std::borrow::Cow;

use super::objects::{Borrowed, Kept, Record, Slot};
use super::source::Items;
use crate::codec::decode;
use crate::codec::error::Error;

/// The entries of a dict, or of a list of keys and values in turn.
pub(crate) struct Pairs<'a, 'de> {
    pub(super) container: Borrowed<'a>,
    pub(super) origin: Option<Borrowed<'a>>,
    pub(super) count: usize,
    pub(super) is_flat: bool,
    pub(super) kept: &'de Kept,
}

impl<'a, 'de> decode::Pairs<'de> for Pairs<'a, 'de> {
    type Open = OpenPairs<'a, 'de>;
    type Values = Items<'a, 'de>;

    #[inline]
    fn count(&self) -> usize {
        self.count
    }

    #[cold]
    fn type_name(&self) -> Option<Cow<'_, str>> {
        self.origin?.type_name().map(Cow::Owned)
    }

    #[inline]
    fn into_values(self) -> Items<'a, 'de> {
        let Self { container, origin, count, kept, .. } = self;
        Items { container, origin, count, step: 2, kept }
    }

    #[inline]
    fn open(self) -> OpenPairs<'a, 'de> {
        let Self { container, count, is_flat, kept, .. } = self;
        let (key, value) = (Slot::next(kept), Slot::next(kept));
        OpenPairs { container, count, is_flat, index: 0, position: 0, key, value }
    }
}

pub(crate) struct OpenPairs<'a, 'de> {
    container: Borrowed<'a>,
    count: usize,
    is_flat: bool,
    /// Of the current entry.
    index: usize,
    /// The host's.
    position: isize,
    key: Slot<'de>,
    value: Slot<'de>,
}

impl<'de> decode::OpenPairs<'de> for OpenPairs<'_, 'de> {
    type Key<'p>
        = &'p mut Slot<'de>
    where
        Self: 'p;
    type Value<'p>
        = &'p mut Slot<'de>
    where
        Self: 'p;

    #[inline]
    fn key(&mut self, index: usize) -> Result<&mut Slot<'de>, Error> {
        let (key, value) = (&mut self.key.reading, &mut self.value.reading);
        if self.is_flat {
            self.index = index;
            self.container.item(2 * index, 2 * self.count, key);
        } else {
            self.container.entry(&mut self.position, self.count, key, value);
        }
        self.key.check_found()?;
        Ok(&mut self.key)
    }

    #[inline]
    fn value(&mut self) -> Result<(&mut Slot<'de>, &mut Slot<'de>), Error> {
        if self.is_flat {
            self.container.item(2 * self.index + 1, 2 * self.count, &mut self.value.reading);
            self.value.check_found()?;
        }
        Ok((&mut self.value, &mut self.key))
    }

    #[inline]
    fn end(&mut self) -> Result<(), Error> {
        Ok(())
    }
}

impl<'de> decode::Record<'de> for Record<'de> {
    type Value<'v>
        = &'v mut Slot<'de>
    where
        Self: 'v;

    #[inline]
    fn value(&mut self, index: usize) -> Result<&mut Slot<'de>, Error> {
        self.get(index).ok_or_else(|| Error::internal("a record has fewer values than fields"))
    }
}
