//! An argument as serde reads it: a number at once, all else in a [`Slot`].
//!
//! The slot is made where it is needed, so that calls with numbers alone have none.

use gopylink_abi::direct::token;
use serde::de::{Deserializer, Visitor};

use super::objects::{Borrowed, Kept, Slot};
use crate::codec::decode::{Decoder, Int, fits_f32, number_name};
use crate::codec::error::Error;

/// One argument.
#[derive(Clone, Copy)]
pub(super) struct Argument<'de> {
    object: Borrowed<'de>,
    kept: &'de Kept,
}

impl<'de> Argument<'de> {
    #[inline(always)]
    pub(super) fn new(object: Borrowed<'de>, kept: &'de Kept) -> Self {
        Self { object, kept }
    }

    /// The bits of a number of that kind, if that is what the object simply is.
    #[inline(always)]
    fn number(self, kind: u32) -> Option<u64> {
        let number = self.object.number();
        (number.kind == u64::from(kind)).then_some(number.number)
    }

    #[inline(always)]
    fn in_slot<R>(self, read: impl FnOnce(Decoder<&mut Slot<'de>>) -> R) -> R {
        let mut slot = Slot::of(self.object, self.kept);
        read(Decoder::new(&mut slot))
    }

    #[inline(always)]
    fn otherwise<R>(self, read: impl FnOnce(Decoder<&mut Slot<'de>>) -> R) -> R {
        otherwise(self.object, self.kept, read)
    }
}

/// Reads what is not the number that was hoped for. Takes an [`Argument`] in pieces, which stay in registers.
#[cold]
#[inline(never)]
fn otherwise<'de, R>(
    object: Borrowed<'de>,
    kept: &'de Kept,
    read: impl FnOnce(Decoder<&mut Slot<'de>>) -> R,
) -> R {
    Argument { object, kept }.in_slot(read)
}

macro_rules! integers {
    ($($method:ident $visit:ident $type:ident;)*) => { $(
        #[inline(always)]
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
            match self.number(token::SIGNED) {
                Some(number) => {
                    let name = number_name::<V::Value>(stringify!($type));
                    visitor.$visit(Int::fit(number.cast_signed(), name)?)
                }
                None => self.otherwise(|decoder| decoder.$method(visitor)),
            }
        }
    )* };
}

macro_rules! in_slots {
    ($($method:ident($($name:ident: $type:ty),*);)*) => { $(
        #[inline(always)]
        fn $method<V: Visitor<'de>>(self, $($name: $type,)* visitor: V) -> Result<V::Value, Error> {
            self.in_slot(|decoder| decoder.$method($($name,)* visitor))
        }
    )* };
}

impl<'de> Deserializer<'de> for Argument<'de> {
    type Error = Error;

    integers! {
        deserialize_i8 visit_i8 i8;
        deserialize_i16 visit_i16 i16;
        deserialize_i32 visit_i32 i32;
        deserialize_i64 visit_i64 i64;
        deserialize_i128 visit_i128 i128;
        deserialize_u8 visit_u8 u8;
        deserialize_u16 visit_u16 u16;
        deserialize_u32 visit_u32 u32;
        deserialize_u64 visit_u64 u64;
        deserialize_u128 visit_u128 u128;
    }

    #[inline(always)]
    #[expect(clippy::cast_possible_truncation, reason = "the range is checked; precision is the type's")]
    fn deserialize_f32<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.number(token::FLOAT).map(f64::from_bits) {
            Some(value) if !value.is_finite() || fits_f32(value) => visitor.visit_f32(value as f32),
            _ => self.otherwise(|decoder| decoder.deserialize_f32(visitor)),
        }
    }

    #[inline(always)]
    fn deserialize_f64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.number(token::FLOAT).map(f64::from_bits) {
            Some(value) => visitor.visit_f64(value),
            None => self.otherwise(|decoder| decoder.deserialize_f64(visitor)),
        }
    }

    in_slots! {
        deserialize_any();
        deserialize_bool();
        deserialize_char();
        deserialize_str();
        deserialize_string();
        deserialize_bytes();
        deserialize_byte_buf();
        deserialize_option();
        deserialize_unit();
        deserialize_unit_struct(name: &'static str);
        deserialize_newtype_struct(name: &'static str);
        deserialize_seq();
        deserialize_tuple(length: usize);
        deserialize_tuple_struct(name: &'static str, length: usize);
        deserialize_map();
        deserialize_struct(name: &'static str, fields: &'static [&'static str]);
        deserialize_enum(name: &'static str, variants: &'static [&'static str]);
        deserialize_identifier();
        deserialize_ignored_any();
    }

    #[inline]
    fn is_human_readable(&self) -> bool {
        true
    }
}
