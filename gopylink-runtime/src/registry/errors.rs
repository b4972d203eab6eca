//! The errors that Python has exception classes for.

use gopylink_abi::manifest::{ErrorType, ErrorVariant as Variant, Field, TypeRef};

use crate::error::{self, Find};
use crate::exception::LibraryError;
use crate::location::SourceLocation;

/// What generated code submits of an error.
pub struct ErrorExport {
    /// The name of the base class.
    pub name: &'static str,
    /// The doc comment.
    pub doc: &'static str,
    /// Its variants.
    pub variants: &'static [ErrorVariant],
    /// Tells whether an error is this one.
    pub find: FindError,
    /// Where it is written.
    pub location: SourceLocation,
}

/// A variant, which is a class.
pub struct ErrorVariant {
    /// The name of the class.
    pub name: &'static str,
    /// The doc comment.
    pub doc: &'static str,
    /// The attributes of its instances.
    pub fields: &'static [ErrorField],
    /// The builtin exception that it derives from too; empty for none.
    pub base: &'static str,
    /// Where it is written.
    pub location: SourceLocation,
}

/// An attribute of an exception.
pub struct ErrorField {
    /// Its name.
    pub name: &'static str,
    /// The doc comment.
    pub doc: &'static str,
    /// What it holds.
    pub holds: fn() -> TypeRef,
}

/// Tells whether an error is of one type.
pub struct FindError(Find);

impl FindError {
    /// Of type `E`.
    #[must_use]
    pub const fn of<E: LibraryError>() -> Self {
        Self(|error| E::find(error).map(|found| found.raises().finish()))
    }
}

/// What the manifest says of them, by name. They are found when an export returns one from then on.
pub(super) fn describe(exports: &mut [&'static ErrorExport]) -> Vec<ErrorType> {
    exports.sort_by_key(|export| (export.name, export.location));
    error::note_errors(exports.iter().map(|export| export.find.0));
    let described = exports.iter().map(|export| ErrorType {
        name: export.name.to_owned(),
        doc: export.doc.to_owned(),
        variants: export.variants.iter().map(variant).collect(),
    });
    described.collect()
}

fn variant(export: &'static ErrorVariant) -> Variant {
    let fields = export.fields.iter().map(|field| Field {
        name: field.name.to_owned(),
        doc: field.doc.to_owned(),
        holds: (field.holds)(),
        ..Field::default()
    });
    Variant {
        name: export.name.to_owned(),
        doc: export.doc.to_owned(),
        fields: fields.collect(),
        base: export.base.to_owned(),
    }
}

/// The names of all classes, and where they come from.
pub(super) fn names<'a>(
    exports: &'a [&'static ErrorExport],
) -> impl Iterator<Item = (&'static str, SourceLocation)> + 'a {
    exports.iter().flat_map(|export| {
        let variants = export.variants.iter().map(|variant| (variant.name, variant.location));
        std::iter::once((export.name, export.location)).chain(variants)
    })
}
