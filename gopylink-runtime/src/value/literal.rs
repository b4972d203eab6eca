//! Values as Python writes them in source code, and as it is sent them.

use serde::Serialize;

use super::Value;
use crate::codec::msgpack;

/// The default of a field, which generated code makes.
#[derive(Default)]
pub struct Literal {
    /// As Python writes it; none if it is not plain, or cannot cross.
    pub(crate) text: Option<String>,
    /// Its wire form; none if it cannot cross.
    pub(crate) wire: Option<Vec<u8>>,
}

impl Literal {
    /// Both forms of a value.
    pub fn of<T: Serialize + ?Sized>(value: &T) -> Self {
        let mut wire = Vec::new();
        if msgpack::encode_into(&mut wire, value).is_err() {
            return Self::default();
        }
        let text = msgpack::decode::<Value>(&wire).ok().map(|value| value.repr());
        Self { text, wire: Some(wire) }
    }
}
