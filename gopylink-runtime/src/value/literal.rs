//! Values as Python writes them in source code, and as it is sent them.

use serde::Serialize;

use super::Value;
use crate::codec::msgpack;
use crate::describe::DefaultForms;

/// What generated code makes the default of a field by.
pub struct Literal;

impl Literal {
    /// Both forms of a value.
    pub fn of<T: Serialize + ?Sized>(value: &T) -> DefaultForms {
        let mut wire = Vec::new();
        if msgpack::encode_into(&mut wire, value).is_err() {
            return DefaultForms::default();
        }
        let text = msgpack::decode::<Value>(&wire).ok().map(|value| value.repr());
        DefaultForms { text, wire: Some(wire) }
    }
}
