//! The description of a record or enum.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote, quote_spanned};
use syn::{GenericParam, Generics, Type, parse_quote};

use super::export::{documentation, location, refuse_instances};
use super::paths::{
    AnyType, Describe, DescribeDataRecord, DescribeRecord, Described, Deserialize, Export, Kind, Literal,
    Part, Record as RecordMark, RecordExport, SERDE, Serialize, Shape, Submit, Tagging, TypeRef,
};
use super::types::spelled_out;
use crate::model::{self, Content, Field, FieldDefault, Record, RecordOptions, RecordShape, Variant};
use crate::names::plain_name;
use crate::place::Place;

/// What goes before a struct or enum: it is described where all conditions on its fields are resolved.
pub(crate) fn emit_attributes(options: &RecordOptions, is_checkable: bool) -> TokenStream {
    // Serialization into a class is more than serde derives.
    let serialize = (!options.class()).then(|| quote!(#Serialize,));
    let derived = if is_checkable {
        quote!(#DescribeDataRecord)
    } else {
        quote!(#serialize #Deserialize, #DescribeRecord)
    };
    let name = options.name.iter().map(|(name, place)| {
        let name = place.string(name);
        quote!(name = #name)
    });
    let dataclass = options.dataclass.iter().map(|place| place.ident("dataclass").into_token_stream());
    let enum_class = options.enum_class.iter().map(|place| place.ident("enum_class").into_token_stream());
    let options = name.chain(dataclass).chain(enum_class);
    quote! {
        #[derive(#derived)]
        #[serde(crate = #SERDE)]
        #[gopylink(#(#options),*)]
    }
}

/// The description, in a block of its own.
pub(crate) fn emit_record(record: &Record, serde: &TokenStream, is_checked: bool) -> TokenStream {
    let describe = describe(record);
    let submit = submit(record);
    let checks = checks(record, is_checked);
    quote! {
        #[allow(deprecated)]
        const _: () = {
            use {#AnyType as _};
            #(#checks)*
            #describe
            #serde
            #submit
        };
    }
}

/// That no field is an instance of a class. What a type that is not known yet is cannot be told.
fn checks(record: &Record, is_checked: bool) -> Vec<TokenStream> {
    if has_parameters(&record.generics) {
        return Vec::new();
    }
    let contents: Vec<_> = match &record.shape {
        RecordShape::Struct(content) => vec![content],
        RecordShape::Enum(_, variants) => variants.iter().map(|variant| &variant.content).collect(),
    };
    let types = contents.into_iter().flat_map(|content| match content {
        Content::Any | Content::Unit => Vec::new(),
        Content::Same(ty) => vec![&**ty],
        Content::Tuple(items) => items.iter().flatten().collect(),
        Content::Record(fields) => fields.iter().filter_map(|field| field.ty.as_ref()).collect(),
    });
    let ident = &record.ident;
    let lifetimes = record.generics.lifetimes().map(|_| quote!('static));
    let self_type: Type = parse_quote!(#ident<#(#lifetimes),*>);
    // Where all fields are checked, it is said already of a class that serde does not know.
    let assertion = if is_checked { "assert_field_of_data" } else { "assert_field" };
    let check = |ty| {
        let held = spelled_out(ty, Some(&self_type));
        refuse_instances(&quote!(#Described::<#held>::INSTANCES), assertion, ty)
    };
    types.map(check).collect()
}

fn describe(record: &Record) -> TokenStream {
    let ident = &record.ident;
    let generics = described_generics(&record.generics);
    let (impl_generics, type_generics, where_clause) = generics.split_for_impl();
    let name = record.options.name.as_ref().map_or_else(|| plain_name(ident), |(name, _)| name.clone());
    let doc = documentation(&record.doc);
    let class = record.options.class();
    let closed = record.closed;
    let location = location(Place::of(ident));
    let arguments = record.generics.params.iter().filter_map(|parameter| match parameter {
        GenericParam::Lifetime(_) => None,
        GenericParam::Type(parameter) => {
            let ident = &parameter.ident;
            Some(quote!(#RecordExport::type_argument(&#Described::<#ident>::type_ref())))
        }
        GenericParam::Const(parameter) => {
            let ident = &parameter.ident;
            Some(quote!(#RecordExport::constant_argument(#ident)))
        }
    });
    let shape = shape(record);
    let defaults = defaults(record);
    let kind = kind(record);
    let (any_generics, any_type_generics, any_where_clause) = record.generics.split_for_impl();
    let body = quote! {
        #kind

        fn describe() -> #TypeRef {
            #RecordExport { name: #name, doc: #doc, class: #class, closed: #closed, location: #location }
                .describe::<Self>(&[#(#arguments),*], || #shape, &[#(#defaults),*])
        }
    };
    // An error that there is another description underlines the name.
    let described = quote_spanned!(ident.span()=> impl #impl_generics #Describe for #ident #type_generics);
    let description = quote_spanned!(ident.span()=> #described #where_clause { #body });
    quote! {
        #[automatically_derived]
        impl #any_generics #RecordMark for #ident #any_type_generics #any_where_clause {}

        #[automatically_derived]
        #description
    }
}

/// What its values are, where that is always the same.
fn kind(record: &Record) -> Option<TokenStream> {
    let kind = match &record.shape {
        _ if record.options.class() => quote!(Object),
        RecordShape::Struct(Content::Record(_)) => quote!(Collection),
        RecordShape::Struct(Content::Tuple(_)) => quote!(Tuple),
        RecordShape::Struct(Content::Unit) => quote!(None),
        _ => return None,
    };
    Some(quote!(const KIND: #Kind = #Kind::#kind;))
}

/// Every type among the parameters has a description, too: else there is no name to tell one type from another by.
fn described_generics(generics: &Generics) -> Generics {
    let mut described = generics.clone();
    let types: Vec<_> = generics.type_params().map(|parameter| parameter.ident.clone()).collect();
    if !types.is_empty() {
        let clause = described.make_where_clause();
        clause
            .predicates
            .extend(types.iter().map(|ident| -> syn::WherePredicate { parse_quote!(#ident: #Describe) }));
    }
    described
}

fn shape(record: &Record) -> TokenStream {
    match &record.shape {
        RecordShape::Struct(content) => {
            self::content(content).unwrap_or_else(|| quote!(#Shape::Same(#TypeRef::None)))
        }
        RecordShape::Enum(tagging, variants) => {
            let tagging = self::tagging(tagging);
            let variants = variants.iter().map(self::variant_shape);
            quote!(#Part::enumeration(#tagging, [#(#variants),*]))
        }
    }
}

/// What makes the defaults of the fields, for the class. That of a type that is not known yet cannot be told.
fn defaults(record: &Record) -> Vec<TokenStream> {
    match &record.shape {
        RecordShape::Struct(Content::Record(fields))
            if record.options.class() && !has_parameters(&record.generics) =>
        {
            fields.iter().filter_map(default).collect()
        }
        _ => Vec::new(),
    }
}

fn tagging(tagging: &model::Tagging) -> TokenStream {
    match tagging {
        model::Tagging::External => quote!(#Tagging::External),
        model::Tagging::Untagged => quote!(#Tagging::Untagged),
        model::Tagging::Internal(tag) => quote!(#Part::tag(#tag)),
        model::Tagging::Adjacent(tag, content) => quote!(#Part::tag_beside(#tag, #content)),
    }
}

fn variant_shape(described: &Variant) -> TokenStream {
    let Variant { name, aliases, other, doc, content, .. } = described;
    let doc = documentation(doc);
    let content = match self::content(content) {
        Some(content) => quote!(::core::option::Option::Some(#content)),
        None => quote!(::core::option::Option::None),
    };
    quote!(#Part::variant(#name, &[#(#aliases),*], #other, #doc, #content))
}

/// None for nothing.
fn content(content: &Content) -> Option<TokenStream> {
    Some(match content {
        Content::Unit => return None,
        Content::Any => quote!(#Shape::Same(#TypeRef::Any)),
        Content::Same(ty) => {
            let holds = type_ref(Some(ty));
            quote!(#Shape::Same(#holds))
        }
        Content::Tuple(items) => {
            let items = items.iter().map(|item| type_ref(item.as_ref()));
            quote!(#Part::tuple([#(#items),*]))
        }
        Content::Record(fields) => {
            let parts = fields.iter().map(part);
            quote!(#Part::record([#(#parts),*]))
        }
    })
}

fn part(field: &Field) -> TokenStream {
    let holds = type_ref(field.ty.as_ref());
    if field.flatten {
        return quote!(#Part::Flattened(#holds));
    }
    let Field { name, aliases, default, skipped, .. } = field;
    let doc = documentation(&field.doc);
    let optional = default.is_some();
    quote!(#Part::field(#name, &[#(#aliases),*], #doc, #holds, #optional, #skipped))
}

/// What makes that which stands for a field that is left out.
fn default(field: &Field) -> Option<TokenStream> {
    let (Some(default), Some(ty), Some(ident), true) =
        (&field.default, &field.ty, &field.ident, field.serialized)
    else {
        return None;
    };
    let value = match default {
        FieldDefault::OfType => quote!(<#ty as ::core::default::Default>::default()),
        FieldDefault::Function(function) => quote!(#function()),
        FieldDefault::OfStruct(None) => quote!(<Self as ::core::default::Default>::default().#ident),
        FieldDefault::OfStruct(Some(function)) => quote!(#function().#ident),
    };
    let name = &field.name;
    Some(quote!((#name, || #Literal::of(&#value))))
}

fn type_ref(ty: Option<&Type>) -> TokenStream {
    match ty {
        Some(ty) => quote!(#Described::<#ty>::type_ref()),
        None => quote!(#TypeRef::Any),
    }
}

fn has_parameters(generics: &Generics) -> bool {
    generics.type_params().next().is_some() || generics.const_params().next().is_some()
}

/// Hands the class of a record to the registry, so that Python has it whether or not an export leads to it.
fn submit(record: &Record) -> TokenStream {
    if !record.options.class() || has_parameters(&record.generics) {
        return TokenStream::new();
    }
    let ident = &record.ident;
    let lifetimes = record.generics.lifetimes().map(|_| quote!('static));
    quote! {
        #Submit { #Export::Record(|| <#ident<#(#lifetimes),*> as #Describe>::describe()) }
    }
}
