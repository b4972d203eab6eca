//! Options of `#[gopylink::error]`, and of `#[gopylink(…)]` in such an enum.

use proc_macro2::{Ident, TokenStream};
use syn::ext::IdentExt;
use syn::parse::{ParseStream, Parser};
use syn::{Attribute, Meta, Token};

use super::options::{flag, string, tokens_to_comma};
use crate::diagnostics::Diagnostics;
use crate::messages;
use crate::model::{FieldOptions, VariantOptions};
use crate::place::Place;

/// The option of the enum: what Python calls the base class.
pub(crate) fn parse_error_options(
    tokens: TokenStream,
    diagnostics: &mut Diagnostics,
) -> Option<(String, Place)> {
    let mut name = None;
    read(
        tokens,
        Known { own: &["name"], others: OF_VARIANT, carrier: "#[gopylink::error]", right: VARIANT },
        diagnostics,
        |option, value| {
            let text = string(option, value)?;
            name = Some((text.value(), Place::of(text)));
            Ok(())
        },
    );
    name
}

const OF_VARIANT: &[&str] = &["name", "base", "python", "other"];
const OF_FIELD: &[&str] = &["name", "skip"];
const VARIANT: &str = "#[gopylink(…)] Variant";
const FIELD: &str = "#[gopylink(…)] field";

/// The options of a variant.
pub(super) fn variant_options(attributes: &[Attribute], diagnostics: &mut Diagnostics) -> VariantOptions {
    let mut options = VariantOptions::default();
    let known = Known { own: OF_VARIANT, others: OF_FIELD, carrier: VARIANT, right: FIELD };
    read(helpers(attributes, diagnostics), known, diagnostics, |option, value| {
        if option == "other" {
            options.other = Some(flag(option, value)?);
            return Ok(());
        }
        let text = string(option, value)?;
        let text = Some((text.value(), Place::of(text)));
        match option.to_string().as_str() {
            "name" => options.name = text,
            "base" => options.base = text,
            _ => options.python = text,
        }
        Ok(())
    });
    options
}

/// The options of a field.
pub(super) fn field_options(attributes: &[Attribute], diagnostics: &mut Diagnostics) -> FieldOptions {
    let mut options = FieldOptions::default();
    let known = Known { own: OF_FIELD, others: OF_VARIANT, carrier: FIELD, right: VARIANT };
    read(helpers(attributes, diagnostics), known, diagnostics, |option, value| {
        if option == "skip" {
            options.skip = Some(flag(option, value)?);
            return Ok(());
        }
        let text = string(option, value)?;
        options.name = Some((text.value(), Place::of(text)));
        Ok(())
    });
    options
}

/// What is in the parentheses of every `#[gopylink(…)]`.
fn helpers(attributes: &[Attribute], diagnostics: &mut Diagnostics) -> TokenStream {
    let mut tokens = TokenStream::new();
    for attribute in attributes.iter().filter(|attribute| attribute.path().is_ident("gopylink")) {
        match &attribute.meta {
            Meta::List(list) => {
                if !tokens.is_empty() {
                    tokens.extend(quote::quote!(,));
                }
                tokens.extend(list.tokens.clone());
            }
            other => diagnostics.report(other, messages::OPTIONS_MISSING),
        }
    }
    tokens
}

/// Which options there are here, and which are elsewhere.
#[derive(Clone, Copy)]
struct Known {
    own: &'static [&'static str],
    carrier: &'static str,
    others: &'static [&'static str],
    right: &'static str,
}

impl Known {
    fn refuse(self, option: &str) -> String {
        if self.others.contains(&option) {
            messages::misplaced_option(option, self.carrier, self.right)
        } else {
            messages::unknown_option(option, self.carrier, self.own)
        }
    }
}

/// Reads options; what is wrong with one does not keep the others from being read.
fn read(
    tokens: TokenStream,
    known: Known,
    diagnostics: &mut Diagnostics,
    mut set: impl FnMut(&Ident, &TokenStream) -> syn::Result<()>,
) {
    let mut seen: Vec<String> = Vec::new();
    let mut read_one = |input: ParseStream<'_>| {
        if !input.peek(Ident::peek_any) {
            let other = tokens_to_comma(input)?;
            let other = if other.is_empty() { input.cursor().token_stream() } else { other };
            return Err(syn::Error::new_spanned(other, messages::expected_option(known.own)));
        }
        let option = Ident::parse_any(input)?;
        let value = tokens_to_comma(input)?;
        let name = option.to_string();
        if !known.own.contains(&name.as_str()) {
            return Err(syn::Error::new(option.span(), known.refuse(&name)));
        }
        if seen.contains(&name) {
            return Err(syn::Error::new(option.span(), messages::repeated_option(&name)));
        }
        seen.push(name);
        set(&option, &value)
    };
    let parser = |input: ParseStream<'_>| {
        while !input.is_empty() {
            if let Err(error) = read_one(input) {
                diagnostics.include(error);
            }
            input.parse::<Option<Token![,]>>()?;
        }
        Ok(())
    };
    if let Err(error) = parser.parse2(tokens) {
        diagnostics.include(error);
    }
}
