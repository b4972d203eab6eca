//! One `impl` block of a class.

use proc_macro2::{TokenStream, TokenTree};
use quote::{ToTokens, quote, quote_spanned};
use syn::Type;

use super::export::{documentation, function_export, location};
use super::exported;
use super::paths::{
    AnyClass, Class, ClassExport, ClassOnly, ClassType, Describe, Export, ExportedClass, FunctionExport,
    Instances, Kind, Known, MakeThunk, NoConstructor, ParameterExport, ParameterKind, PickleExport, Restore,
    Save, Submit, TypeRef,
};
use super::thunk::thunk;
use super::types::without_self;
use crate::messages;
use crate::model::{Block, BlockKind, Function, Role};
use crate::names::nearest;
use crate::parse::{strip_groups, value_type};
use crate::place::{Place, generated_at};

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
    let constructor = match block.options.no_constructor {
        Some(place) => no_constructor(block, place),
        None => constructor(block),
    };
    let no_constructor = block.options.no_constructor.is_some();
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
                no_constructor: #no_constructor,
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
    let conditions = constructors(block).map(|function| &*function.conditions);
    conditions.chain(block.options.no_constructor.map(|_| &[][..])).map(move |conditions| {
        let body = quote! {
            fn exported() -> &'static #ExportedClass {
                &__GOPYLINK_CLASS
            }
        };
        let class_impl = quote_spanned!(span=> impl #Class for #self_type { #body });
        let body = quote! {
            const INSTANCES: #Instances = #Instances::of_class(#Known::<#self_type>::TO_SERDE);
            const KIND: #Kind = #Kind::Object;

            fn describe() -> #TypeRef {
                __GOPYLINK_CLASS.type_ref()
            }
        };
        let description = quote_spanned!(span=> impl #Describe for #self_type { #body });
        let (first, last) = generated_at(self_type);
        let arguments = quote_spanned!(last=> ());
        let assert = quote_spanned!(first=> __gopylink_is_record.assert_class #arguments);
        quote! {
            #(#conditions)*
            const _: () = {
                use {#AnyClass as _};
                let __gopylink_is_record = #ClassOnly::<#self_type>::IS_RECORD;
                #assert
            };


            #(#conditions)*
            static __GOPYLINK_CLASS: #ExportedClass = #ExportedClass::new(#name);

            #(#conditions)*
            #[automatically_derived]
            #class_impl

            #(#conditions)*
            #[automatically_derived]
            #description

            #(#conditions)*
            #Submit {
                #Export::Instances(&__GOPYLINK_CLASS)
            }
        }
    })
}

/// Where no block has a constructor, the compiler underlines the type here, and says which function may be meant.
fn assertion(block: &Block) -> TokenStream {
    let self_type = &block.self_type;
    let (span, _) = generated_at(self_type);
    let assert = quote_spanned!(span=> __gopylink_is_class::<#self_type>(););
    let bound = quote!(#Class);
    let (declared, bound) = match constructor_hint(block) {
        None => (TokenStream::new(), bound),
        Some(hint) => {
            let declared = quote! {
                #[diagnostic::on_unimplemented(message = "class `{Self}` has no constructor", label = #hint)]
                trait __GopylinkHasConstructor {}

                #[diagnostic::do_not_recommend]
                impl<__GopylinkClass: #bound> __GopylinkHasConstructor for __GopylinkClass {}
            };
            (declared, quote!(__GopylinkHasConstructor))
        }
    };
    quote! {
        const _: fn() = || {
            #declared
            fn __gopylink_is_class<__GopylinkClass: #bound>() {}
            #assert
        };
    }
}

/// Whether a function returns an instance of its own class, which has no constructor in this block, and so none at all for all
/// that is known here.
pub(super) fn may_give_no_instance(block: &Block, function: &Function) -> bool {
    may_lack_class(block) && gives_instance(function, block)
}

/// The same of a type that refers to an instance.
pub(super) fn may_be_no_instance(block: &Block, ty: &Type) -> bool {
    match (strip_groups(ty), &block.self_type) {
        (Type::Reference(reference), Some(self_type)) if may_lack_class(block) => {
            let target = without_self(strip_groups(&reference.elem), self_type);
            target.to_token_stream().to_string() == self_type.to_token_stream().to_string()
        }
        _ => false,
    }
}

fn may_lack_class(block: &Block) -> bool {
    block.kind == BlockKind::Class
        && block.options.no_constructor.is_none()
        && constructors(block).next().is_none()
}

/// What may be meant for the constructor, in a block without one.
fn constructor_hint(block: &Block) -> Option<String> {
    if block.options.no_constructor.is_some() || constructors(block).next().is_some() {
        return None;
    }
    let mut functions =
        block.functions.iter().filter(|function| !function.constant && function.receiver.is_none());
    if let Some(private) = functions.clone().find(|function| function.ident == "new" && !function.public) {
        return Some(messages::private_constructor(&private.ident.to_string()));
    }
    let exported = |function: &&Function| function.role == Role::Function;
    let names = |function: &Function| function.ident.to_string();
    let near = functions.clone().filter(exported).map(names).find(|name| nearest(name, &["new"]).is_some());
    if let Some(near) = near {
        return Some(messages::misspelt_constructor(&near));
    }
    let gives = functions.find(|function| exported(function) && gives_instance(function, block))?;
    Some(messages::unmarked_constructor(&names(gives)))
}

/// Whether a function says that it returns the type of the block, or a `Result` of it.
fn gives_instance(function: &Function, block: &Block) -> bool {
    let (Some(returns), Some(self_type)) = (&function.returns, &block.self_type) else { return false };
    let value = without_self(strip_groups(value_type(returns)), self_type);
    value.to_token_stream().to_string() == self_type.to_token_stream().to_string()
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
    let absent = constructors(block).map(Function::condition);
    quote! {
        #(#present)*
        #[cfg(not(any(#(#absent),*)))]
        constructor: ::core::option::Option::None,
    }
}

/// That field, of a class that has none: what takes its place takes all arguments, and says so.
fn no_constructor(block: &Block, place: Place) -> TokenStream {
    let self_type = &block.self_type;
    let location = location(place);
    let parameter = |name: &str, kind: TokenStream| {
        quote! {
            #ParameterExport {
                name: #name,
                kind: #ParameterKind::#kind,
                accepts: || #TypeRef::Any,
                default: ::core::option::Option::None,
            }
        }
    };
    let (rest, options) = (parameter("arguments", quote!(Rest)), parameter("options", quote!(Options)));
    quote! {
        constructor: ::core::option::Option::Some(#FunctionExport {
            name: "new",
            doc: "",
            parameters: &[#rest, #options],
            returns: || <#self_type as #Describe>::describe(),
            thunk: #MakeThunk::of::<#NoConstructor<#self_type>>(),
            hold_gil: true,
            location: #location,
        }),
    }
}

fn constructors(block: &Block) -> impl Iterator<Item = &Function> {
    block.functions.iter().filter(|function| function.role == Role::Constructor)
}
