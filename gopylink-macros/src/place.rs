//! Where something is written: kept by the model in place of the tokens themselves.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote_spanned};
use syn::LitStr;

/// From the first token of something to its last.
///
/// Stable Rust cannot join two spans into one, so both ends are kept; an error that is given both underlines
/// all between them.
#[derive(Clone, Copy)]
pub(crate) struct Place {
    first: Span,
    last: Span,
}

impl Place {
    /// Where `tokens` are.
    pub(crate) fn of(tokens: impl ToTokens) -> Self {
        let mut spans = tokens.into_token_stream().into_iter().map(|token| token.span());
        let first = spans.next().unwrap_or_else(Span::call_site);
        Self { first, last: spans.last().unwrap_or(first) }
    }

    /// The first token.
    pub(crate) fn first(self) -> Span {
        self.first
    }

    /// A word of generated code that the compiler takes for what is there.
    pub(crate) fn ident(self, word: &str) -> Ident {
        Ident::new(word, self.first)
    }

    /// A text of generated code that the compiler takes for what is there.
    pub(crate) fn string(self, text: &str) -> LitStr {
        LitStr::new(text, self.first)
    }

    /// The line, counted from 1.
    pub(crate) fn line(self) -> usize {
        self.first.start().line
    }
}

impl From<Span> for Place {
    fn from(span: Span) -> Self {
        Self { first: span, last: span }
    }
}

/// Two tokens that only carry the spans.
impl ToTokens for Place {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        tokens.extend(quote_spanned!(self.first=> _));
        tokens.extend(quote_spanned!(self.last=> _));
    }
}

/// Where generated tokens go that the compiler shall take for `written` in its errors: its first token and its
/// last. Lints of the user's crate leave them alone.
pub(crate) fn generated_at(written: &impl ToTokens) -> (Span, Span) {
    let Place { first, last } = Place::of(written);
    (first.resolved_at(Span::call_site()), last.resolved_at(Span::call_site()))
}
