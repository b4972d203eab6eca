//! Names by which `Value`, arrays and instances tell our formats what serde's data model has no word for. Other formats take them for the
//! names of newtype structs and look through.

/// Serialized: the list inside is a set. Deserialized: the variant of a sequence that is a set.
pub(crate) const SET: &str = "$gopylink::Set";
/// The variant of a sequence that is a tuple.
pub(crate) const TUPLE: &str = "$gopylink::Tuple";
/// Serialized: the value inside is the whole.
pub(crate) const ALONE: &str = "$gopylink::Alone";
/// Deserialized: the visitor takes any value, and tuples and sets as variants.
pub(crate) const VALUE: &str = "$gopylink::Value";
/// Serialized: an array, offered. Deserialized: an array, to look into.
pub(crate) const ARRAY: &str = "$gopylink::Array";
/// Deserialized: an array to write into.
pub(crate) const ARRAY_MUT: &str = "$gopylink::ArrayMut";
/// Deserialized: a byte string, or an array that is as good as one.
pub(crate) const BYTE_ARRAY: &str = "$gopylink::ByteArray";
/// Serialized: a new instance of an exported class, offered. Deserialized: an instance, to borrow.
pub(crate) const INSTANCE: &str = "$gopylink::Instance";
