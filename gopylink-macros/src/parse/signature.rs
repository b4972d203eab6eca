//! The option `signature = (a, /, b = 10, *rest, c, **options)`.

use proc_macro2::{TokenStream, TokenTree};
use syn::ext::IdentExt;
use syn::parse::{ParseStream, Parser};
use syn::{Expr, Ident, Token, parenthesized};

use crate::messages;
use crate::model::{EntryKind, Passing, Signature, SignatureEntry};
use crate::names::plain_name;
use crate::place::Place;

/// Reads what follows the word `signature`, of an export or of a stub. The error holds all errors of its entries.
pub(super) fn parse_signature(option: &Ident, value: TokenStream, of_stub: bool) -> syn::Result<Signature> {
    let place = if value.is_empty() { Place::of(option) } else { Place::of(&value) };
    let list = |input: ParseStream<'_>| {
        input.parse::<Token![=]>()?;
        let content;
        parenthesized!(content in input);
        content.parse::<TokenStream>()
    };
    let list = list.parse2(value).map_err(|_| syn::Error::new_spanned(place, messages::NEEDS_SIGNATURE))?;
    let entries = (|input: ParseStream<'_>| entries(input, of_stub)).parse2(list)?;
    Ok(Signature { entries, place })
}

fn entries(input: ParseStream<'_>, of_stub: bool) -> syn::Result<Vec<SignatureEntry>> {
    let mut entries = Vec::new();
    let mut errors: Option<syn::Error> = None;
    while !input.is_empty() {
        let read = entry(input, of_stub).and_then(|entry| {
            if input.is_empty() || input.peek(Token![,]) {
                return Ok(entry);
            }
            let message =
                if input.peek(Token![:]) { messages::SIGNATURE_TYPE } else { messages::SIGNATURE_COMMA };
            Err(refused(input, message))
        });
        match (read, &mut errors) {
            (Ok(entry), _) => entries.push(entry),
            (Err(error), Some(errors)) => errors.combine(error),
            (Err(error), None) => errors = Some(error),
        }
        to_comma(input)?;
        input.parse::<Option<Token![,]>>()?;
    }
    errors.map_or(Ok(entries), Err)
}

fn entry(input: ParseStream<'_>, of_stub: bool) -> syn::Result<SignatureEntry> {
    // A parameter of Python's may have the name.
    let is_receiver = input.peek(Token![self]) && !of_stub;
    if input.peek(Token![&]) || is_receiver || input.peek(Token![mut]) {
        return Err(refused(input, messages::SIGNATURE_RECEIVER));
    }
    if let Some(slash) = input.parse::<Option<Token![/]>>()? {
        return Ok(mark(EntryKind::Slash, Place::of(slash)));
    }
    let star: Option<Token![*]> = input.parse()?;
    let second: Option<Token![*]> = if star.is_some() { input.parse()? } else { None };
    if !input.peek(Ident::peek_any) {
        return match (star, second) {
            (Some(first), Some(second)) => {
                let stars = quote::quote!(#first #second);
                Err(syn::Error::new_spanned(stars, messages::SIGNATURE_BARE_STARS))
            }
            (Some(star), None) if input.is_empty() || input.peek(Token![,]) => {
                Ok(mark(EntryKind::Star, Place::of(star)))
            }
            _ => Err(refused(input, messages::SIGNATURE_ENTRY)),
        };
    }
    let ident = Ident::parse_any(input)?;
    let passing = match (star, second) {
        (Some(_), Some(_)) => Passing::Options,
        (Some(_), None) => Passing::Rest,
        _ => Passing::Single,
    };
    let default =
        input.parse::<Option<Token![=]>>()?.map(|equals| default(input, equals, of_stub)).transpose()?;
    let kind = EntryKind::Parameter { name: plain_name(&ident), passing, default };
    Ok(SignatureEntry { kind, place: Place::of(&ident) })
}

fn mark(kind: EntryKind, place: Place) -> SignatureEntry {
    SignatureEntry { kind, place }
}

fn default(input: ParseStream<'_>, equals: Token![=], of_stub: bool) -> syn::Result<Box<Expr>> {
    if input.is_empty() || input.peek(Token![,]) {
        return Err(syn::Error::new_spanned(equals, messages::SIGNATURE_NO_DEFAULT));
    }
    // Python's stubs write it so: which value it is, is Python's to know.
    if of_stub && let Some(dots) = input.parse::<Option<Token![...]>>()? {
        return Ok(Box::new(Expr::Verbatim(quote::quote!(#dots))));
    }
    let fork = input.fork();
    input.parse().map(Box::new).map_err(|_| refused(&fork, messages::SIGNATURE_NOT_A_DEFAULT))
}

/// An error that underlines all up to the next comma.
fn refused(input: ParseStream<'_>, message: &str) -> syn::Error {
    let is_comma = |token: &TokenTree| matches!(token, TokenTree::Punct(punct) if punct.as_char() == ',');
    let entry: TokenStream =
        input.cursor().token_stream().into_iter().take_while(|token| !is_comma(token)).collect();
    let entry =
        if entry.is_empty() { input.cursor().token_stream().into_iter().take(1).collect() } else { entry };
    syn::Error::new_spanned(entry, message)
}

/// Passes over what is left of a faulty entry.
fn to_comma(input: ParseStream<'_>) -> syn::Result<()> {
    while !input.is_empty() && !input.peek(Token![,]) {
        input.parse::<TokenTree>()?;
    }
    Ok(())
}
