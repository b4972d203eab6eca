//! Fields that stand for the whole of a value, as in a transparent struct and in the variants of an untagged enum.
//!
//! Serde's code passes our formats the field's own form in place of the field, and a `Uuid` would be text. So they are told
//! to serialize it by a function of the runtime's.

use syn::{Attribute, Field, Fields, Item, ItemEnum, ItemStruct, parse_quote};

use super::paths::SERIALIZE_ALONE;
use crate::parse::{SerdeOptions, is_marker, is_opaque};
use crate::place::Place;

/// Tells serde of them, where the type has no parameters: it asks nothing of these where fields have such functions.
pub(crate) fn show_alone(item: &mut Item) {
    match item {
        Item::Struct(item) if item.generics.type_params().next().is_none() => in_struct(item),
        Item::Enum(item) if item.generics.type_params().next().is_none() => in_enum(item),
        _ => {}
    }
}

fn in_struct(item: &mut ItemStruct) {
    if !SerdeOptions::of(&item.attrs).has("transparent") {
        return;
    }
    let is_held = |field: &&mut Field| !is_skipped(&field.attrs) && !is_marker(&field.ty);
    if let Some(field) = item.fields.iter_mut().find(is_held) {
        show(field);
    }
}

fn in_enum(item: &mut ItemEnum) {
    let untagged = |attributes: &[Attribute]| SerdeOptions::of(attributes).has("untagged");
    let all = untagged(&item.attrs);
    for variant in &mut item.variants {
        let is_plain = !is_conditional(&variant.attrs) && !is_opaque(&SerdeOptions::of(&variant.attrs));
        match &mut variant.fields {
            Fields::Unnamed(fields) if fields.unnamed.len() == 1 && is_plain => {
                if let Some(field) = fields.unnamed.first_mut().filter(|_| all || untagged(&variant.attrs)) {
                    show(field);
                }
            }
            _ => {}
        }
    }
}

fn is_skipped(attributes: &[Attribute]) -> bool {
    SerdeOptions::of(attributes).has("skip")
}

/// Whether there are attributes that are not known yet.
fn is_conditional(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| attribute.path().is_ident("cfg_attr"))
}

fn show(field: &mut Field) {
    let serde = SerdeOptions::of(&field.attrs);
    let is_serialized = !serde.has("skip") && !serde.has("skip_serializing");
    if is_serialized && !is_opaque(&serde) && !is_conditional(&field.attrs) {
        // Errors about the function are about the type.
        let function = Place::of(&field.ty).string(SERIALIZE_ALONE);
        field.attrs.push(parse_quote!(#[serde(serialize_with = #function)]));
    }
}
