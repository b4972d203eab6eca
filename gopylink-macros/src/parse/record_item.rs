//! What `#[gopylink::record]` is on: a struct or an enum; anything else is told what goes there.

use proc_macro2::TokenStream;
use quote::quote;
use syn::punctuated::Punctuated;
use syn::{Attribute, Item, Meta, Path, Token};

use crate::diagnostics::Diagnostics;
use crate::messages;
use crate::place::Place;

/// The item as written, if it is one that the attribute can describe; otherwise its tokens.
pub(crate) fn parse_record_item(
    item: TokenStream,
    diagnostics: &mut Diagnostics,
) -> Result<Item, TokenStream> {
    match syn::parse2::<Item>(item.clone()) {
        Ok(Item::Struct(mut item)) => {
            refuse_attributes(&mut item.attrs, diagnostics);
            refuse_serde_options(&mut item.attrs, diagnostics);
            Ok(Item::Struct(item))
        }
        Ok(Item::Enum(mut item)) => {
            refuse_attributes(&mut item.attrs, diagnostics);
            refuse_serde_options(&mut item.attrs, diagnostics);
            Ok(Item::Enum(item))
        }
        Ok(other) => {
            report_wrong_item(&other, diagnostics);
            Err(item)
        }
        Err(error) => {
            diagnostics.include(error);
            Err(item)
        }
    }
}

/// Takes off what is ours, and what says twice what the attribute says.
fn refuse_attributes(attributes: &mut Vec<Attribute>, diagnostics: &mut Diagnostics) {
    for attribute in attributes.extract_if(.., |attribute| attribute.path().is_ident("gopylink")) {
        diagnostics.report(&attribute.meta, messages::OPTIONS_OF_RECORD);
    }
    for attribute in attributes.iter_mut().filter(|attribute| attribute.path().is_ident("derive")) {
        let Ok(derived) = attribute.parse_args_with(Punctuated::<Path, Token![,]>::parse_terminated) else {
            continue;
        };
        let is_ours = |path: &Path| {
            path.segments.last().is_some_and(|last| last.ident == "Serialize" || last.ident == "Deserialize")
        };
        let (ours, others): (Vec<_>, Vec<_>) = derived.into_iter().partition(is_ours);
        for path in &ours {
            diagnostics.report(path, messages::DERIVED_TWICE);
        }
        if !ours.is_empty() {
            *attribute = syn::parse_quote!(#[derive(#(#others),*)]);
        }
    }
}

/// Takes off what of serde's options has no meaning for a record.
fn refuse_serde_options(attributes: &mut [Attribute], diagnostics: &mut Diagnostics) {
    for attribute in attributes.iter_mut().filter(|attribute| attribute.path().is_ident("serde")) {
        let Ok(options) = attribute.parse_args_with(Punctuated::<Meta, Token![,]>::parse_terminated) else {
            continue;
        };
        let mut others = Vec::new();
        let before = options.len();
        for option in options {
            let message = if option.path().is_ident("crate") {
                messages::SERDE_CRATE
            } else if option.path().is_ident("remote") {
                messages::SERDE_REMOTE
            } else {
                others.push(option);
                continue;
            };
            diagnostics.report(option, message);
        }
        if others.len() < before {
            *attribute = syn::parse_quote!(#[serde(#(#others),*)]);
        }
    }
}

fn report_wrong_item(item: &Item, diagnostics: &mut Diagnostics) {
    let (place, what) = match item {
        Item::Union(item) => return diagnostics.report(&item.ident, messages::RECORD_ON_UNION),
        Item::Impl(item) => return diagnostics.report(&item.self_ty, messages::RECORD_ON_IMPL),
        Item::Fn(item) => return diagnostics.report(&item.sig.ident, messages::RECORD_ON_FUNCTION),
        Item::Type(item) => return diagnostics.report(&item.ident, messages::RECORD_ON_ALIAS),
        Item::Trait(item) => (Place::of(&item.ident), "a trait"),
        Item::Mod(item) => (Place::of(&item.ident), "a module"),
        other => (Place::of(quote!(#other)), "this item"),
    };
    diagnostics.report(place, messages::record_on_other(what));
}
