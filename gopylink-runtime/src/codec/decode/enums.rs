//! Enum variants while they are being read.

use serde::de::value::BorrowedStrDeserializer;
use serde::de::{Deserialize, DeserializeSeed, Deserializer, EnumAccess, VariantAccess, Visitor};
use serde::forward_to_deserialize_any;

use super::Decoder;
use super::access::{Elements, segment};
use super::source::{Items, Lend, OpenPairs, Source, show_name};
use crate::codec::error::Error;
use crate::codec::path::Segment;
use crate::codec::repr;

/// A variant that is only named.
pub(super) struct Name<T> {
    pub(super) variant: T,
    /// The enum's name.
    pub(super) of: &'static str,
    /// The word for what the name was found in.
    pub(super) found: &'static str,
}

impl<'de, T: Lend<'de, str>> Name<T> {
    #[cold]
    fn without_content(&self) -> Error {
        let variant = repr::Text(&self.variant);
        Error::mismatch(format_args!("dict ({}) for variant {variant}", self.of), self.found)
    }
}

impl<'de, T: Lend<'de, str>> EnumAccess<'de> for Name<T> {
    type Error = Error;
    type Variant = Self;

    fn variant_seed<V: DeserializeSeed<'de>>(mut self, seed: V) -> Result<(V::Value, Self), Error> {
        Ok((seed.deserialize(Variant(&mut self.variant))?, self))
    }
}

impl<'de, T: Lend<'de, str>> VariantAccess<'de> for Name<T> {
    type Error = Error;

    fn unit_variant(self) -> Result<(), Error> {
        Ok(())
    }

    fn newtype_variant_seed<C: DeserializeSeed<'de>>(self, _: C) -> Result<C::Value, Error> {
        Err(self.without_content())
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, _: V) -> Result<V::Value, Error> {
        Err(self.without_content())
    }

    fn struct_variant<V: Visitor<'de>>(self, _: &'static [&'static str], _: V) -> Result<V::Value, Error> {
        Err(self.without_content())
    }
}

/// The name of a variant, as a deserializer.
struct Variant<'t, T>(&'t mut T);

impl<'de, T: Lend<'de, str>> Deserializer<'de> for Variant<'_, T> {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        show_name(self.0, visitor)
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit unit_struct
        newtype_struct seq tuple tuple_struct map struct enum identifier ignored_any
    }
}

/// The one entry of a dict: a variant's name and its content.
pub(super) struct Entry<P> {
    pub(super) pairs: P,
    /// The depth of name and content.
    pub(super) depth: usize,
}

impl<'de, P: OpenPairs<'de>> EnumAccess<'de> for Entry<P> {
    type Error = Error;
    type Variant = Self;

    fn variant_seed<V: DeserializeSeed<'de>>(mut self, seed: V) -> Result<(V::Value, Self), Error> {
        let variant = match self.pairs.key(0)?.text() {
            Ok(mut name) => seed.deserialize(Variant(&mut name))?,
            Err(source) => {
                let name = borrowed(source, self.depth).map_err(|error| error.at(Segment::DictKey))?;
                seed.deserialize(BorrowedStrDeserializer::new(name))?
            }
        };
        Ok((variant, self))
    }
}

/// The text of what is no `str` itself, or the error that there is none.
#[cold]
fn borrowed<'de>(source: impl Source<'de>, depth: usize) -> Result<&'de str, Error> {
    Deserialize::deserialize(Decoder { source, depth })
}

impl<'de, P: OpenPairs<'de>> VariantAccess<'de> for Entry<P> {
    type Error = Error;

    fn unit_variant(mut self) -> Result<(), Error> {
        let (source, key) = self.pairs.value()?;
        Decoder { source, depth: self.depth }.none().map_err(|error| error.at(segment(key)))
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(mut self, seed: T) -> Result<T::Value, Error> {
        let (source, key) = self.pairs.value()?;
        seed.deserialize(Decoder { source, depth: self.depth }).map_err(|error| error.at(segment(key)))
    }

    fn tuple_variant<V: Visitor<'de>>(mut self, length: usize, visitor: V) -> Result<V::Value, Error> {
        let (source, key) = self.pairs.value()?;
        Decoder { source, depth: self.depth }
            .sequence(Some(length), visitor)
            .map_err(|error| error.at(segment(key)))
    }

    fn struct_variant<V: Visitor<'de>>(
        mut self,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        let (source, key) = self.pairs.value()?;
        let decoder = Decoder { source, depth: self.depth };
        match key.text() {
            Ok(name) => decoder
                .mapping(format_args!("dict ({})", &*name), true, visitor)
                .map_err(|error| error.at(Segment::field(&name))),
            Err(key) => {
                let name = borrowed(key, self.depth)?;
                decoder
                    .mapping(format_args!("dict ({name})"), true, visitor)
                    .map_err(|error| error.at(Segment::field(name)))
            }
        }
    }
}

/// A sequence of a known shape, for a visitor that takes shapes as variants.
pub(super) struct Sequence<I> {
    shape: &'static str,
    elements: Elements<I>,
}

impl<I> Sequence<I> {
    /// `shape` is one of the names in [`crate::codec::names`].
    pub(super) fn new(shape: &'static str, elements: Elements<I>) -> Self {
        Self { shape, elements }
    }
}

impl<'de, I: Items<'de>> EnumAccess<'de> for Sequence<I> {
    type Error = Error;
    type Variant = Self;

    fn variant_seed<V: DeserializeSeed<'de>>(self, seed: V) -> Result<(V::Value, Self), Error> {
        Ok((seed.deserialize(BorrowedStrDeserializer::new(self.shape))?, self))
    }
}

impl<'de, I: Items<'de>> VariantAccess<'de> for Sequence<I> {
    type Error = Error;

    fn unit_variant(self) -> Result<(), Error> {
        Err(Error::internal("a sequence is not a unit variant"))
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<T::Value, Error> {
        seed.deserialize(self.elements)
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, Error> {
        self.elements.visit(visitor)
    }

    fn struct_variant<V: Visitor<'de>>(self, _: &'static [&'static str], _: V) -> Result<V::Value, Error> {
        Err(Error::internal("a sequence is not a struct variant"))
    }
}
