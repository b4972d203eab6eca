//! How a record that Python has a class for serializes: as a value of that class to our formats, to any other as serde
//! derives it.

use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, quote};
use syn::{Attribute, Data, DeriveInput, Generics, Type, Visibility, parse_quote};

use super::paths::{Classed, Fields, Serialize, Serializer};
use super::types::without_self;
use crate::names::plain_name;
use crate::parse::SerdeOptions;

/// The implementation of `Serialize`.
///
/// What serde derives is derived for a copy of the type, whose code serde can be told to write for another type.
pub(crate) fn emit_serialize(input: &DeriveInput) -> TokenStream {
    let copy = copy(input, &Serialize.to_token_stream(), &TokenStream::new());
    let serialize = serialize_class(input);
    quote!(#copy #serialize)
}

/// The same without the copy.
pub(super) fn serialize_class(input: &DeriveInput) -> TokenStream {
    let ident = &input.ident;
    let generics = serializable_generics(&input.generics);
    let (impl_generics, type_generics, where_clause) = generics.split_for_impl();
    let turbofish = type_generics.as_turbofish();
    quote! {
        #[automatically_derived]
        impl #impl_generics #Fields for #ident #type_generics #where_clause {
            fn serialize_fields<__GopylinkSerializer: #Serializer>(
                &self,
                __gopylink_serializer: __GopylinkSerializer,
            ) -> ::core::result::Result<__GopylinkSerializer::Ok, __GopylinkSerializer::Error> {
                __GopylinkFields #turbofish::serialize(self, __gopylink_serializer)
            }
        }

        #[automatically_derived]
        impl #impl_generics #Serialize for #ident #type_generics #where_clause {
            fn serialize<__GopylinkSerializer: #Serializer>(
                &self,
                __gopylink_serializer: __GopylinkSerializer,
            ) -> ::core::result::Result<__GopylinkSerializer::Ok, __GopylinkSerializer::Error> {
                #Classed::serialize(self, __gopylink_serializer)
            }
        }
    }
}

/// In place of the implementation where the record is faulty, so that its use shows no errors that are only consequences.
pub(crate) fn emit_faulty_serialize(input: &DeriveInput) -> TokenStream {
    let ident = &input.ident;
    let (impl_generics, type_generics, where_clause) = input.generics.split_for_impl();
    quote! {
        #[automatically_derived]
        impl #impl_generics #Serialize for #ident #type_generics #where_clause {
            fn serialize<__GopylinkSerializer: #Serializer>(
                &self,
                _: __GopylinkSerializer,
            ) -> ::core::result::Result<__GopylinkSerializer::Ok, __GopylinkSerializer::Error> {
                loop {}
            }
        }
    }
}

fn serializable_generics(generics: &Generics) -> Generics {
    let mut serializable = generics.clone();
    for parameter in serializable.type_params_mut() {
        parameter.bounds.push(parse_quote!(#Serialize));
    }
    serializable
}

/// The type again, with nothing but its fields and what serde is told of them. `derived` is derived, and `options` are further
/// ones of serde's.
pub(super) fn copy(input: &DeriveInput, derived: &TokenStream, options: &TokenStream) -> TokenStream {
    let mut copy = input.clone();
    let of_serde =
        |attributes: &mut Vec<Attribute>| attributes.retain(|attribute| attribute.path().is_ident("serde"));
    let (_, type_generics, _) = input.generics.split_for_impl();
    let ident = &input.ident;
    let self_type: Type = parse_quote!(#ident #type_generics);
    copy.vis = Visibility::Inherited;
    // Serde takes the name that it is to write from the copy, which has another one.
    let name = plain_name(&input.ident);
    copy.ident = Ident::new("__GopylinkFields", input.ident.span());
    of_serde(&mut copy.attrs);
    match &mut copy.data {
        Data::Struct(data) => {
            for field in &mut data.fields {
                of_serde(&mut field.attrs);
                field.vis = Visibility::Inherited;
                field.ty = without_self(&field.ty, &self_type);
            }
        }
        Data::Enum(data) => {
            for variant in &mut data.variants {
                of_serde(&mut variant.attrs);
                variant.discriminant = None;
                for field in &mut variant.fields {
                    of_serde(&mut field.attrs);
                    field.ty = without_self(&field.ty, &self_type);
                }
            }
        }
        Data::Union(_) => {}
    }
    let renamed = SerdeOptions::of(&copy.attrs).has("rename");
    let rename = (!renamed).then(|| quote!(, rename = #name));
    let ident = input.ident.to_token_stream().to_string();
    quote! {
        #[derive(#derived)]
        #[serde(remote = #ident #rename #options)]
        #[allow(dead_code, nonstandard_style, clippy::all)]
        #copy
    }
}
