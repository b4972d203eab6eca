//! Which records have fields whose types are checked one by one, and which fields these are.

use syn::visit::{self, Visit};
use syn::{
    Attribute, Data, DeriveInput, Expr, Fields, Generics, Item, Lifetime, Type, TypeMacro, TypeReference,
};

use super::record::is_opaque;
use super::serde::SerdeOptions;

/// What has serde derive something that does not follow from the types of the fields.
const OTHER: [&str; 6] = ["from", "try_from", "into", "remote", "bound", "transparent"];

/// The same of a field or a variant.
const OTHER_IN_MEMBER: [&str; 4] = ["bound", "borrow", "getter", "crate"];

/// Whether the types of the fields can be checked: they have no parameters, nothing is borrowed, and no condition hides what
/// serde is told.
pub(crate) fn are_checkable(item: &Item) -> bool {
    let (attributes, generics) = match item {
        Item::Struct(item) => (&item.attrs, &item.generics),
        Item::Enum(item) => (&item.attrs, &item.generics),
        _ => return false,
    };
    let mut search = Search { found: !is_plain(generics) || has_any(attributes, &OTHER) };
    search.visit_item(item);
    !search.found
}

fn is_plain(generics: &Generics) -> bool {
    generics.params.is_empty() && generics.where_clause.is_none()
}

fn has_any(attributes: &[Attribute], options: &[&str]) -> bool {
    SerdeOptions::of(attributes).any(options).is_some()
}

/// Looks for what keeps the fields from being checked.
struct Search {
    found: bool,
}

impl<'ast> Visit<'ast> for Search {
    fn visit_attribute(&mut self, attribute: &'ast Attribute) {
        self.found |= attribute.path().is_ident("cfg_attr");
    }

    fn visit_variant(&mut self, variant: &'ast syn::Variant) {
        self.found |= has_any(&variant.attrs, &OTHER_IN_MEMBER);
        visit::visit_variant(self, variant);
    }

    fn visit_field(&mut self, field: &'ast syn::Field) {
        self.found |= has_any(&field.attrs, &OTHER_IN_MEMBER);
        visit::visit_field(self, field);
    }

    fn visit_lifetime(&mut self, _: &'ast Lifetime) {
        self.found = true;
    }

    fn visit_type_reference(&mut self, _: &'ast TypeReference) {
        self.found = true;
    }

    fn visit_type_macro(&mut self, _: &'ast TypeMacro) {
        self.found = true;
    }

    // What a variant counts as is no field.
    fn visit_expr(&mut self, _: &'ast Expr) {}
}

/// The types of the fields that serde is to know both ways.
pub(crate) fn data_fields(input: &DeriveInput) -> Vec<&Type> {
    let mut types = Vec::new();
    match &input.data {
        Data::Struct(data) => types_of(&data.fields, &mut types),
        Data::Enum(data) => {
            let plain = data.variants.iter().filter(|variant| is_data(&variant.attrs));
            plain.for_each(|variant| types_of(&variant.fields, &mut types));
        }
        Data::Union(_) => {}
    }
    types
}

fn types_of<'a>(fields: &'a Fields, types: &mut Vec<&'a Type>) {
    types.extend(fields.iter().filter(|field| is_data(&field.attrs)).map(|field| &field.ty));
}

fn is_data(attributes: &[Attribute]) -> bool {
    let serde = SerdeOptions::of(attributes);
    serde.any(&["skip", "skip_serializing", "skip_deserializing"]).is_none() && !is_opaque(&serde)
}
