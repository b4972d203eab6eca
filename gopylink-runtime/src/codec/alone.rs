//! Values that stand for the whole of another, of which serde's code shows a format nothing but their own form.

use std::any::type_name;

use serde::{Serialize, Serializer};

use super::{names, standard};

/// Serializes a value so that our formats see what it is. Others see what they would see anyway.
///
/// # Errors
///
/// The serializer's.
#[inline]
pub fn serialize_alone<T: Serialize + ?Sized, S: Serializer>(
    value: &T,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    if standard::may_be::<T>() && type_name::<S>().starts_with("gopylink::codec::") {
        serializer.serialize_newtype_struct(names::ALONE, value)
    } else {
        value.serialize(serializer)
    }
}
