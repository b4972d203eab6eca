//! Slices of numbers in records, of which serde knows none but bytes.

use syn::{Field, Fields, Item, parse_quote};

use super::parameters::slice_of_numbers;
use crate::diagnostics::Diagnostics;
use crate::messages;
use crate::parse::SerdeOptions;

/// What has serde leave a field to somebody else.
const NOT_DERIVED: [&str; 5] = ["skip", "skip_deserializing", "skip_serializing", "with", "deserialize_with"];

/// Refuses the fields that are such slices. Serde does not see these any more, which would say the same of each use.
pub(crate) fn check_slices(item: &mut Item, diagnostics: &mut Diagnostics) {
    let fields: Vec<&mut Fields> = match item {
        Item::Struct(item) => vec![&mut item.fields],
        Item::Enum(item) => item.variants.iter_mut().map(|variant| &mut variant.fields).collect(),
        _ => Vec::new(),
    };
    for field in fields.into_iter().flatten() {
        check_field(field, diagnostics);
    }
}

fn check_field(field: &mut Field, diagnostics: &mut Diagnostics) {
    let Some((reference, element)) = slice_of_numbers(&field.ty) else { return };
    let is_written = reference.mutability.is_some();
    if (element == "u8" && !is_written) || is_left_to_others(field) {
        return;
    }
    diagnostics.report(reference, messages::slice_in_record(element, is_written));
    field.attrs.retain(|attribute| !attribute.path().is_ident("serde"));
    field.attrs.push(parse_quote!(#[serde(skip)]));
}

fn is_left_to_others(field: &Field) -> bool {
    let options = SerdeOptions::of(&field.attrs);
    NOT_DERIVED.into_iter().any(|name| options.has(name))
}
