//! Options of `#[gopylink::record]`.

use proc_macro2::{Ident, TokenStream, TokenTree};
use syn::ext::IdentExt;
use syn::parse::{ParseStream, Parser};
use syn::{LitStr, Token};

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
            let mut value = TokenStream::new();
            while !input.is_empty() && !input.peek(Token![,]) {
                value.extend([input.parse::<TokenTree>()?]);
            }
            let outcome = match option {
                Some(option) => set(&mut options, &mut seen, &option, value),
                None => Err(syn::Error::new_spanned(value, messages::expected_option(&KNOWN))),
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
