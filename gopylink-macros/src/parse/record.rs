//! From the syntax of a struct or enum to what its values are in Python.

use quote::ToTokens;
use syn::{Attribute, Data, DeriveInput, ExprPath, Fields, Type, parse_quote};

use super::docs::documentation;
use super::function::strip_groups;
use super::serde::{Named, SerdeOptions, serde_name};
use crate::emit::SERIALIZE_ALONE;
use crate::messages;
use crate::model::{Content, Field, FieldDefault, Record, RecordOptions, RecordShape, Tagging, Variant};
use crate::names::plain_name;
use crate::place::Place;

/// What makes a field or variant something that only its own code knows.
const OPAQUE: [&str; 4] = ["with", "serialize_with", "deserialize_with", "getter"];

/// Reads a struct or enum.
pub(crate) fn parse_record(input: &DeriveInput, options: RecordOptions) -> Record {
    let serde = SerdeOptions::of(&input.attrs);
    let is_enum = matches!(input.data, Data::Enum(_));
    let shape = converted(&serde).unwrap_or_else(|| shape(&input.data, &serde));
    let no_class = no_class(input, &serde, is_enum);
    let mut helpers = Vec::new();
    each_member(&input.data, &mut |attributes| {
        let own = attributes.iter().filter(|attribute| attribute.path().is_ident("gopylink"));
        helpers.extend(own.map(|attribute| Place::of(&attribute.meta)));
    });
    Record {
        ident: input.ident.clone(),
        generics: input.generics.clone(),
        options,
        doc: documentation(&input.attrs),
        is_enum,
        shape,
        closed: serde.has("deny_unknown_fields"),
        no_class,
        helpers,
    }
}

/// The attributes of every field and variant.
fn each_member(data: &Data, visit: &mut impl FnMut(&[Attribute])) {
    match data {
        Data::Struct(data) => data.fields.iter().for_each(|field| visit(&field.attrs)),
        Data::Enum(data) => {
            for variant in &data.variants {
                visit(&variant.attrs);
                variant.fields.iter().for_each(|field| visit(&field.attrs));
            }
        }
        Data::Union(_) => {}
    }
}

/// What it is where serde converts it from and into another type.
fn converted(serde: &SerdeOptions) -> Option<RecordShape> {
    serde.any(&["from", "try_from", "into", "remote"])?;
    let from = serde.text("from").or_else(|| serde.text("try_from"));
    let content = match (from, serde.text("into")) {
        (Some(from), Some(into)) if from == into => {
            syn::parse_str(&into).map_or(Content::Any, |ty| Content::Same(Box::new(ty)))
        }
        _ => Content::Any,
    };
    Some(RecordShape::Struct(content))
}

fn shape(data: &Data, serde: &SerdeOptions) -> RecordShape {
    match data {
        Data::Struct(data) if serde.has("transparent") => RecordShape::Struct(transparent(&data.fields)),
        Data::Struct(data) => {
            let default = struct_default(serde);
            let content = content(&data.fields, &serde.both("rename_all"), default.as_ref());
            RecordShape::Struct(tagged(content, serde))
        }
        Data::Enum(data) => {
            let variants: Option<Vec<_>> = data
                .variants
                .iter()
                .filter(|variant| !SerdeOptions::of(&variant.attrs).has("skip"))
                .map(|variant| parse_variant(variant, serde))
                .collect();
            variants.map_or(RecordShape::Struct(Content::Any), |variants| {
                RecordShape::Enum(tagging(serde), variants)
            })
        }
        Data::Union(_) => RecordShape::Struct(Content::Any),
    }
}

/// With the field that serde writes the name of the struct into, and does not ask for.
fn tagged(content: Content, serde: &SerdeOptions) -> Content {
    match (content, serde.text("tag")) {
        (Content::Record(mut fields), Some(tag)) => {
            let tag = Field {
                name: tag,
                renamed_at: None,
                aliases: Vec::new(),
                doc: documentation(&[]),
                ident: None,
                ty: Some(parse_quote!(::std::string::String)),
                flatten: false,
                default: Some(FieldDefault::OfType),
                skipped: false,
                serialized: true,
            };
            fields.insert(0, tag);
            Content::Record(fields)
        }
        (content, _) => content,
    }
}

fn tagging(serde: &SerdeOptions) -> Tagging {
    if serde.has("untagged") {
        return Tagging::Untagged;
    }
    match (serde.text("tag"), serde.text("content")) {
        (Some(tag), Some(content)) => Tagging::Adjacent(tag, content),
        (Some(tag), None) => Tagging::Internal(tag),
        _ => Tagging::External,
    }
}

/// None for a variant that makes the enum something that no description can tell.
fn parse_variant(variant: &syn::Variant, container: &SerdeOptions) -> Option<Variant> {
    let serde = SerdeOptions::of(&variant.attrs);
    if serde.has("untagged") && !container.has("untagged") {
        return None;
    }
    let name =
        serde_name(Named::Variant, &plain_name(&variant.ident), &serde, &container.both("rename_all"))?;
    let rules =
        if serde.has("rename_all") { serde.both("rename_all") } else { container.both("rename_all_fields") };
    let content = if is_opaque(&serde) { Content::Any } else { content(&variant.fields, &rules, None) };
    Some(Variant {
        name,
        aliases: serde.texts("alias"),
        other: serde.has("other"),
        named_at: serde.get("rename").map_or_else(|| Place::of(&variant.ident), Place::of),
        doc: documentation(&variant.attrs),
        content,
    })
}

/// What fields hold together. `rules` rename them; `default` says that all of them may be left out.
fn content(fields: &Fields, rules: &[Option<String>; 2], default: Option<&FieldDefault>) -> Content {
    match fields {
        Fields::Unit => Content::Unit,
        Fields::Unnamed(fields) => {
            let serde = |field: &syn::Field| SerdeOptions::of(&field.attrs);
            let kept = fields.unnamed.iter().filter(|field| !serde(field).has("skip"));
            let mut items: Vec<_> = kept.map(|field| told(&field.ty, &serde(field))).collect();
            match items.pop() {
                Some(only) if fields.unnamed.len() == 1 => {
                    only.map_or(Content::Any, |ty| Content::Same(Box::new(ty)))
                }
                last => {
                    items.extend(last);
                    Content::Tuple(items)
                }
            }
        }
        Fields::Named(fields) => {
            let fields: Option<Vec<_>> = fields
                .named
                .iter()
                .filter(|field| !SerdeOptions::of(&field.attrs).has("skip"))
                .map(|field| parse_field(field, rules, default))
                .collect();
            fields.map_or(Content::Any, Content::Record)
        }
    }
}

/// None for a field that results and arguments have by different names.
fn parse_field(
    field: &syn::Field,
    rules: &[Option<String>; 2],
    default: Option<&FieldDefault>,
) -> Option<Field> {
    let serde = SerdeOptions::of(&field.attrs);
    let rust_name = field.ident.as_ref().map(plain_name).unwrap_or_default();
    Some(Field {
        name: serde_name(Named::Field, &rust_name, &serde, rules)?,
        renamed_at: serde.get("rename").map(Place::of),
        aliases: serde.texts("alias"),
        doc: documentation(&field.attrs),
        ident: field.ident.clone(),
        ty: told(&field.ty, &serde),
        flatten: serde.has("flatten"),
        default: field_default(&serde).or_else(|| default.cloned()),
        skipped: serde.any(&["skip_serializing_if", "skip_serializing"]).is_some(),
        serialized: !serde.has("skip_serializing"),
    })
}

fn field_default(serde: &SerdeOptions) -> Option<FieldDefault> {
    serde.any(&["default", "skip_deserializing"])?;
    Some(function(serde).map_or(FieldDefault::OfType, FieldDefault::Function))
}

fn struct_default(serde: &SerdeOptions) -> Option<FieldDefault> {
    serde.has("default").then(|| FieldDefault::OfStruct(function(serde)))
}

/// The function that `default = "…"` names.
fn function(serde: &SerdeOptions) -> Option<ExprPath> {
    serde.text("default").and_then(|path| syn::parse_str(&path).ok())
}

/// The type, unless only its own code knows what it is in Python.
fn told(ty: &Type, serde: &SerdeOptions) -> Option<Type> {
    (!is_opaque(serde)).then(|| strip_groups(ty).clone())
}

/// Whether only its own code knows what a field or variant is.
pub(crate) fn is_opaque(serde: &SerdeOptions) -> bool {
    serde.any(&OPAQUE).is_some() && serde.text("serialize_with").as_deref() != Some(SERIALIZE_ALONE)
}

/// The one field of a struct that is nothing else.
fn transparent(fields: &Fields) -> Content {
    let serde = |field: &syn::Field| SerdeOptions::of(&field.attrs);
    let mut held = fields.iter().filter(|field| !serde(field).has("skip") && !is_marker(&field.ty));
    let field = held.next().and_then(|field| told(&field.ty, &serde(field)));
    field.map_or(Content::Any, |ty| Content::Same(Box::new(ty)))
}

/// Whether a transparent struct passes over a field of this type.
pub(crate) fn is_marker(ty: &Type) -> bool {
    matches!(strip_groups(ty), Type::Path(path)
        if path.path.segments.last().is_some_and(|last| last.ident == "PhantomData"))
}

/// What keeps Python from having a class for it.
fn no_class(input: &DeriveInput, serde: &SerdeOptions, is_enum: bool) -> Option<(Place, String)> {
    let refused =
        ["from", "try_from", "into", "remote", "transparent", "tag", "content", "untagged", "bound"];
    if let Some(option) = serde.any(&refused) {
        return Some((Place::of(option), messages::class_with_option(is_enum, &text(option.path()))));
    }
    match &input.data {
        Data::Struct(data) if matches!(data.fields, Fields::Unit) => {
            Some((Place::of(&input.ident), messages::DATACLASS_WITHOUT_NAMES.to_owned()))
        }
        Data::Struct(data) => no_dataclass(&data.fields),
        Data::Enum(data) => data.variants.iter().find_map(|variant| {
            let serde = SerdeOptions::of(&variant.attrs);
            if let Some(option) = serde.any(&["untagged", "with", "serialize_with"]) {
                return Some((Place::of(option), messages::class_with_option(true, &text(option.path()))));
            }
            (!matches!(variant.fields, Fields::Unit))
                .then(|| (Place::of(variant), messages::ENUM_CLASS_WITH_CONTENT.to_owned()))
        }),
        Data::Union(_) => None,
    }
}

fn no_dataclass(fields: &Fields) -> Option<(Place, String)> {
    let Fields::Named(fields) = fields else {
        return Some((Place::of(fields), messages::DATACLASS_WITHOUT_NAMES.to_owned()));
    };
    fields.named.iter().find_map(|field| {
        let serde = SerdeOptions::of(&field.attrs);
        if let Some(option) = serde.get("flatten") {
            return Some((Place::of(option), messages::DATACLASS_FLATTEN.to_owned()));
        }
        None
    })
}

fn text(path: &syn::Path) -> String {
    path.to_token_stream().to_string()
}
