//! What `#[gopylink::record]` describes, as facts.

use proc_macro2::Ident;
use syn::{ExprPath, Generics, Type};

use super::Doc;
use crate::place::Place;

/// A struct or enum with the attribute.
pub(crate) struct Record {
    pub(crate) ident: Ident,
    pub(crate) generics: Generics,
    pub(crate) options: RecordOptions,
    pub(crate) doc: Doc,
    /// Whether it is an enum.
    pub(crate) is_enum: bool,
    /// What serde makes of its values.
    pub(crate) shape: RecordShape,
    /// Whether arguments with fields that it does not have are refused.
    pub(crate) closed: bool,
    /// What keeps Python from having a class of the kind that the options ask for; the first of it.
    pub(crate) no_class: Option<(Place, String)>,
    /// Helper attributes of ours, which fields and variants do not have.
    pub(crate) helpers: Vec<Place>,
}

/// What is in the parentheses of the attribute.
#[derive(Default)]
pub(crate) struct RecordOptions {
    /// `name = "…"`: the name and where it is.
    pub(crate) name: Option<(String, Place)>,
    /// `dataclass`
    pub(crate) dataclass: Option<Place>,
    /// `enum_class`
    pub(crate) enum_class: Option<Place>,
}

impl RecordOptions {
    /// Whether Python has a class for it.
    pub(crate) fn class(&self) -> bool {
        self.dataclass.is_some() || self.enum_class.is_some()
    }
}

/// What the values of a type are.
pub(crate) enum RecordShape {
    /// A struct's.
    Struct(Content),
    /// An enum's.
    Enum(Tagging, Vec<Variant>),
}

/// What a struct or a variant holds.
pub(crate) enum Content {
    /// What no description can tell.
    Any,
    /// Nothing.
    Unit,
    /// What another type does.
    Same(Box<Type>),
    /// A tuple; none for an item that no description can tell.
    Tuple(Vec<Option<Type>>),
    /// Fields with names.
    Record(Vec<Field>),
}

/// A field with a name.
pub(crate) struct Field {
    /// The name that Python sees.
    pub(crate) name: String,
    /// Where that is written, if it is not the one in Rust.
    pub(crate) renamed_at: Option<Place>,
    /// Other names that arguments may have it by.
    pub(crate) aliases: Vec<String>,
    pub(crate) doc: Doc,
    /// Its name in Rust.
    pub(crate) ident: Option<Ident>,
    /// None if no description can tell.
    pub(crate) ty: Option<Type>,
    /// Whether its own fields stand in its place.
    pub(crate) flatten: bool,
    /// What stands for it when it is left out of an argument; none if it must be given, unless its type says otherwise.
    pub(crate) default: Option<FieldDefault>,
    /// Whether it may be missing in a result.
    pub(crate) skipped: bool,
    /// Whether it ever is in a result.
    pub(crate) serialized: bool,
}

/// What stands for a field that is left out.
#[derive(Clone)]
pub(crate) enum FieldDefault {
    /// Its type's default.
    OfType,
    /// What a function returns.
    Function(ExprPath),
    /// The field of the struct's default, or of what a function returns.
    OfStruct(Option<ExprPath>),
}

/// How variants are told apart: serde's words.
pub(crate) enum Tagging {
    External,
    Internal(String),
    Adjacent(String, String),
    Untagged,
}

/// A variant of an enum.
pub(crate) struct Variant {
    /// The name that Python sees.
    pub(crate) name: String,
    /// Other names that arguments may have it by.
    pub(crate) aliases: Vec<String>,
    /// Whether every name that no variant has stands for it in an argument.
    pub(crate) other: bool,
    /// Where the name that Python sees is written.
    pub(crate) named_at: Place,
    pub(crate) doc: Doc,
    pub(crate) content: Content,
}
