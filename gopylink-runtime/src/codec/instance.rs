//! Instances of exported classes on their way through serde, whose data model has no word for them.
//!
//! What borrows one asks for a newtype struct of a [name](crate::codec::names) that our decoder knows, and gets an
//! [`Instance`]. A new one passes itself on as a newtype struct around an [`OfferedInstance`], which our encoder knows. No other
//! format has any.

use std::ffi::c_void;
use std::marker::PhantomData;

use serde::de::{Deserializer, Visitor};
use serde::forward_to_deserialize_any;
use serde::ser::{Error as _, Serialize, Serializer};

use super::error::Error;

pub(crate) use super::array::{arrived_instance as arrived, offered_instance as offered};

/// What our decoder gives a visitor that has asked for an instance.
pub(crate) struct Instance<'de> {
    /// The class, as the host tells it.
    pub(crate) class: *const c_void,
    /// Where the value is; null if it is not made yet.
    pub(crate) place: *mut c_void,
    /// How messages name the class of the object, where the lane knows.
    pub(super) name: Option<&'de str>,
    lives: PhantomData<&'de c_void>,
}

impl<'de> Instance<'de> {
    /// An instance, which lives for `'de`.
    pub(super) fn new(class: *const c_void, place: *mut c_void, name: Option<&'de str>) -> Self {
        Self { class, place, name, lives: PhantomData }
    }
}

impl<'de> Deserializer<'de> for Instance<'de> {
    type Error = Error;

    /// Nobody but our own visitors gets here.
    fn deserialize_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Error> {
        Err(Error::internal("an instance was taken for something else"))
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit unit_struct
        newtype_struct seq tuple tuple_struct map struct enum identifier ignored_any
    }
}

/// A value that is to be in a new instance.
pub(crate) trait Make {
    /// The class, as the host tells it; null if it has not told yet.
    fn class(&self) -> *const c_void;

    /// Makes the value in the place of a new instance of that class, which is nobody else's. Only the first time.
    fn make(&self, place: *mut c_void);
}

/// What a new instance passes to our encoder.
pub(crate) struct OfferedInstance<'a>(pub(crate) &'a dyn Make);

/// For other formats.
impl Serialize for OfferedInstance<'_> {
    fn serialize<S: Serializer>(&self, _: S) -> Result<S::Ok, S::Error> {
        Err(S::Error::custom("an instance of a class is no data"))
    }
}
