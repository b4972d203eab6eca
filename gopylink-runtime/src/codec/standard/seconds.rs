//! A duration as serde's types of it are made of: seconds and nanoseconds.

use std::vec;

use gopylink_abi::standard::Standard;
use serde::de::{DeserializeSeed, IntoDeserializer, SeqAccess};

use super::calendar;
use crate::codec::error::Error;

/// The seconds and nanoseconds of a `timedelta`, one after the other.
pub(in crate::codec) struct Seconds(vec::IntoIter<i64>);

impl Seconds {
    pub(in crate::codec) fn of(payload: &[u8]) -> Result<Self, Error> {
        let value = super::read(payload)?;
        let Standard::Delta(delta) = value else {
            return Err(Error::mismatch("datetime.timedelta", value.class()));
        };
        let (seconds, nanoseconds) = calendar::seconds(delta);
        Ok(Self(vec![seconds, nanoseconds.into()].into_iter()))
    }
}

impl<'de> SeqAccess<'de> for Seconds {
    type Error = Error;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Error> {
        let number = self.0.next().map(IntoDeserializer::<Error>::into_deserializer);
        number.map(|number| seed.deserialize(number)).transpose()
    }
}
