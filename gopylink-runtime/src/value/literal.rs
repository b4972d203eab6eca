//! Values as Python writes them in source code.

use serde::Serialize;

use super::Value;
use crate::codec::msgpack;

/// What generated code asks for the default of a field.
pub struct Literal;

impl Literal {
    /// The value as Python writes it; none if it is not plain, or cannot cross.
    pub fn of<T: Serialize + ?Sized>(value: &T) -> Option<String> {
        let mut bytes = Vec::new();
        msgpack::encode_into(&mut bytes, value).ok()?;
        msgpack::decode::<Value>(&bytes).ok().map(|value| value.repr())
    }
}
