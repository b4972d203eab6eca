//! Enum variants while they are being read.

use serde::de::value::{BorrowedStrDeserializer, SeqAccessDeserializer};
use serde::de::{DeserializeSeed, EnumAccess, VariantAccess, Visitor};

use super::access::Elements;
use super::decode::Decoder;
use crate::codec::error::Error;
use crate::codec::path::Segment;
use crate::codec::repr;

/// A variant that is only named.
pub(super) struct Name<'de> {
    pub(super) variant: &'de str,
    /// The enum's name.
    pub(super) of: &'static str,
    /// The word for what the name was found in.
    pub(super) found: &'static str,
}

impl Name<'_> {
    #[cold]
    fn without_content(&self) -> Error {
        let variant = repr::Text(self.variant);
        Error::mismatch(format_args!("dict ({}) for variant {variant}", self.of), self.found)
    }
}

impl<'de> EnumAccess<'de> for Name<'de> {
    type Error = Error;
    type Variant = Self;

    fn variant_seed<V: DeserializeSeed<'de>>(self, seed: V) -> Result<(V::Value, Self), Error> {
        Ok((seed.deserialize(BorrowedStrDeserializer::new(self.variant))?, self))
    }
}

impl<'de> VariantAccess<'de> for Name<'de> {
    type Error = Error;

    fn unit_variant(self) -> Result<(), Error> {
        Ok(())
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, _: T) -> Result<T::Value, Error> {
        Err(self.without_content())
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, _: V) -> Result<V::Value, Error> {
        Err(self.without_content())
    }

    fn struct_variant<V: Visitor<'de>>(self, _: &'static [&'static str], _: V) -> Result<V::Value, Error> {
        Err(self.without_content())
    }
}

/// The one entry of a dict: a variant's name and its content.
pub(super) struct Entry<'a, 'de> {
    pub(super) decoder: &'a mut Decoder<'de>,
}

impl<'a, 'de> EnumAccess<'de> for Entry<'a, 'de> {
    type Error = Error;
    type Variant = Content<'a, 'de>;

    fn variant_seed<V: DeserializeSeed<'de>>(self, seed: V) -> Result<(V::Value, Content<'a, 'de>), Error> {
        let variant = self.decoder.text("str").map_err(|error| error.at(Segment::DictKey))?;
        let value = seed.deserialize(BorrowedStrDeserializer::new(variant))?;
        Ok((value, Content { decoder: self.decoder, variant }))
    }
}

/// The content of a variant.
pub(super) struct Content<'a, 'de> {
    decoder: &'a mut Decoder<'de>,
    variant: &'de str,
}

impl<'de> VariantAccess<'de> for Content<'_, 'de> {
    type Error = Error;

    fn unit_variant(self) -> Result<(), Error> {
        self.decoder.none().map_err(|error| error.at(Segment::field(self.variant)))
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<T::Value, Error> {
        seed.deserialize(self.decoder).map_err(|error| error.at(Segment::field(self.variant)))
    }

    fn tuple_variant<V: Visitor<'de>>(self, length: usize, visitor: V) -> Result<V::Value, Error> {
        self.decoder.sequence(Some(length), visitor).map_err(|error| error.at(Segment::field(self.variant)))
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        self.decoder
            .mapping(format_args!("dict ({})", self.variant), true, visitor)
            .map_err(|error| error.at(Segment::field(self.variant)))
    }
}

/// A sequence of a known shape, for a visitor that takes shapes as variants.
pub(super) struct Sequence<'a, 'de> {
    shape: &'static str,
    elements: Elements<'a, 'de>,
}

impl<'a, 'de> Sequence<'a, 'de> {
    /// `shape` is one of the names in [`crate::codec::names`].
    pub(super) fn new(shape: &'static str, elements: Elements<'a, 'de>) -> Self {
        Self { shape, elements }
    }
}

impl<'de> EnumAccess<'de> for Sequence<'_, 'de> {
    type Error = Error;
    type Variant = Self;

    fn variant_seed<V: DeserializeSeed<'de>>(self, seed: V) -> Result<(V::Value, Self), Error> {
        Ok((seed.deserialize(BorrowedStrDeserializer::new(self.shape))?, self))
    }
}

impl<'de> VariantAccess<'de> for Sequence<'_, 'de> {
    type Error = Error;

    fn unit_variant(self) -> Result<(), Error> {
        Err(Error::internal("a sequence is not a unit variant"))
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<T::Value, Error> {
        self.elements.read(|elements| seed.deserialize(SeqAccessDeserializer::new(elements)))
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, Error> {
        self.elements.visit(visitor)
    }

    fn struct_variant<V: Visitor<'de>>(self, _: &'static [&'static str], _: V) -> Result<V::Value, Error> {
        Err(Error::internal("a sequence is not a struct variant"))
    }
}
