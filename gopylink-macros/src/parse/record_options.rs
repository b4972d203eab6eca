//! Options of `#[gopylink::record]`.

use proc_macro2::{Ident, TokenStream};
use syn::ext::IdentExt;
use syn::parse::{ParseStream, Parser};
use syn::{LitStr, Token};

use super::options::tokens_to_comma;
use crate::diagnostics::Diagnostics;
use crate::messages;
use crate::model::RecordOptions;
use crate::place::Place;

/// The options.
const KNOWN: [&str; 3] = ["name", "dataclass", "enum_class"];

/// Serde's options of a container, which may be looked for here.
const SERDE: [&str; 12] = [
    "rename",
    "rename_all",
    "rename_all_fields",
    "default",
    "tag",
    "content",
    "untagged",
    "transparent",
    "deny_unknown_fields",
    "bound",
    "from",
    "into",
];

/// Reads options; what is wrong with one does not keep the others from being read.
pub(crate) fn parse_record_options(tokens: TokenStream, diagnostics: &mut Diagnostics) -> RecordOptions {
    let mut options = RecordOptions::default();
    let mut seen = Vec::new();
    let parser = |input: ParseStream<'_>| {
        while !input.is_empty() {
            let option =
                if input.peek(syn::Ident::peek_any) { Some(syn::Ident::parse_any(input)?) } else { None };
            let value = tokens_to_comma(input)?;
            let outcome = match option {
                Some(option) => set(&mut options, &mut seen, &option, value),
                None => {
                    let comma = || input.cursor().token_stream().into_iter().take(1).collect();
                    let place = if value.is_empty() { comma() } else { value };
                    Err(syn::Error::new_spanned(place, messages::expected_option(&KNOWN)))
                }
            };
            if let Err(error) = outcome {
                diagnostics.include(error);
            }
            input.parse::<Option<Token![,]>>()?;
        }
        Ok(())
    };
    if let Err(error) = parser.parse2(tokens) {
        diagnostics.include(error);
    }
    options
}

fn set(
    options: &mut RecordOptions,
    seen: &mut Vec<String>,
    option: &Ident,
    value: TokenStream,
) -> syn::Result<()> {
    let name = option.to_string();
    let refused = |message| Err(syn::Error::new(option.span(), message));
    if SERDE.contains(&name.as_str()) {
        return refused(messages::option_of_serde(&name));
    }
    if name == "pickle" {
        return refused(messages::RECORD_PICKLE.to_owned());
    }
    if !KNOWN.contains(&name.as_str()) {
        return refused(messages::unknown_option(&name, "#[gopylink::record]", &KNOWN));
    }
    if seen.contains(&name) {
        return refused(messages::repeated_option(&name));
    }
    match name.as_str() {
        "name" => {
            let text = string.parse2(value.clone()).map_err(|_| {
                let place = if value.is_empty() { Place::of(option) } else { Place::of(&value) };
                syn::Error::new_spanned(place, messages::needs_string(&name))
            })?;
            options.name = Some((text.value(), Place::of(text)));
        }
        _ if !value.is_empty() => {
            return Err(syn::Error::new_spanned(value, messages::takes_no_value(&name)));
        }
        "dataclass" => options.dataclass = Some(Place::of(option)),
        _ => options.enum_class = Some(Place::of(option)),
    }
    seen.push(name);
    Ok(())
}

fn string(input: ParseStream<'_>) -> syn::Result<LitStr> {
    input.parse::<Token![=]>()?;
    input.parse::<LitStr>()
}
