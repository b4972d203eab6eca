//! Stubs: for each type of the block a struct, for each function one that calls Python, and what all of them expect.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote, quote_spanned};
use syn::{Type, parse_quote};

use super::expects::expects;
use super::paths::stub::{
    Answers, AnyAnswer, AnyPassing, Held, IsResult, Keyword, Optional, OptionalKeyword, OptionalPositional,
    Options, Passing, Positional, PythonClass, PythonObject, Result, Stub,
};
use super::paths::{Describe, TypeRef};
use super::types::inferred_lifetimes;
use crate::model::{Parameter, ParameterKind, StubClass, StubFunction, StubRole, Stubs};
use crate::parse::{strip_groups, value_type};
use crate::place::generated_at;

/// The Rust side of the block.
pub(crate) fn emit_stubs(stubs: &Stubs) -> TokenStream {
    let attributes = &stubs.attributes;
    let classes = stubs.classes.iter().map(|class| self::class(stubs, class));
    let functions = stubs.functions_of(None).map(|stub| {
        let function = function(stub);
        quote!(#(#attributes)* #function)
    });
    let expects = expects(stubs);
    quote! {
        #(#classes)*
        #(#functions)*
        #expects
    }
}

fn class(stubs: &Stubs, class: &StubClass) -> TokenStream {
    let StubClass { ident, visibility, attributes, conditions, base, .. } = class;
    let outer = &stubs.attributes;
    let name = &class.python_name.0;
    let functions = stubs.functions_of(Some(class)).map(function);
    let close = close(stubs, class);
    // Errors say that it is defined there.
    let (inside, of, object) = match base {
        Some(base) => (
            quote!(#base),
            quote!(<#base as #PythonClass>::of(__gopylink_object)),
            quote!(#PythonClass::object(&self.0)),
        ),
        None => (quote!(#PythonObject), quote!(__gopylink_object), quote!(&self.0)),
    };
    let declaration = quote_spanned!(ident.span()=> struct #ident(#inside););
    let derives = base.as_ref().map(|base| derives(ident, base));
    quote! {
        #(#outer)*
        #(#attributes)*
        #visibility #declaration

        #(#outer)*
        #(#conditions)*
        impl #ident {
            #(#functions)*
            #close
        }

        #(#outer)*
        #(#conditions)*
        const _: () = {
            #[automatically_derived]
            impl #PythonClass for #ident {
                const NAME: &'static ::core::primitive::str = #name;

                fn of(__gopylink_object: #PythonObject) -> Self {
                    Self(#of)
                }

                fn object(&self) -> &#PythonObject {
                    #object
                }
            }

            #[automatically_derived]
            impl #Held for &#ident {
                fn held(&self) -> &#PythonObject {
                    #PythonClass::object(*self)
                }
            }

            #[automatically_derived]
            impl #Describe for #ident {
                fn describe() -> #TypeRef {
                    #TypeRef::Instance(::core::convert::Into::into(#name))
                }
            }

            #[automatically_derived]
            impl ::core::fmt::Debug for #ident {
                fn fmt(&self, formatter: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                    formatter.debug_tuple(::core::stringify!(#ident)).field(#PythonClass::object(self)).finish()
                }
            }

            #[automatically_derived]
            impl ::core::convert::AsRef<#PythonObject> for #ident {
                fn as_ref(&self) -> &#PythonObject {
                    #PythonClass::object(self)
                }
            }

            #derives
        };
    }
}

/// A handle of an instance is one of the class that it derives from, too.
fn derives(ident: &Ident, base: &Ident) -> TokenStream {
    quote! {
        #[automatically_derived]
        impl ::core::ops::Deref for #ident {
            type Target = #base;

            fn deref(&self) -> &#base {
                &self.0
            }
        }

        #[automatically_derived]
        impl ::core::convert::From<#ident> for #base {
            fn from(derived: #ident) -> Self {
                derived.0
            }
        }
    }
}

/// Releases the object, unless the class has a method of that name.
fn close(stubs: &Stubs, class: &StubClass) -> TokenStream {
    if stubs.functions_of(Some(class)).any(|stub| stub.function.ident == "close") {
        return TokenStream::new();
    }
    let visibility = &class.visibility;
    quote! {
        /// Releases the Python object now. Dropping the last handle does so too.
        ///
        /// # Errors
        ///
        /// The handle is closed already.
        #[allow(dead_code)]
        #visibility fn close(&self) -> #Result<()> {
            #PythonClass::object(self).close()
        }
    }
}

fn function(stub: &StubFunction) -> TokenStream {
    let StubFunction { attributes, visibility, role, .. } = stub;
    let ident = &stub.function.ident;
    let name = &stub.function.python_name;
    let (generics, where_clause) = (&stub.generics, &stub.generics.where_clause);
    let errors = errors_section(stub);
    let receiver = match role {
        StubRole::Method(_) => quote!(&self,),
        _ => TokenStream::new(),
    };
    let parameters = parameters(stub).map(|(ident, parameter)| {
        let ty = &parameter.ty;
        quote!(#ident: #ty)
    });
    let callee = match role {
        StubRole::Function => quote!(#Stub::Function(#name)),
        StubRole::Method(_) => {
            quote!(#Stub::Method(#PythonClass::object(self), <Self as #PythonClass>::NAME, #name))
        }
        StubRole::Constructor(_) => quote!(#Stub::Class(<Self as #PythonClass>::NAME)),
    };
    let arguments = parameters_rev(stub).fold(quote!(()), |rest, (ident, parameter)| {
        let argument = argument(&ident, parameter);
        quote!((#argument, #rest))
    });
    let (returned, call) = result(stub, &quote!(&#callee, #arguments));
    quote! {
        #(#attributes)*
        #errors
        #visibility fn #ident #generics(#receiver #(#parameters),*) -> #returned #where_clause {
            use {#AnyAnswer as _, #AnyPassing as _};
            #call
        }
    }
}

fn parameters(stub: &StubFunction) -> impl DoubleEndedIterator<Item = (Ident, &Parameter)> {
    let idents = stub.idents.iter().enumerate();
    let idents =
        idents.map(|(number, ident)| ident.clone().unwrap_or_else(|| format_ident!("argument_{number}")));
    idents.collect::<Vec<_>>().into_iter().zip(&stub.function.parameters)
}

fn parameters_rev(stub: &StubFunction) -> impl Iterator<Item = (Ident, &Parameter)> {
    parameters(stub).rev()
}

fn argument(ident: &Ident, parameter: &Parameter) -> TokenStream {
    let name = parameter.name.as_deref().unwrap_or_default();
    // Only named for the sake of errors, which underline it.
    let ty = inferred_lifetimes(&parameter.ty, None);
    let by = quote!(#Passing::<#ty>::how());
    let required = quote!(#by.pass::<#ty>(#ident));
    // What is wrong with an option is found where its content is named: in the call.
    let (first, last) = generated_at(&parameter.ty);
    let (by_option, passed) =
        (quote_spanned!(first=> #Passing::<#ty>::how().optional), quote_spanned!(last=> (#ident)));
    let optional = quote!(#by_option::<#ty>#passed);
    match (parameter.kind, parameter.default.is_some()) {
        (ParameterKind::PositionalOnly | ParameterKind::Normal, false) => {
            quote!(#Positional(#name, #required))
        }
        (ParameterKind::PositionalOnly, true) => quote!(#OptionalPositional(#name, #optional)),
        (ParameterKind::Normal, true) => quote!(#Optional(#name, #optional)),
        (ParameterKind::KeywordOnly, false) => quote!(#Keyword(#name, #required)),
        (ParameterKind::KeywordOnly, true) => quote!(#OptionalKeyword(#name, #optional)),
        (ParameterKind::Rest, _) => quote!(#by.rest::<#ty>(#name, #ident)),
        (ParameterKind::Options, _) => quote!(#Options::of::<#ty>(#name, #ident)),
    }
}

/// The type that is returned, and the call whose value is one. A result that is written as a `Result` is returned so.
fn result(stub: &StubFunction, arguments: &TokenStream) -> (TokenStream, TokenStream) {
    let unit: Type = parse_quote!(());
    let ty = stub.function.returns.as_ref().unwrap_or(&unit);
    if !is_result(ty) {
        let call = quote!(#Answers::<#ty>::how().call::<#ty>(#arguments));
        return (quote!(#Result<#ty>), call);
    }
    let (first, last) = generated_at(value_type(ty));
    let (open, end) = (quote_spanned!(first=> <), quote_spanned!(last=> Value));
    let value = quote!(#open #ty as #IsResult>::#end);
    let call = quote!(<#ty as #IsResult>::of(#Answers::<#value>::how().call::<#value>(#arguments)));
    (quote!(#ty), call)
}

/// By its name: no other way of telling makes the signature of the stub one that can be read.
fn is_result(ty: &Type) -> bool {
    match strip_groups(ty) {
        Type::Path(path) => path.path.segments.last().is_some_and(|last| last.ident == "Result"),
        _ => false,
    }
}

/// A stub that is documented says when it fails, as is usual.
fn errors_section(stub: &StubFunction) -> TokenStream {
    let documented = !stub.function.doc.parts.is_empty();
    if !documented {
        return TokenStream::new();
    }
    quote! {
        #[doc = ""]
        #[doc = " # Errors"]
        #[doc = ""]
        #[doc = " Python raises an exception, nothing of that name is exported, or the result is of another type."]
    }
}
