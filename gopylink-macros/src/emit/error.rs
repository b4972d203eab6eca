//! The exception classes of an error enum.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::{format_ident, quote, quote_spanned};

use super::export::{documentation, location, refuse_instances};
use super::paths::{
    AnyType, DescribeError, Described, Error, ErrorExport, ErrorField, ErrorVariant, Export, FindError,
    FromException, LibraryError, Raises, Submit, TypeRef, into_error,
};
use crate::model::{self, ErrorEnum, FieldKind};
use crate::place::{Place, generated_at};

/// What goes before the enum: it is described where all conditions on its variants are resolved.
pub(crate) fn emit_error_attributes(name: Option<&(String, Place)>) -> TokenStream {
    let name = name.map(|(name, place)| {
        let mut name = Literal::string(name);
        name.set_span(place.first());
        quote!(name = #name)
    });
    quote! {
        #[derive(#DescribeError)]
        #[gopylink(#name)]
    }
}

/// The description, and the ways between the enum and exceptions.
pub(crate) fn emit_error(error: &ErrorEnum) -> TokenStream {
    let ident = &error.ident;
    let raise = error.variants.iter().map(raise);
    let from_python = from_python(error);
    let submit = submit(error);
    let attributes = error.variants.iter().flat_map(model::ErrorVariant::attributes);
    let fields: Vec<_> = attributes.flat_map(|attribute| attribute.fields).collect();
    let checks = fields.iter().map(|(_, field)| {
        let ty = &field.ty;
        refuse_instances(&quote!(#Described::<#ty>::INSTANCES), "assert_field_of_data", ty)
    });
    quote! {
        #[allow(deprecated)]
        const _: () = {
            use {#AnyType as _};
            #(#checks)*

            #[automatically_derived]
            impl #LibraryError for #ident {
                fn raises(&self) -> #Raises {
                    match self {
                        #(#raise)*
                    }
                }
            }

            #[automatically_derived]
            impl ::core::convert::From<#ident> for #Error {
                fn from(__gopylink_error: #ident) -> Self {
                    #into_error(&__gopylink_error)
                }
            }

            #from_python
            #submit
        };
    }
}

/// The class and the attributes of one variant.
fn raise(variant: &model::ErrorVariant) -> TokenStream {
    let ident = &variant.ident;
    let name = variant.python_name();
    let attributes = variant.attributes();
    let count: usize = attributes.iter().map(|attribute| attribute.fields.len()).sum();
    let binding = |index: usize| format_ident!("__gopylink_{index}");
    let bound = |index: usize| attributes.iter().any(|it| it.fields.iter().any(|(kept, _)| *kept == index));
    let pattern = pattern(variant, |index| {
        let binding = binding(index);
        if bound(index) { quote!(#binding) } else { quote!(_) }
    });
    let values = attributes.iter().map(|attribute| {
        let reference = |&(index, field): &(usize, &model::ErrorField)| {
            let (first, last) = generated_at(&field.ty);
            let reference = quote_spanned!(first=> &*);
            let binding = Ident::new(&binding(index).to_string(), last);
            quote!(#reference #binding)
        };
        // The parts of a tuple one after the other: the host puts them together.
        let values = attribute.fields.iter().map(reference);
        quote!(#(.field(#values))*)
    });
    quote!(Self::#ident #pattern => #Raises::new(#name, #count)#(#values)*,)
}

/// The fields of a variant, as a pattern or an expression.
fn pattern(variant: &model::ErrorVariant, content: impl Fn(usize) -> TokenStream) -> TokenStream {
    let contents = (0..variant.fields.len()).map(content);
    match variant.kind {
        FieldKind::Unit => TokenStream::new(),
        FieldKind::Tuple => quote!((#(#contents),*)),
        FieldKind::Named => {
            let idents = variant.fields.iter().map(|field| &field.ident);
            quote!({ #(#idents: #contents),* })
        }
    }
}

/// What Python's exceptions become.
fn from_python(error: &ErrorEnum) -> TokenStream {
    let Some(other) = error.other() else { return TokenStream::new() };
    let ident = &error.ident;
    let construct = |variant: &model::ErrorVariant| {
        let ident = &variant.ident;
        let content = pattern(variant, |index| {
            let ty = &variant.fields[index].ty;
            quote!(<#ty as #FromException>::from_exception(__gopylink_error))
        });
        quote!(Self::#ident #content)
    };
    let named = error.variants.iter().filter_map(|variant| {
        let (name, _) = variant.options.python.as_ref()?;
        let constructed = construct(variant);
        Some(quote!(#name => #constructed,))
    });
    let other = construct(other);
    quote! {
        #[automatically_derived]
        impl ::core::convert::From<#Error> for #ident {
            fn from(__gopylink_error: #Error) -> Self {
                match __gopylink_error.type_name() {
                    #(#named)*
                    _ => #other,
                }
            }
        }
    }
}

/// Hands the description to the registry.
fn submit(error: &ErrorEnum) -> TokenStream {
    let ErrorEnum { ident, .. } = error;
    let name = error.python_name();
    let doc = documentation(&error.doc);
    let location = location(Place::of(ident));
    let variants = error.variants.iter().map(variant);
    quote! {
        #Submit {
            #Export::Error(#ErrorExport {
                name: #name,
                doc: #doc,
                variants: &[#(#variants),*],
                find: #FindError::of::<#ident>(),
                location: #location,
            })
        }
    }
}

fn variant(variant: &model::ErrorVariant) -> TokenStream {
    let name = variant.python_name();
    let doc = documentation(&variant.doc);
    let base = variant.options.base.as_ref().map_or("", |(name, _)| name.as_str());
    let location = location(Place::of(&variant.ident));
    let fields = variant.attributes().into_iter().map(|attribute| {
        let name = attribute.name;
        let (doc, holds) = match attribute.fields.as_slice() {
            [(_, field)] => {
                let ty = &field.ty;
                (documentation(&field.doc), quote!(#Described::<#ty>::type_ref()))
            }
            fields => {
                let items = fields.iter().map(|(_, field)| {
                    let ty = &field.ty;
                    quote!(#Described::<#ty>::type_ref())
                });
                let items = quote!(::std::vec![#(#items),*]);
                (quote!(""), quote!(#TypeRef::Tuple(#items)))
            }
        };
        quote!(#ErrorField { name: #name, doc: #doc, holds: || #holds })
    });
    quote! {
        #ErrorVariant {
            name: #name,
            doc: #doc,
            fields: &[#(#fields),*],
            base: #base,
            location: #location,
        }
    }
}
