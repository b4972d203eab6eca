//! What `#[gopylink::error]` is on: an enum, from its syntax to its model; anything else is told what goes there.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::{Attribute, Data, DeriveInput, Fields, Item};

use super::docs::documentation;
use super::error_options::{field_options, variant_options};
use super::function::strip_groups;
use super::helper::take_helpers;
use crate::diagnostics::Diagnostics;
use crate::messages;
use crate::model::{ErrorEnum, ErrorField, ErrorVariant, FieldKind};
use crate::place::Place;

/// The item as written, and whether it is one that the attribute can describe.
pub(crate) fn parse_error_item(item: TokenStream, diagnostics: &mut Diagnostics) -> (TokenStream, bool) {
    let (place, what) = match syn::parse2::<Item>(item.clone()) {
        Ok(Item::Enum(mut item)) => {
            for attribute in take_helpers(&mut item.attrs) {
                diagnostics.report(&attribute.meta, messages::OPTIONS_OF_ERROR);
            }
            return (item.into_token_stream(), true);
        }
        Ok(Item::Struct(found)) => {
            diagnostics.report(&found.ident, messages::ERROR_ON_STRUCT);
            return (item, false);
        }
        Ok(Item::Union(item)) => (Place::of(&item.ident), "a union"),
        Ok(Item::Impl(item)) => (Place::of(&item.self_ty), "an `impl` block"),
        Ok(Item::Fn(item)) => (Place::of(&item.sig.ident), "a function"),
        Ok(Item::Type(item)) => (Place::of(&item.ident), "an alias"),
        Ok(Item::Trait(item)) => (Place::of(&item.ident), "a trait"),
        Ok(Item::Mod(item)) => (Place::of(&item.ident), "a module"),
        Ok(other) => (Place::of(quote!(#other)), "this item"),
        Err(error) => {
            diagnostics.include(error);
            return (item, false);
        }
    };
    diagnostics.report(place, messages::error_on_other(what));
    (item, false)
}

/// Reads an enum.
pub(crate) fn parse_error(
    input: &DeriveInput,
    name: Option<(String, Place)>,
    diagnostics: &mut Diagnostics,
) -> ErrorEnum {
    let variants = match &input.data {
        Data::Enum(data) => data.variants.iter().map(|variant| parse_variant(variant, diagnostics)).collect(),
        _ => Vec::new(),
    };
    let generics = &input.generics;
    ErrorEnum {
        ident: input.ident.clone(),
        generics: (!generics.params.is_empty() || generics.where_clause.is_some())
            .then(|| Place::of(generics)),
        name,
        doc: documentation(&input.attrs),
        variants,
    }
}

fn parse_variant(variant: &syn::Variant, diagnostics: &mut Diagnostics) -> ErrorVariant {
    // What the crate `thiserror` derives takes fields of these names for sources.
    let derived = has(&variant.attrs, "error");
    let transparent = variant.attrs.iter().any(|attribute| {
        attribute.path().is_ident("error")
            && attribute.parse_args::<syn::Ident>().is_ok_and(|word| word == "transparent")
    });
    let options = variant_options(&variant.attrs, diagnostics);
    let fields = variant.fields.iter().map(|field| {
        let from = field.attrs.iter().find(|attribute| attribute.path().is_ident("from"));
        let by_name = field.ident.as_ref().is_some_and(|ident| ident == "source" || ident == "backtrace");
        ErrorField {
            ident: field.ident.clone(),
            ty: strip_groups(&field.ty).clone(),
            doc: documentation(&field.attrs),
            options: field_options(&field.attrs, diagnostics),
            from: from.map(|attribute| Place::of(&attribute.meta)),
            is_source: transparent
                || options.other.is_some()
                || (options.python.is_some() && is_exception(strip_groups(&field.ty)))
                || from.is_some()
                || has(&field.attrs, "source")
                || has(&field.attrs, "backtrace")
                || (derived && by_name),
        }
    });
    let fields = fields.collect();
    ErrorVariant {
        ident: variant.ident.clone(),
        doc: documentation(&variant.attrs),
        options,
        kind: match &variant.fields {
            Fields::Unit => FieldKind::Unit,
            Fields::Unnamed(_) => FieldKind::Tuple,
            Fields::Named(_) => FieldKind::Named,
        },
        fields,
    }
}

/// Whether a type is named as `gopylink::Error` is, or a box of one: not the `String` that a variant may hold in its place.
fn is_exception(ty: &syn::Type) -> bool {
    let syn::Type::Path(path) = ty else { return false };
    let Some(last) = path.path.segments.last() else { return false };
    match &last.arguments {
        syn::PathArguments::None => last.ident.to_string().ends_with("Error"),
        syn::PathArguments::AngleBracketed(arguments) if last.ident == "Box" => arguments
            .args
            .iter()
            .any(|argument| matches!(argument, syn::GenericArgument::Type(inner) if is_exception(inner))),
        _ => false,
    }
}

fn has(attributes: &[Attribute], name: &str) -> bool {
    attributes.iter().any(|attribute| attribute.path().is_ident(name))
}
