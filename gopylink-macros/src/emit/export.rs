//! The description of one function, which the registry numbers and the manifest carries.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::{Type, parse_quote};

use super::literal::python_text;
use super::paths::{
    Described, FunctionExport, Instances, MakeThunk, ParameterExport, ParameterKind, Returns, ReturnsArray,
    SourceLocation,
};
use super::special::refuse_result;
use super::types::spelled_out;
use crate::model::{Block, Doc, DocPart, Function, Parameter, ParameterKind as Kind};
use crate::parse::value_type;
use crate::place::{Place, generated_at};

/// A `FunctionExport` with the thunk of that name.
pub(super) fn function_export(block: &Block, function: &Function, thunk: &Ident) -> TokenStream {
    let self_type = block.self_type.as_ref();
    let name = &function.python_name;
    let doc = documentation(&function.doc);
    let parameters = function.parameters.iter().map(|parameter| parameter_export(parameter, self_type));
    let returns = match &function.returns {
        Some(ty) => spelled_out(ty, self_type),
        None => parse_quote!(()),
    };
    let hold_gil = holds_gil(function);
    let returns = if function.options.array.is_some() {
        quote!(|| #ReturnsArray::<#returns>::type_ref())
    } else {
        let underlined = function.returns.as_ref().map(value_type);
        let check = underlined
            .map(|ty| refuse_instances(&quote!(#Returns::<#returns>::INSTANCES), "assert_result", ty));
        let special = refuse_result(block, function, &returns);
        quote!({ #check #special || #Returns::<#returns>::type_ref() })
    };
    let location = location(Place::of(&function.ident));
    quote! {
        #FunctionExport {
            name: #name,
            doc: #doc,
            parameters: &[#(#parameters),*],
            returns: #returns,
            thunk: #MakeThunk::of::<#thunk>(),
            hold_gil: #hold_gil,
            location: #location,
        }
    }
}

/// Has the compiler refuse instances of classes where they cannot be. It underlines `written`.
pub(super) fn refuse_instances(held: &TokenStream, assertion: &str, written: &impl ToTokens) -> TokenStream {
    let (first, last) = generated_at(written);
    let assertion = Ident::new(assertion, first);
    let arguments = quote_spanned!(last=> ());
    let assert = quote_spanned!(first=> __GOPYLINK_INSTANCES.#assertion #arguments);
    quote! {
        const _: () = {
            const __GOPYLINK_INSTANCES: #Instances = #held;
            #assert
        };
    }
}

/// Whether it is called with the GIL held, as what only looks at a constant is.
pub(super) fn holds_gil(function: &Function) -> bool {
    function.options.hold_gil.is_some() || function.constant
}

fn parameter_export(parameter: &Parameter, self_type: Option<&Type>) -> TokenStream {
    let name = parameter.name.as_deref().unwrap_or_default();
    let kind = parameter_kind(parameter.kind);
    let default = match &parameter.default {
        Some(default) => {
            let text = python_text(default);
            quote!(::core::option::Option::Some(#text))
        }
        None => quote!(::core::option::Option::None),
    };
    let ty = spelled_out(&parameter.ty, self_type);
    let check = refuse_instances(&quote!(#Described::<#ty>::INSTANCES), "assert_argument", &parameter.ty);
    quote! {
        #ParameterExport {
            name: #name,
            kind: #kind,
            accepts: { #check || #Described::<#ty>::accepts() },
            default: #default,
        }
    }
}

/// The manifest's word for how a parameter is passed.
pub(super) fn parameter_kind(kind: Kind) -> TokenStream {
    let word = match kind {
        Kind::PositionalOnly => quote!(PositionalOnly),
        Kind::Normal => quote!(Normal),
        Kind::Rest => quote!(Rest),
        Kind::KeywordOnly => quote!(KeywordOnly),
        Kind::Options => quote!(Options),
    };
    quote!(#ParameterKind::#word)
}

/// The documentation as an expression of type `&'static str`.
pub(super) fn documentation(doc: &Doc) -> TokenStream {
    let parts = doc.parts.iter().map(|part| match part {
        DocPart::Text(text) => quote!(#text),
        DocPart::Macro(expression) => quote!(#expression),
    });
    match doc.parts.as_slice() {
        [] => quote!(""),
        [DocPart::Text(text)] => quote!(#text),
        _ => quote!(::core::concat!(#(#parts),*)),
    }
}

/// Where something is written, as a `SourceLocation`.
pub(super) fn location(place: Place) -> TokenStream {
    let line = Literal::usize_unsuffixed(place.line());
    quote!(#SourceLocation { file: ::core::file!(), line: #line })
}
