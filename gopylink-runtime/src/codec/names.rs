//! Names by which `Value` tells our formats what serde's data model has no word for. Other formats take them for the
//! names of newtype structs and look through.

/// Serialized: the list inside is a set. Deserialized: the variant of a sequence that is a set.
pub(crate) const SET: &str = "$gopylink::Set";
/// The variant of a sequence that is a tuple.
pub(crate) const TUPLE: &str = "$gopylink::Tuple";
/// Deserialized: the visitor takes any value, and tuples and sets as variants.
pub(crate) const VALUE: &str = "$gopylink::Value";
