//! The defaults of parameters, as generated code evaluates them.

use proc_macro2::{Group, Ident, TokenStream, TokenTree};
use quote::{ToTokens, quote, quote_spanned};
use syn::{Expr, ExprLit, ExprPath, Lit, Type};

use super::paths::DefaultValue;
use crate::model::{Block, Function};
use crate::place::generated_at;

/// What `Self` is called in defaults, which are evaluated outside of the block.
const SELF_ALIAS: &str = "__GopylinkSelf";

/// The value of a default, of the parameter's type. Errors in it underline it.
pub(super) fn default_value(default: &Expr, ty: &Type) -> TokenStream {
    let (first, last) = generated_at(default);
    let function = match strip(default) {
        Expr::Lit(ExprLit { lit: Lit::Str(_), .. }) => quote_spanned!(last=> text),
        // These say themselves that they are of the parameter's type, and what they hold may need to know it.
        Expr::Path(path) if ends_in(path, &["None"]) => quote_spanned!(last=> exactly),
        Expr::Call(call)
            if is_called(&call.func, &["Some"]) || is_called(&call.func, &["Default", "default"]) =>
        {
            quote_spanned!(last=> exactly)
        }
        _ => quote_spanned!(last=> of),
    };
    let path = DefaultValue.to_token_stream().into_iter().map(|mut token| {
        token.set_span(first);
        token
    });
    let value = outside_of_block(default.to_token_stream());
    quote_spanned!(last=> #(#path)*::<#ty>::#function(#value))
}

/// Gives the type of the block the name that it has in defaults, where there are any that name it.
pub(super) fn self_alias(block: &Block, function: &Function) -> Option<TokenStream> {
    let self_type = block.self_type.as_ref()?;
    let names_self = |default: &Expr| mentions_self(default.to_token_stream());
    let needed =
        function.parameters.iter().filter_map(|parameter| parameter.default.as_deref()).any(names_self);
    let alias = Ident::new(SELF_ALIAS, proc_macro2::Span::call_site());
    needed.then(|| quote!(type #alias = #self_type;))
}

fn mentions_self(tokens: TokenStream) -> bool {
    tokens.into_iter().any(|token| match token {
        TokenTree::Ident(ident) => ident == "Self",
        TokenTree::Group(group) => mentions_self(group.stream()),
        _ => false,
    })
}

/// The tokens with another name for `Self`; those of macro calls, too.
fn outside_of_block(tokens: TokenStream) -> TokenStream {
    let renamed = tokens.into_iter().map(|token| match token {
        TokenTree::Ident(ident) if ident == "Self" => Ident::new(SELF_ALIAS, ident.span()).into(),
        TokenTree::Group(group) => {
            let mut renamed = Group::new(group.delimiter(), outside_of_block(group.stream()));
            renamed.set_span(group.span());
            renamed.into()
        }
        other => other,
    });
    renamed.collect()
}

/// The expression within parentheses and the invisible groups that `macro_rules!` puts around one.
pub(super) fn strip(expression: &Expr) -> &Expr {
    match expression {
        Expr::Group(group) => strip(&group.expr),
        Expr::Paren(paren) => strip(&paren.expr),
        other => other,
    }
}

/// Whether a called function's path ends in these names.
pub(super) fn is_called(function: &Expr, names: &[&str]) -> bool {
    matches!(strip(function), Expr::Path(path) if ends_in(path, names))
}

/// Whether the path ends in these names, whatever is before them.
pub(super) fn ends_in(path: &ExprPath, names: &[&str]) -> bool {
    let segments = &path.path.segments;
    segments.len() >= names.len()
        && segments.iter().rev().zip(names.iter().rev()).all(|(segment, name)| segment.ident == name)
}
