//! Asking serde for an array.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{Deserialize, Deserializer, Error, Unexpected, Visitor};

use crate::codec::array::{Layout, Opened, Refused, arrived, is_ours};
use crate::codec::names;
use crate::element::Element;

/// What is asked for.
#[derive(Clone, Copy)]
struct Wanted<T> {
    to_write: bool,
    /// How many dimensions there have to be, if that matters.
    dimensions: Option<usize>,
    element: PhantomData<T>,
}

impl<T: Element> Wanted<T> {
    const fn new(to_write: bool, dimensions: Option<usize>) -> Self {
        Self { to_write, dimensions, element: PhantomData }
    }

    fn refuse<E: Error>(self, refused: &Refused<'_>) -> E {
        E::invalid_type(Unexpected::Other(&refused.to_string()), &self)
    }

    fn ask<'de, D: Deserializer<'de>>(self, deserializer: D) -> Result<Opened<'de>, D::Error> {
        let name = if self.to_write { names::ARRAY_MUT } else { names::ARRAY };
        deserializer.deserialize_newtype_struct(name, self)
    }
}

impl<'de, T: Element> Visitor<'de> for Wanted<T> {
    type Value = Opened<'de>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let writable = if self.to_write { "writable " } else { "" };
        let dimensions = if self.dimensions == Some(1) { "one-dimensional " } else { "" };
        write!(formatter, "a {writable}{dimensions}C-contiguous array of {}", T::NAME)
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<Opened<'de>, D::Error> {
        arrived(deserializer).ok_or_else(elsewhere)
    }
}

#[cold]
fn elsewhere<E: Error>() -> E {
    E::custom(
        "an array can be looked into only where it comes from Python directly: as a parameter, in an Option, Vec, tuple or \
         map, or in a struct without `flatten`, `untagged` and `tag`; take a `Vec` here",
    )
}

/// The elements of an array to read, in C order, and how they lie.
pub(super) fn read<'de, T: Element, D: Deserializer<'de>>(
    deserializer: D,
    dimensions: Option<usize>,
) -> Result<(&'de [T], Layout), D::Error> {
    let wanted = Wanted::<T>::new(false, dimensions);
    wanted.ask(deserializer)?.read(dimensions).map_err(|refused| wanted.refuse(&refused))
}

/// As [`read`], to write.
pub(super) fn write<'de, T: Element, D: Deserializer<'de>>(
    deserializer: D,
    dimensions: Option<usize>,
) -> Result<(&'de mut [T], Layout), D::Error> {
    let wanted = Wanted::<T>::new(true, dimensions);
    wanted.ask(deserializer)?.write(dimensions).map_err(|refused| wanted.refuse(&refused))
}

/// A copy of the elements of an array, in C order, and how they lie.
pub(super) fn copy<'de, T: Element, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<(Vec<T>, Layout), D::Error> {
    deserializer.deserialize_newtype_struct(names::ARRAY, Copied(Wanted::new(false, None)))
}

/// Asks for the elements themselves.
struct Copied<T>(Wanted<T>);

impl<'de, T: Element> Visitor<'de> for Copied<T> {
    type Value = (Vec<T>, Layout);

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.expecting(formatter)
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        if !is_ours::<D>() {
            let elements = Vec::<T>::deserialize(deserializer)?;
            let layout = Layout::flat(elements.len());
            return Ok((elements, layout));
        }
        let opened = arrived(deserializer).ok_or_else(elsewhere)?;
        let (elements, layout) = opened.read(None).map_err(|refused| self.0.refuse(&refused))?;
        Ok((elements.to_vec(), layout))
    }
}

/// An array of one dimension as the slice that it is.
pub struct Slice<'a, T>(pub(crate) &'a [T]);

impl<'de, T: Element> Deserialize<'de> for Slice<'de, T> {
    #[inline]
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        if typeid::of::<T>() == typeid::of::<u8>() {
            return deserializer.deserialize_newtype_struct(names::BYTE_ARRAY, ByteString(PhantomData));
        }
        read(deserializer, Some(1)).map(|(elements, _)| Self(elements))
    }
}

/// As [`Slice`], to write.
pub struct SliceMut<'a, T>(pub(crate) &'a mut [T]);

impl<'de, T: Element> Deserialize<'de> for SliceMut<'de, T> {
    #[inline]
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        write(deserializer, Some(1)).map(|(elements, _)| Self(elements))
    }
}

/// Asks for bytes: a byte string, or an array that is as good as one.
struct ByteString<T>(PhantomData<T>);

impl<'de, T: Element> Visitor<'de> for ByteString<T> {
    type Value = Slice<'de, T>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a borrowed byte array")
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        let opened = arrived(deserializer).ok_or_else(elsewhere)?;
        let refuse =
            |refused: Refused<'_>| D::Error::invalid_type(Unexpected::Other(&refused.to_string()), &self);
        opened.read(Some(1)).map(|(elements, _)| Slice(elements)).map_err(refuse)
    }

    fn visit_borrowed_bytes<E: Error>(self, bytes: &'de [u8]) -> Result<Self::Value, E> {
        crate::codec::array::same(bytes).map(Slice).ok_or_else(elsewhere)
    }
}
