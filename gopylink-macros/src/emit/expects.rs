//! What a block of stubs expects of Python, for the manifest.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{Type, parse_quote};

use super::export::{documentation, location, parameter_kind};
use super::literal::python_text;
use super::paths::stub::PythonClass;
use super::paths::{
    AnyType, Described, Expected, ExpectedClass, ExpectedFunction, ExpectedParameter, Returns, Submit,
};
use super::types::{boxed, spelled_out};
use crate::model::{Parameter, StubClass, StubFunction, StubRole, Stubs};
use crate::parse::strip_groups;
use crate::place::Place;

/// Everything that the block declares.
pub(super) fn expects(stubs: &Stubs) -> TokenStream {
    let attributes = &stubs.attributes;
    let functions = stubs.functions_of(None).map(|stub| {
        let conditions = &stub.function.conditions;
        let function = function(stub);
        quote!(#(#conditions)* #Submit { #Expected::Function(#function) })
    });
    let classes = stubs.classes.iter().map(|class| self::class(stubs, class));
    quote! {
        #(#attributes)*
        #[allow(deprecated)]
        const _: () = {
            use #AnyType as _;
            #(#functions)*
            #(#classes)*
        };
    }
}

fn class(stubs: &Stubs, class: &StubClass) -> TokenStream {
    let conditions = &class.conditions;
    let (name, place) = &class.python_name;
    let doc = documentation(&class.doc);
    let functions = |constructors: bool| {
        let chosen = stubs
            .functions_of(Some(class))
            .filter(move |stub| matches!(stub.role, StubRole::Constructor(_)) == constructors);
        chosen.map(|stub| {
            let conditions = &stub.function.conditions;
            let function = function(stub);
            quote!(#(#conditions)* #function)
        })
    };
    let (constructors, methods) = (functions(true), functions(false));
    let location = location(*place);
    let base = match &class.base {
        Some(base) => quote!(::core::option::Option::Some(<#base as #PythonClass>::NAME)),
        None => quote!(::core::option::Option::None),
    };
    quote! {
        #(#conditions)*
        #Submit {
            #Expected::Class(#ExpectedClass {
                name: #name,
                doc: #doc,
                base: #base,
                constructors: &[#(#constructors),*],
                methods: &[#(#methods),*],
                location: #location,
            })
        }
    }
}

fn function(stub: &StubFunction) -> TokenStream {
    let function = &stub.function;
    let name = &function.python_name;
    let doc = documentation(&function.doc);
    let parameters = function.parameters.iter().map(parameter);
    let returns: Type = match &function.returns {
        Some(ty) => spelled_out(ty, None),
        None => parse_quote!(()),
    };
    let location = location(Place::of(&function.ident));
    quote! {
        #ExpectedFunction {
            name: #name,
            doc: #doc,
            parameters: &[#(#parameters),*],
            returns: || #Returns::<#returns>::type_ref(),
            location: #location,
        }
    }
}

fn parameter(parameter: &Parameter) -> TokenStream {
    let name = parameter.name.as_deref().unwrap_or_default();
    let kind = parameter_kind(parameter.kind);
    let default = match &parameter.default {
        Some(default) => {
            let text = python_text(default);
            quote!(::core::option::Option::Some(#text))
        }
        None => quote!(::core::option::Option::None),
    };
    // What a reference to numbers is as an argument of Python's, an array, is none of Rust's.
    let ty = match strip_groups(&parameter.ty) {
        Type::Reference(reference) => &reference.elem,
        _ => &parameter.ty,
    };
    let ty = spelled_out(&boxed(ty), None);
    quote! {
        #ExpectedParameter {
            name: #name,
            kind: #kind,
            accepts: || #Described::<#ty>::type_ref(),
            default: #default,
        }
    }
}
