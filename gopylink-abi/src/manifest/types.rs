//! Types, as the manifest describes them.

use serde::{Deserialize, Serialize};

/// How a Rust type looks from Python.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum TypeRef {
    /// Any value: the type has no description.
    #[default]
    Any,
    /// `None`.
    None,
    /// `bool`.
    Bool,
    /// `int`, and the Rust type that bounds it, as `"i64"`.
    Int(String),
    /// `float`, and the Rust type, `"f32"` or `"f64"`.
    Float(String),
    /// `str`.
    Str,
    /// `bytes`.
    Bytes,
    /// `list` of one type.
    List(Box<TypeRef>),
    /// `set` of one type.
    Set(Box<TypeRef>),
    /// `tuple` of as many types.
    Tuple(Vec<TypeRef>),
    /// `dict` of key and value types.
    Dict(Box<TypeRef>, Box<TypeRef>),
    /// The type or `None`.
    Optional(Box<TypeRef>),
    /// A record or enum: the name of one of the manifest's [types](super::Manifest::types).
    Named(String),
    /// An instance of one of the library's classes; in what stubs expect, of one of Python's.
    Instance(String),
    /// An instance of a class of Python's standard library, as `"datetime.date"`.
    Standard(String),
    /// An array of numbers, and the Rust type of its elements, as `"f64"`: any object with the buffer protocol.
    Array(String),
}

impl TypeRef {
    /// Whether a host that sends arguments as bytes sends arrays among them: where the description leads to one through
    /// nothing but options and lists.
    #[must_use]
    pub fn has_arrays(&self) -> bool {
        match self {
            Self::Array(_) => true,
            Self::Optional(inner) | Self::List(inner) => inner.has_arrays(),
            _ => false,
        }
    }

    /// In how many lists there are instances of exported classes, if that is what it is made of: a host sends them as what
    /// they are.
    #[must_use]
    pub fn instances(&self) -> Option<usize> {
        match self {
            Self::Instance(_) => Some(0),
            Self::Optional(inner) => inner.instances(),
            Self::List(inner) => inner.instances().map(|lists| lists + 1),
            _ => None,
        }
    }
}

/// A record or enum.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct TypeDefinition {
    /// Its name, which no other type of the library has.
    pub name: String,
    /// The doc comment.
    pub doc: String,
    /// What its values are.
    pub shape: Shape,
    /// Whether Python has a class for it, of which its values are instances: a dataclass, or an `enum.Enum` where all
    /// variants are without content. Else they are dicts and strings.
    pub class: bool,
    /// Whether arguments with fields that it does not have are refused.
    pub closed: bool,
}

/// What the values of a type are.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Shape {
    /// A dict of these fields.
    Record(Vec<Field>),
    /// What another type's are.
    Same(TypeRef),
    /// One of several variants.
    Enum(Tagging, Vec<Variant>),
}

impl Default for Shape {
    fn default() -> Self {
        Self::Record(Vec::new())
    }
}

/// A field of a record.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Field {
    /// The name that Python sees.
    pub name: String,
    /// The doc comment.
    pub doc: String,
    /// What it holds.
    pub holds: TypeRef,
    /// Other names that arguments may have it by.
    pub aliases: Vec<String>,
    /// Whether it may be left out of an argument.
    pub optional: bool,
    /// Whether it may be missing in a result.
    pub skipped: bool,
    /// What stands for it in a new instance of a class when it is left out, as Python writes it. None if Python cannot
    /// write it, or has no class for the type.
    pub default: Option<String>,
    /// The same in its wire form, also where Python cannot write it.
    pub value: Option<Vec<u8>>,
}

/// How the variants of an enum are told apart: serde's words.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Tagging {
    /// The name of a variant without content, else a dict from that name to the content.
    #[default]
    External,
    /// A field of that name in the content.
    Internal(String),
    /// A dict with the name under the first key, and the content under the second.
    Adjacent(String, String),
    /// The content alone.
    Untagged,
}

/// A variant of an enum.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Variant {
    /// The name that Python sees.
    pub name: String,
    /// The doc comment.
    pub doc: String,
    /// Other names that arguments may have it by.
    pub aliases: Vec<String>,
    /// Whether every name that no variant has stands for it in an argument.
    pub other: bool,
    /// What it holds; none for a variant without content.
    pub content: Option<Shape>,
}

/// An error enum, which has an exception class.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ErrorType {
    /// The name of the base class.
    pub name: String,
    /// The doc comment.
    pub doc: String,
    /// The classes that derive from it.
    pub variants: Vec<ErrorVariant>,
}

/// A variant of an error enum: an exception class.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ErrorVariant {
    /// The name of the class.
    pub name: String,
    /// The doc comment.
    pub doc: String,
    /// The attributes of its instances.
    pub fields: Vec<Field>,
    /// The builtin exception that the class derives from too; empty for none.
    pub base: String,
}
