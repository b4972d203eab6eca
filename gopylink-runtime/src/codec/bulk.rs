//! Lists in one piece, where serde's own code passes them on item by item.
//!
//! To a format, `Vec<u8>` is a type like any other `T`. That it is this one, [`castaway`] finds out without asking that
//! `T` be `'static`. Optimised code has nothing left of the question.

use std::any::type_name;

use castaway::cast;
use serde::de::Visitor;

use super::decode::{Items, Source};
use super::error::Error;

/// What a visitor makes of a byte string, if it is the one by which serde makes a `Vec<u8>`. Any other visitor, also
/// one for the same type, may do more than collect the bytes, and has to see them.
#[inline]
pub(crate) fn collected<'de, V: Visitor<'de>>(bytes: &[u8]) -> Option<V::Value> {
    if !is_plain::<V>("::VecVisitor<u8>") {
        return None;
    }
    let mut value: Option<V::Value> = None;
    if let Ok(slot) = cast!(&mut value, &mut Option<Vec<u8>>) {
        *slot = Some(bytes.to_vec());
    }
    value
}

macro_rules! numbers {
    ($($number:ident)*) => {
        /// What a visitor makes of a list of numbers, if it is the one by which serde makes a `Vec` of them, and the
        /// list has them at once.
        #[inline]
        pub(crate) fn packed<'de, V: Visitor<'de>>(items: &impl Items<'de>) -> Option<V::Value> {
            let mut value: Option<V::Value> = None;
            $(
                if is_plain::<V>(concat!("::VecVisitor<", stringify!($number), ">"))
                    && let Ok(slot) = cast!(&mut value, &mut Option<Vec<$number>>)
                {
                    *slot = items.pack();
                }
            )*
            value
        }

        /// What a visitor makes of an array of numbers, if it is that one, and the source has them at once.
        #[inline]
        pub(crate) fn elements<'de, V: Visitor<'de>, S: Source<'de>>(
            source: &mut S,
        ) -> Option<Result<V::Value, Error>> {
            let mut value: Option<V::Value> = None;
            $(
                if is_plain::<V>(concat!("::VecVisitor<", stringify!($number), ">"))
                    && let Ok(slot) = cast!(&mut value, &mut Option<Vec<$number>>)
                {
                    match source.elements()? {
                        Ok(elements) => *slot = Some(elements),
                        Err(error) => return Some(Err(error)),
                    }
                }
            )*
            value.map(Ok)
        }
    };
}

numbers! { i8 i16 i32 i64 isize u8 u16 u32 u64 usize f32 f64 }

/// Whether this is the visitor of serde's own whose name ends so.
#[inline]
fn is_plain<V>(end: &str) -> bool {
    let name = type_name::<V>();
    name.starts_with("serde_core::de::impls::") && name.ends_with(end)
}
