//! The keys of dicts, as paths show them.

use gopylink_abi::direct::token;

use super::objects::{Borrowed, Reading};
use crate::value::Value;

/// A key as Python's `repr` shows it.
#[cold]
pub(super) fn repr(key: Borrowed<'_>) -> String {
    value(&key.read()).map_or_else(|| "…".to_owned(), |key| key.repr())
}

fn value(key: &Reading<'_>) -> Option<Value> {
    Some(match key.kind() {
        token::NONE => Value::None,
        token::BOOL => (key.number() != 0).into(),
        token::SIGNED => key.number().cast_signed().into(),
        token::UNSIGNED => key.number().into(),
        token::BIG => big_int(key.bytes())?,
        token::FLOAT => f64::from_bits(key.number()).into(),
        token::TEXT => key.text().into(),
        token::BYTES => key.bytes().into(),
        token::TUPLE => Value::Tuple(items(key)?),
        token::SET => Value::Set(items(key)?),
        _ => return None,
    })
}

fn items(key: &Reading<'_>) -> Option<Vec<Value>> {
    let (container, count) = (key.object()?, key.count());
    let mut item = container.objects().no_reading();
    let mut next = |index| {
        container.item(index, count, &mut item);
        value(&item)
    };
    (0..count).map(&mut next).collect()
}

/// The integer whose two's complement these bytes are.
fn big_int(bytes: &[u8]) -> Option<Value> {
    let (&last, rest) = bytes.split_last()?;
    let mut wide = [if last < 0x80 { 0 } else { u8::MAX }; 16];
    if let Some(low) = wide.get_mut(..bytes.len()) {
        low.copy_from_slice(bytes);
        return Some(i128::from_le_bytes(wide).into());
    }
    let whole = rest.try_into().ok().filter(|_| last == 0)?;
    Some(u128::from_le_bytes(whole).into())
}
