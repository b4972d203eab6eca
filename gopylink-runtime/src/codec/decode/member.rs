//! Members of Python enums while they are being read.

use super::Decoder;
use super::source::{Items, Lend as _, OpenItems, Source};
use crate::codec::error::Error;
use crate::codec::limits;

/// The value of an enum member, read in the member's place.
pub(super) struct Member<O> {
    items: O,
    /// The depth of the value.
    depth: usize,
}

impl<'de, O: OpenItems<'de>> Member<O> {
    #[cold]
    pub(super) fn open(items: impl Items<'de, Open = O>, depth: usize) -> Result<Self, Error> {
        let mut items = items.open();
        items.next(0)?.skip(depth)?;
        Ok(Self { items, depth: limits::descend(depth)? })
    }

    pub(super) fn value(&mut self) -> Result<Decoder<O::Item<'_>>, Error> {
        Ok(Decoder { source: self.items.next(1)?, depth: self.depth })
    }

    /// Takes what was made of the value.
    pub(super) fn close<T>(mut self, value: Result<T, Error>) -> Result<T, Error> {
        let value = value.map_err(Error::of_enum_member)?;
        self.items.end()?;
        Ok(value)
    }
}

/// The variant that an enum member stands for: the one its value names, else the one of its own name.
pub(super) fn variant<'de, I: Items<'de>>(
    items: I,
    depth: usize,
    variants: &[&'static str],
) -> Result<&'de str, Error> {
    let known = |name: &str| variants.iter().copied().find(|variant| *variant == name);
    let mut items = items.open();
    let mut name = items.next(0)?.text().map_err(|_| Error::internal("an enum member without a name"))?;
    let mut variant = match known(&name) {
        Some(variant) => variant,
        None => name.lend(),
    };
    drop(name);
    match items.next(1)?.text() {
        Ok(value) => variant = known(&value).unwrap_or(variant),
        Err(value) => value.skip(depth)?,
    }
    items.end()?;
    Ok(variant)
}
