//! The keys of dicts, as paths show them.

use gopylink_abi::direct::token;

use super::objects::Borrowed;
use crate::value::Value;

/// A key as Python's `repr` shows it.
#[cold]
pub(super) fn repr(key: Borrowed<'_>) -> String {
    value(key).map_or_else(|| "…".to_owned(), |key| key.repr())
}

fn value(key: Borrowed<'_>) -> Option<Value> {
    let key = key.read();
    Some(match key.kind() {
        token::BOOL => (key.number() != 0).into(),
        token::SIGNED => key.number().cast_signed().into(),
        token::UNSIGNED => key.number().into(),
        token::FLOAT => f64::from_bits(key.number()).into(),
        token::TEXT => key.text().into(),
        token::BYTES => key.bytes().to_vec().into(),
        _ => return None,
    })
}
