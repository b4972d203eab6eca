//! `#[cfg]` attributes, which generated code shares with the item that it is for.

use proc_macro2::{TokenStream, TokenTree};
use syn::parse::ParseStream;
use syn::punctuated::Punctuated;
use syn::{Attribute, Meta, Token, parse_quote};

/// The conditions among `attributes`, each as a `#[cfg]`.
pub(super) fn conditions(attributes: &[Attribute]) -> Vec<Attribute> {
    attributes.iter().flat_map(attribute_conditions).collect()
}

fn attribute_conditions(attribute: &Attribute) -> Vec<Attribute> {
    if attribute.path().is_ident("cfg") {
        return vec![attribute.clone()];
    }
    // `cfg_attr(predicate, cfg(condition))` compiles the item unless the predicate holds and the condition does
    // not. Its other attributes are no business of generated code.
    let Some((predicate, nested)) = conditional_attributes(attribute) else { return Vec::new() };
    let nested = nested.iter().filter(|meta| meta.path().is_ident("cfg"));
    nested
        .filter_map(|meta| {
            let condition = &meta.require_list().ok()?.tokens;
            Some(parse_quote!(#[cfg(any(not(#predicate), #condition))]))
        })
        .collect()
}

/// The predicate and the attributes of a `#[cfg_attr]`.
pub(super) fn conditional_attributes(attribute: &Attribute) -> Option<(TokenStream, Vec<Meta>)> {
    if !attribute.path().is_ident("cfg_attr") {
        return None;
    }
    let parser = |input: ParseStream<'_>| {
        // Not a `Meta`: `true` and `false` are predicates too.
        let mut predicate = TokenStream::new();
        while !input.is_empty() && !input.peek(Token![,]) {
            predicate.extend([input.parse::<TokenTree>()?]);
        }
        input.parse::<Option<Token![,]>>()?;
        let attributes = Punctuated::<Meta, Token![,]>::parse_terminated(input)?;
        Ok((predicate, attributes.into_iter().collect()))
    };
    attribute.parse_args_with(parser).ok()
}
