//! Instances as arguments: recognised when they are decoded, borrowed when all arguments are.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{Deserialize, Deserializer, Error, Unexpected, Visitor};

use super::class::Class;
use super::instance::Locked;
use super::place::Place;
use crate::codec::{instance, names};

/// An instance that an argument is, which nobody has borrowed yet.
pub struct Lent<'call, C> {
    pub(super) locked: &'call Locked<C>,
}

impl<'de, C: Class> Deserialize<'de> for Lent<'de, C> {
    #[inline]
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_newtype_struct(names::INSTANCE, Wanted(PhantomData))
    }
}

/// Asks for an instance of a class.
struct Wanted<C>(PhantomData<C>);

impl<'de, C: Class> Visitor<'de> for Wanted<C> {
    type Value = Lent<'de, C>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(C::exported().name())
    }

    #[inline]
    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        let instance = instance::arrived(deserializer).ok_or_else(elsewhere)?;
        match Place::of(&instance, C::exported()).and_then(Place::get) {
            Some(locked) => Ok(Lent { locked }),
            // The decoder knows what the object is.
            None => Err(D::Error::invalid_type(Unexpected::Other(""), &self)),
        }
    }
}

#[cold]
fn elsewhere<E: Error>() -> E {
    E::custom("an instance of a class comes from Python directly")
}
