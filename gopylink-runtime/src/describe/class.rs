//! Records that Python has classes for: how they pass themselves on to our formats.

use serde::{Serialize, Serializer};

/// A record that Python has a class for.
pub trait Fields {
    /// Serializes it as serde derives it.
    ///
    /// # Errors
    ///
    /// The serializer's.
    fn serialize_fields<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error>;
}

/// The name of the newtype struct that such a record is. Formats other than ours look through it.
pub(crate) const CLASSED: &str = "$gopylink::Class";

/// Such a record, inside of that newtype struct.
pub struct Classed<'a, T>(&'a T);

impl<T: Fields> Classed<'_, T> {
    /// Serializes a record, as one whose class our formats can tell.
    ///
    /// # Errors
    ///
    /// The serializer's.
    #[inline]
    pub fn serialize<S: Serializer>(record: &T, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_newtype_struct(CLASSED, &Classed(record))
    }
}

impl<T: Fields> Serialize for Classed<'_, T> {
    #[inline]
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize_fields(serializer)
    }
}
