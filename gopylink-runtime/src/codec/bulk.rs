//! Byte strings in one piece, where serde's own code passes them on byte by byte.
//!
//! To a format, `Vec<u8>` is a type like any other `T`. That it is this one, [`castaway`] finds out without asking that
//! `T` be `'static`. Optimised code has nothing left of the question.

use std::any::type_name;

use castaway::cast;
use serde::de::Visitor;

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
