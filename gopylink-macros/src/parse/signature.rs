//! The option `signature = (a, b, *rest)`.

use proc_macro2::{TokenStream, TokenTree};
use syn::ext::IdentExt;
use syn::parse::{ParseStream, Parser};
use syn::{Ident, Token, parenthesized};

use crate::messages;
use crate::model::{Signature, SignatureEntry};
use crate::names::plain_name;
use crate::place::Place;

/// Reads what follows the word `signature`.
pub(super) fn parse_signature(option: &Ident, value: TokenStream) -> syn::Result<Signature> {
    let place = if value.is_empty() { Place::of(option) } else { Place::of(&value) };
    let list = |input: ParseStream<'_>| {
        input.parse::<Token![=]>()?;
        let content;
        parenthesized!(content in input);
        content.parse::<TokenStream>()
    };
    let list = list.parse2(value).map_err(|_| syn::Error::new_spanned(place, messages::NEEDS_SIGNATURE))?;
    let entries = entries.parse2(list)?;
    Ok(Signature { entries, place })
}

fn entries(input: ParseStream<'_>) -> syn::Result<Vec<SignatureEntry>> {
    let mut entries = Vec::new();
    while !input.is_empty() {
        entries.push(entry(input)?);
        if !input.is_empty() {
            input.parse::<Token![,]>()?;
        }
    }
    Ok(entries)
}

fn entry(input: ParseStream<'_>) -> syn::Result<SignatureEntry> {
    if input.peek(Token![&]) || input.peek(Token![self]) || input.peek(Token![mut]) {
        return Err(refused(input, messages::SIGNATURE_RECEIVER));
    }
    if input.peek(Token![/]) {
        return Err(refused(input, messages::SIGNATURE_POSITIONAL_ONLY));
    }
    if input.peek(Token![*]) && input.peek2(Token![*]) {
        return Err(refused(input, messages::SIGNATURE_OPTIONS));
    }
    let star: Option<Token![*]> = input.parse()?;
    if !input.peek(Ident::peek_any) {
        let message = if star.is_some() { messages::SIGNATURE_BARE_STAR } else { messages::SIGNATURE_ENTRY };
        return Err(match star {
            Some(star) => syn::Error::new_spanned(star, message),
            None => refused(input, message),
        });
    }
    let ident = Ident::parse_any(input)?;
    if input.peek(Token![=]) {
        return Err(refused(input, messages::SIGNATURE_DEFAULT));
    }
    Ok(SignatureEntry { name: plain_name(&ident), rest: star.is_some(), place: Place::of(&ident) })
}

/// An error that underlines all up to the next comma.
fn refused(input: ParseStream<'_>, message: &str) -> syn::Error {
    let is_comma = |token: &TokenTree| matches!(token, TokenTree::Punct(punct) if punct.as_char() == ',');
    let entry: TokenStream =
        input.cursor().token_stream().into_iter().take_while(|token| !is_comma(token)).collect();
    syn::Error::new_spanned(entry, message)
}
