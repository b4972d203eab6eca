//! What special methods may return, which the compiler knows: the type may hide behind a name.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::Type;

use super::paths::{Kind, Returns};
use crate::messages;
use crate::model::{Block, BlockKind, Function, Role};
use crate::parse::value_type;
use crate::place::generated_at;
use crate::special::{Wanted, special};

/// Has the compiler refuse what Python never takes from the special method. It underlines the type as it is written;
/// `returns` is that type where it has a meaning.
pub(super) fn refuse_result(block: &Block, function: &Function, returns: &Type) -> Option<TokenStream> {
    let is_method = block.kind == BlockKind::Class && function.role == Role::Method;
    let special = special(&function.python_name).filter(|_| is_method)?;
    let wanted = Wanted::of(&special)?;
    let (first, last) = generated_at(value_type(function.returns.as_ref()?));
    let message = messages::special_result(special.name, wanted);
    let known = Ident::new(if matches!(wanted, Wanted::Item) { "UNFAILING" } else { "KIND" }, first);
    let kind = |word: &&str| {
        let word = Ident::new(word, Span::call_site());
        quote!(#Kind::#word)
    };
    let (assertion, kinds) = match wanted.kinds() {
        Some(kinds) => ("assert_one_of", kinds),
        None => ("assert_none_of", &["None"][..]),
    };
    let (assertion, kinds) = (Ident::new(assertion, first), kinds.iter().map(kind));
    let arguments = quote_spanned!(last=> (&[#(#kinds),*], #message));
    let assert = quote_spanned!(first=> __GOPYLINK_KIND.#assertion #arguments);
    Some(quote! {
        const _: () = {
            const __GOPYLINK_KIND: #Kind = #Returns::<#returns>::#known;
            #assert
        };
    })
}
