//! Byte strings in one piece, where serde's own code passes them on byte by byte.
//!
//! To a format, `Vec<u8>` is a type like any other `T`. That it is this one, [`castaway`] finds out without asking that
//! `T` be `'static`. Optimised code has nothing left of the question.

use std::any::type_name;

use castaway::cast;
use serde::de::Visitor;
use serde::ser::{Serialize, Serializer};

/// A byte string that serializes as one.
pub(crate) struct Bytes<'a>(&'a [u8]);

impl Serialize for Bytes<'_> {
    #[inline]
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_bytes(self.0)
    }
}

/// The bytes of a value that is a `Vec<u8>`. One behind a reference inside `T` stays out of sight.
#[inline]
pub(crate) fn of<T: ?Sized>(value: &T) -> Option<Bytes<'_>> {
    // Says nothing that the cast does not; but where nothing is optimised, it takes a fraction of the time.
    if type_name::<T>() != "alloc::vec::Vec<u8>" {
        return None;
    }
    cast!(value, &Vec<u8>).ok().map(|bytes| Bytes(bytes))
}

/// What a visitor makes of a byte string, if it is the one by which serde makes a `Vec<u8>`. Any other visitor, also
/// one for the same type, may do more than collect the bytes, and has to see them.
#[inline]
pub(crate) fn collected<'de, V: Visitor<'de>>(bytes: &[u8]) -> Option<V::Value> {
    if !is_plain::<V>() {
        return None;
    }
    let mut value: Option<V::Value> = None;
    if let Ok(slot) = cast!(&mut value, &mut Option<Vec<u8>>) {
        *slot = Some(bytes.to_vec());
    }
    value
}

#[inline]
fn is_plain<V>() -> bool {
    let name = type_name::<V>();
    name.starts_with("serde_core::de::impls::") && name.ends_with("::VecVisitor<u8>")
}
