//! One `impl` block of a class.

use proc_macro2::{TokenStream, TokenTree};
use quote::{quote, quote_spanned};

use super::export::{documentation, function_export, location};
use super::exported;
use super::paths::{
    Class, ClassExport, ClassType, Describe, Export, ExportedClass, FunctionExport, MakeThunk,
    ParameterExport, ParameterKind, PickleExport, Restore, Save, Submit, TypeRef,
};
use super::thunk::thunk;
use crate::model::{Block, Function, Role};
use crate::place::generated_at;

/// The thunks and the description of a class block.
pub(super) fn class(block: &Block) -> TokenStream {
    let thunks = exported(block).map(|(function, name)| thunk(block, function, &name));
    let exports = |role: Role| {
        exported(block).filter(move |(function, _)| function.role == role).map(|(function, name)| {
            let conditions = &function.conditions;
            let export = function_export(block, function, &name);
            quote!(#(#conditions)* #export)
        })
    };
    let (methods, static_methods) = (exports(Role::Method), exports(Role::Function));
    let (getters, setters, constants) =
        (exports(Role::Getter), exports(Role::Setter), exports(Role::Constant));
    let constructor = constructor(block);
    let self_type = &block.self_type;
    let name = &block.class_name;
    let doc = documentation(&block.doc);
    let location = location(block.place);
    let class_impls = class_impls(block);
    let assertion = assertion(block);
    let pickle = pickle(block);
    quote! {
        #(#thunks)*
        #(#class_impls)*
        #assertion
        #Submit {
            #Export::Class(#ClassExport {
                name: #name,
                doc: #doc,
                class_type: #ClassType::of::<#self_type>,
                #constructor
                methods: &[#(#methods),*],
                static_methods: &[#(#static_methods),*],
                getters: &[#(#getters),*],
                setters: &[#(#setters),*],
                constants: &[#(#constants),*],
                pickle: #pickle,
                location: #location,
            })
        }
    }
}

/// Makes the type a class, in the block that has its constructor.
pub(super) fn class_impls(block: &Block) -> impl Iterator<Item = TokenStream> {
    let self_type = &block.self_type;
    let name = &block.class_name;
    // Unlike other generated tokens, these must join up with the type's own for an error to underline it.
    let span = block.place.first();
    constructors(block).map(move |function| {
        let conditions = &function.conditions;
        let body = quote! {
            fn exported() -> &'static #ExportedClass {
                &__GOPYLINK_CLASS
            }
        };
        let class_impl = quote_spanned!(span=> impl #Class for #self_type { #body });
        quote! {
            #(#conditions)*
            static __GOPYLINK_CLASS: #ExportedClass = #ExportedClass::new(#name);

            #(#conditions)*
            #[automatically_derived]
            #class_impl

            #(#conditions)*
            #[automatically_derived]
            impl #Describe for #self_type {
                fn describe() -> #TypeRef {
                    __GOPYLINK_CLASS.type_ref()
                }
            }

            #(#conditions)*
            #Submit {
                #Export::Instances(&__GOPYLINK_CLASS)
            }
        }
    })
}

/// Where no block has a constructor, the compiler underlines the type here.
fn assertion(block: &Block) -> TokenStream {
    let self_type = &block.self_type;
    let (span, _) = generated_at(self_type);
    let assert = quote_spanned!(span=> __gopylink_is_class::<#self_type>(););
    quote! {
        const _: fn() = || {
            fn __gopylink_is_class<__GopylinkClass: #Class>() {}
            #assert
        };
    }
}

/// The field `pickle`.
fn pickle(block: &Block) -> TokenStream {
    let Some(place) = block.options.pickle else { return quote!(&[]) };
    let self_type = &block.self_type;
    let location = location(place);
    // So that the compiler underlines the option if the type lacks what it needs.
    let at_option = |mut token: TokenTree| {
        token.set_span(place.first());
        token
    };
    let function = |name: &str, parameters: TokenStream, returns: TokenStream, thunk: TokenStream| {
        let thunk: TokenStream = thunk.into_iter().map(at_option).collect();
        quote! {
            #FunctionExport {
                name: #name,
                doc: "",
                parameters: &[#parameters],
                returns: || #returns,
                thunk: #MakeThunk::of::<#thunk>(),
                hold_gil: false,
                location: #location,
            }
        }
    };
    let bytes = quote! {
        #ParameterExport {
            name: "state",
            kind: #ParameterKind::PositionalOnly,
            accepts: || #TypeRef::Bytes,
            default: ::core::option::Option::None,
        }
    };
    let save = function("__reduce__", TokenStream::new(), quote!(#TypeRef::Bytes), quote!(#Save<#self_type>));
    let restore = function("__setstate__", bytes, quote!(#TypeRef::None), quote!(#Restore<#self_type>));
    quote!(&[#PickleExport { save: #save, restore: #restore }])
}

/// The field `constructor`. More than one constructor can only be there under conditions.
fn constructor(block: &Block) -> TokenStream {
    let present =
        exported(block).filter(|(function, _)| function.role == Role::Constructor).map(|(function, name)| {
            let conditions = &function.conditions;
            let export = function_export(block, function, &name);
            quote!(#(#conditions)* constructor: ::core::option::Option::Some(#export),)
        });
    let absent = constructors(block).map(|function| {
        let conditions = function
            .conditions
            .iter()
            .filter_map(|attribute| attribute.meta.require_list().ok().map(|condition| &condition.tokens));
        quote!(all(#(#conditions),*))
    });
    quote! {
        #(#present)*
        #[cfg(not(any(#(#absent),*)))]
        constructor: ::core::option::Option::None,
    }
}

fn constructors(block: &Block) -> impl Iterator<Item = &Function> {
    block.functions.iter().filter(|function| function.role == Role::Constructor)
}
