//! Options: what stands in the parentheses of an attribute.

use proc_macro2::{TokenStream, TokenTree};
use syn::ext::IdentExt;
use syn::parse::{ParseStream, Parser};
use syn::{Ident, LitStr, Token};

use super::signature::parse_signature;
use crate::diagnostics::Diagnostics;
use crate::messages;
use crate::model::{BlockKind, Options};
use crate::names::RenameRule;
use crate::place::Place;

/// Options of records, which may be looked for elsewhere.
const OF_RECORDS: [&str; 2] = ["dataclass", "enum_class"];

/// Whose options they are.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Carrier {
    /// One of the attributes that export.
    Attribute(BlockKind),
    /// `#[gopylink(…)]` on a function of such a block.
    Helper(BlockKind),
    /// `#[gopylink(…)]` on a constant of a class.
    Constant,
    /// `#[gopylink(…)]` on a function of a block of stubs.
    Stub,
    /// `#[gopylink(…)]` on a parameter of such a function.
    StubParameter,
    /// `#[gopylink(…)]` on a type of such a block.
    StubClass,
}

impl Carrier {
    /// Where options can be, those near this one first.
    fn all(self) -> Vec<Self> {
        let kind = match self {
            Self::Attribute(kind) | Self::Helper(kind) => kind,
            Self::Constant => BlockKind::Class,
            Self::Stub | Self::StubParameter | Self::StubClass => return vec![Self::Stub, Self::StubClass],
        };
        let helper = if kind == BlockKind::Function { BlockKind::Functions } else { kind };
        let others = if kind == BlockKind::Class { BlockKind::Functions } else { BlockKind::Class };
        vec![
            Self::Helper(helper),
            Self::Attribute(kind),
            Self::Attribute(others),
            Self::Attribute(BlockKind::Function),
        ]
    }

    fn known(self) -> &'static [&'static str] {
        match self {
            Self::Attribute(BlockKind::Functions) => &["rename_all"],
            Self::Attribute(BlockKind::Function) => &["name", "hold_gil", "array", "signature"],
            Self::Attribute(BlockKind::Class) => &["name", "rename_all", "pickle", "no_constructor"],
            Self::Helper(_) => {
                &["name", "skip", "constructor", "getter", "setter", "hold_gil", "array", "signature"]
            }
            Self::Constant => &["name", "skip"],
            Self::Stub => &["name", "constructor", "signature"],
            Self::StubParameter => &["name"],
            Self::StubClass => &["name", "base"],
        }
    }

    fn spelled(self) -> &'static str {
        match self {
            Self::Attribute(kind) => messages::attribute(kind),
            Self::Helper(_) | Self::Constant => "#[gopylink(…)]",
            Self::Stub => "#[gopylink(…)] fn",
            Self::StubParameter => "#[gopylink(…)] parameter: Type",
            Self::StubClass => "#[gopylink(…)] type",
        }
    }
}

/// Reads options; what is wrong with one does not keep the others from being read.
pub(super) fn parse_options(tokens: TokenStream, carrier: Carrier, diagnostics: &mut Diagnostics) -> Options {
    let mut reader = Reader { carrier, options: Options::default(), seen: Vec::new(), diagnostics };
    if !tokens.is_empty() {
        reader.options.place = Some(Place::of(&tokens));
    }
    // Errors are noted as they are found, so the parser itself has none to give.
    if let Err(error) = (|input: ParseStream<'_>| reader.read(input)).parse2(tokens) {
        reader.diagnostics.include(error);
    }
    reader.options
}

struct Reader<'a> {
    carrier: Carrier,
    options: Options,
    seen: Vec<String>,
    diagnostics: &'a mut Diagnostics,
}

impl Reader<'_> {
    fn read(&mut self, input: ParseStream<'_>) -> syn::Result<()> {
        while !input.is_empty() {
            if input.peek(Ident::peek_any) {
                let option = Ident::parse_any(input)?;
                let value = tokens_to_comma(input)?;
                self.known_or_meant(option, value);
            } else {
                let other = tokens_to_comma(input)?;
                let comma = || input.cursor().token_stream().into_iter().take(1).collect();
                let place = if other.is_empty() { comma() } else { other };
                self.diagnostics.report(place, messages::expected_option(self.carrier.known()));
            }
            input.parse::<Option<Token![,]>>()?;
        }
        Ok(())
    }

    /// An unknown option is read as the one that was most likely meant, so that its want is no second error.
    fn known_or_meant(&mut self, mut option: Ident, value: TokenStream) {
        let name = option.to_string();
        let known = self.carrier.known();
        let is_known = known.contains(&name.as_str());
        if !is_known {
            self.diagnostics.report(&option, self.unknown(&name));
            let Some(meant) = self.meant(&name) else { return };
            option = Ident::new(meant, option.span());
        }
        if let (Err(error), true) = (self.option(&option, value), is_known) {
            self.diagnostics.include(error);
        }
    }

    /// None for an option that is one elsewhere, and for one that this block cannot have.
    fn meant(&self, name: &str) -> Option<&'static str> {
        let meant = messages::meant_option(name, self.carrier.known())?;
        let is_of_class = matches!(meant, "constructor" | "getter" | "setter");
        let fits = self.carrier != Carrier::Helper(BlockKind::Functions) || !is_of_class;
        (fits && self.right_carrier(name).is_none()).then_some(meant)
    }

    fn right_carrier(&self, name: &str) -> Option<Carrier> {
        self.carrier.all().into_iter().find(|carrier| carrier.known().contains(&name))
    }

    fn option(&mut self, option: &Ident, value: TokenStream) -> syn::Result<()> {
        let name = option.to_string();
        if self.seen.contains(&name) {
            return Err(syn::Error::new(option.span(), messages::repeated_option(&name)));
        }
        match name.as_str() {
            "name" => {
                let text = string(option, &value)?;
                self.options.name = Some((text.value(), Place::of(text)));
            }
            "rename_all" => self.options.rename_all = rename_rule(&string(option, &value)?)?,
            "skip" => self.options.skip = Some(flag(option, &value)?),
            "constructor" => self.options.constructor = Some(flag(option, &value)?),
            "getter" => self.options.getter = Some(flag(option, &value)?),
            "setter" => self.options.setter = Some(flag(option, &value)?),
            "no_constructor" => self.options.no_constructor = Some(flag(option, &value)?),
            "pickle" => self.options.pickle = Some(flag(option, &value)?),
            "hold_gil" => self.options.hold_gil = Some(flag(option, &value)?),
            "base" => self.options.base = Some(base(option, &value)?),
            "array" => self.options.array = Some(flag(option, &value)?),
            _ => {
                self.options.signature = Some(parse_signature(option, value, self.carrier == Carrier::Stub)?);
            }
        }
        self.seen.push(name);
        Ok(())
    }

    fn unknown(&self, option: &str) -> String {
        let known = self.carrier.known();
        if self.carrier == Carrier::Constant && Carrier::Helper(BlockKind::Class).known().contains(&option) {
            return messages::option_of_constant(option, known);
        }
        match self.right_carrier(option) {
            None if OF_RECORDS.contains(&option) => {
                messages::misplaced_option(option, self.carrier.spelled(), "#[gopylink::record]")
            }
            Some(right) => messages::misplaced_option(option, self.carrier.spelled(), right.spelled()),
            None => messages::unknown_option(option, self.carrier.spelled(), known),
        }
    }
}

pub(super) fn tokens_to_comma(input: ParseStream<'_>) -> syn::Result<TokenStream> {
    let mut tokens = TokenStream::new();
    while !input.is_empty() && !input.peek(Token![,]) {
        tokens.extend([input.parse::<TokenTree>()?]);
    }
    Ok(tokens)
}

pub(super) fn string(option: &Ident, value: &TokenStream) -> syn::Result<LitStr> {
    let error = || {
        let place = if value.is_empty() { Place::of(option) } else { Place::of(skip_equals(value)) };
        syn::Error::new_spanned(place, messages::needs_string(&option.to_string()))
    };
    let parser = |input: ParseStream<'_>| {
        input.parse::<Token![=]>()?;
        input.parse::<LitStr>()
    };
    parser.parse2(value.clone()).map_err(|_| error())
}

fn base(option: &Ident, value: &TokenStream) -> syn::Result<Ident> {
    let parser = |input: ParseStream<'_>| {
        input.parse::<Token![=]>()?;
        input.parse::<Ident>()
    };
    parser.parse2(value.clone()).map_err(|_| {
        let place = if value.is_empty() { Place::of(option) } else { Place::of(skip_equals(value)) };
        syn::Error::new_spanned(place, messages::STUB_BASE)
    })
}

fn skip_equals(value: &TokenStream) -> TokenStream {
    let is_equals = |token: &TokenTree| matches!(token, TokenTree::Punct(punct) if punct.as_char() == '=');
    let rest: TokenStream = value.clone().into_iter().skip_while(is_equals).collect();
    if rest.is_empty() { value.clone() } else { rest }
}

pub(super) fn flag(option: &Ident, value: &TokenStream) -> syn::Result<Place> {
    if value.is_empty() {
        return Ok(Place::of(option));
    }
    Err(syn::Error::new_spanned(value, messages::takes_no_value(&option.to_string())))
}

fn rename_rule(text: &LitStr) -> syn::Result<Option<RenameRule>> {
    let word = text.value();
    if let Some(rule) = RenameRule::from_word(&word) {
        return Ok(Some(rule));
    }
    let message = match word.as_str() {
        "kebab-case" | "SCREAMING-KEBAB-CASE" => messages::kebab_rename(&word),
        _ => messages::unknown_rename(&word, &RenameRule::words()),
    };
    Err(syn::Error::new(text.span(), message))
}
