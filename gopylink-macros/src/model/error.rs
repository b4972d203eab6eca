//! What `#[gopylink::error]` describes, as facts.

use proc_macro2::Ident;
use syn::Type;

use super::Doc;
use crate::place::Place;

/// An enum with the attribute.
pub(crate) struct ErrorEnum {
    pub(crate) ident: Ident,
    /// Generic parameters or where-clauses.
    pub(crate) generics: Option<Place>,
    /// `name = "…"` and where it is.
    pub(crate) name: Option<(String, Place)>,
    pub(crate) doc: Doc,
    pub(crate) variants: Vec<ErrorVariant>,
}

/// A variant.
pub(crate) struct ErrorVariant {
    pub(crate) ident: Ident,
    pub(crate) doc: Doc,
    pub(crate) options: VariantOptions,
    pub(crate) kind: FieldKind,
    pub(crate) fields: Vec<ErrorField>,
}

/// How a variant is written.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum FieldKind {
    /// `Variant`
    Unit,
    /// `Variant(…)`
    Tuple,
    /// `Variant { … }`
    Named,
}

/// A field.
pub(crate) struct ErrorField {
    /// Its name in Rust, if it has one.
    pub(crate) ident: Option<Ident>,
    pub(crate) ty: Type,
    pub(crate) doc: Doc,
    pub(crate) options: FieldOptions,
    /// `#[from]`, where something else makes the enum from what it holds.
    pub(crate) from: Option<Place>,
    /// Whether it holds where the error came from, which is no attribute of the exception.
    pub(crate) is_source: bool,
}

/// What is in the parentheses of `#[gopylink(…)]` on a variant.
#[derive(Default)]
pub(crate) struct VariantOptions {
    /// `name = "…"`: what Python calls the class.
    pub(crate) name: Option<(String, Place)>,
    /// `base = "KeyError"`: the builtin exception that it is too.
    pub(crate) base: Option<(String, Place)>,
    /// `python = "app.Oops"`: the Python exceptions that become it.
    pub(crate) python: Option<(String, Place)>,
    /// `other`: all other Python exceptions become it.
    pub(crate) other: Option<Place>,
}

/// What is in the parentheses of `#[gopylink(…)]` on a field.
#[derive(Default)]
pub(crate) struct FieldOptions {
    /// `name = "…"`: what Python calls the attribute.
    pub(crate) name: Option<(String, Place)>,
    /// `skip`: leaves it out.
    pub(crate) skip: Option<Place>,
}

/// An attribute of an exception: the places of the fields that it holds, and their names.
pub(crate) struct Attribute<'a> {
    pub(crate) name: String,
    /// One field; several where the attribute is a tuple.
    pub(crate) fields: Vec<(usize, &'a ErrorField)>,
}

impl ErrorEnum {
    /// What Python calls the base class.
    pub(crate) fn python_name(&self) -> String {
        self.name.as_ref().map_or_else(|| crate::names::plain_name(&self.ident), |(name, _)| name.clone())
    }

    /// The variant that all other Python exceptions become.
    pub(crate) fn other(&self) -> Option<&ErrorVariant> {
        self.variants.iter().find(|variant| variant.options.other.is_some())
    }
}

impl ErrorVariant {
    /// What Python calls the class.
    pub(crate) fn python_name(&self) -> String {
        let own = &self.options.name;
        own.as_ref().map_or_else(|| crate::names::plain_name(&self.ident), |(name, _)| name.clone())
    }

    /// The attributes of the exceptions. Fields without names are one together: `value` if there is one of them, the
    /// tuple `values` if there are several.
    pub(crate) fn attributes(&self) -> Vec<Attribute<'_>> {
        let kept = self.fields.iter().enumerate().filter(|(_, field)| field.is_kept());
        let (named, unnamed): (Vec<_>, Vec<_>) = kept.partition(|(_, field)| field.python_name().is_some());
        let mut attributes: Vec<_> = named
            .into_iter()
            .map(|(index, field)| Attribute {
                name: field.python_name().unwrap_or_default(),
                fields: vec![(index, field)],
            })
            .collect();
        let name = if unnamed.len() == 1 { "value" } else { "values" };
        if !unnamed.is_empty() {
            attributes.push(Attribute { name: name.to_owned(), fields: unnamed });
        }
        attributes
    }
}

impl ErrorField {
    /// Whether an attribute of the exceptions holds it.
    pub(crate) fn is_kept(&self) -> bool {
        self.options.skip.is_none() && !self.is_source
    }

    /// What Python calls it; none for a field without a name.
    pub(crate) fn python_name(&self) -> Option<String> {
        let own = self.options.name.as_ref().map(|(name, _)| name.clone());
        own.or_else(|| self.ident.as_ref().map(crate::names::plain_name))
    }
}
