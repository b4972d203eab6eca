//! Records whose fields are checked one by one. Serde alone would say several times of each faulty field that it is one.
//!
//! What serde derives is derived for a copy of the type, under the condition that serde knows the types of all fields; where it
//! does not, something else stands in its place.

use std::collections::HashSet;

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::{DeriveInput, Type};

use super::class_record::{copy, serialize_class};
use super::paths::{Deserialize, Deserializer, NoData, Serialize, Serializer, assert_field};
use super::types::without_self;
use crate::parse::data_fields;
use crate::place::generated_at;

/// The implementations of `Serialize` and `Deserialize`.
pub(crate) fn emit_data(input: &DeriveInput, is_class: bool) -> TokenStream {
    let ident = &input.ident;
    let self_type: Type = syn::parse_quote!(#ident);
    let written = data_fields(input);
    let fields: Vec<Type> = written.iter().map(|ty| without_self(ty, &self_type)).collect();
    let mut seen = HashSet::new();
    let distinct = fields.iter().filter(|ty| seen.insert(ty.to_token_stream().to_string()));
    let aliases: Vec<(Ident, &Type)> = distinct
        .enumerate()
        .map(|(number, ty)| (Ident::new(&format!("__GopylinkField{number}"), Span::call_site()), ty))
        .collect();
    let alias = aliases.iter().map(|(alias, ty)| quote!(type #alias = #ty;));
    // Of something as general as this, the compiler does not say that it never holds.
    let bound = |of: &str| {
        let bounds = aliases.iter().map(|(alias, _)| format!("for<'__gopylink> {alias}: {of}"));
        bounds.collect::<Vec<_>>().join(", ")
    };
    let serialize = bound(&text(&Serialize));
    let deserialize = bound(&format!("{}<'de>", text(&Deserialize)));
    let copy = copy(
        input,
        &quote!(#Serialize, #Deserialize),
        &quote!(, bound(serialize = #serialize, deserialize = #deserialize)),
    );
    let checks = written.iter().zip(&fields).map(|(written, ty)| check(written, ty));
    let serialize = if is_class { serialize_class(input) } else { serialize_data(ident) };
    quote! {
        #(#[allow(dead_code)] #alias)*
        #copy

        const _: fn() = || {
            #(#checks)*
        };

        use {#NoData as _};

        impl #NoData<#ident> for __GopylinkFields {}

        #serialize

        #[automatically_derived]
        impl<'de> #Deserialize<'de> for #ident {
            fn deserialize<__GopylinkDeserializer: #Deserializer<'de>>(
                __gopylink_deserializer: __GopylinkDeserializer,
            ) -> ::core::result::Result<Self, __GopylinkDeserializer::Error> {
                __GopylinkFields::deserialize(__gopylink_deserializer)
            }
        }
    }
}

/// The path as serde wants to be told.
fn text(path: &impl ToTokens) -> String {
    path.to_token_stream().to_string().replace(' ', "")
}

/// The compiler underlines the type of the field as it is written.
fn check(written: &Type, ty: &Type) -> TokenStream {
    let (first, last) = generated_at(written);
    let arguments = quote_spanned!(last=> ());
    let turbofish = quote_spanned!(first=> ::<#ty>);
    quote!(#assert_field #turbofish #arguments;)
}

fn serialize_data(ident: &Ident) -> TokenStream {
    quote! {
        #[automatically_derived]
        impl #Serialize for #ident {
            fn serialize<__GopylinkSerializer: #Serializer>(
                &self,
                __gopylink_serializer: __GopylinkSerializer,
            ) -> ::core::result::Result<__GopylinkSerializer::Ok, __GopylinkSerializer::Error> {
                __GopylinkFields::serialize(self, __gopylink_serializer)
            }
        }
    }
}
