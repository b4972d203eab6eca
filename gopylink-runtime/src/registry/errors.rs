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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::registry::faults::Faults;
    use crate::registry::{Export, build};

    const fn error(name: &'static str, variants: &'static [ErrorVariant], line: u32) -> Export {
        let location = SourceLocation { file: "bank.rs", line };
        Export::Error(ErrorExport { name, doc: "", variants, find: FindError(|_| None), location })
    }

    const fn variant(name: &'static str, line: u32) -> ErrorVariant {
        let location = SourceLocation { file: "bank.rs", line };
        ErrorVariant { name, doc: "", fields: &[], base: "", location }
    }

    static BANK: Export = error("BankError", &[variant("Closed", 2), variant("Missing", 3)], 1);
    static FILES: Export = error("FileError", &[variant("Unreadable", 6), variant("Closed", 7)], 5);
    static SHOP: Export = error("ShopError", &[variant("BankError", 9)], 8);

    #[test]
    fn errors_come_by_name_and_variants_as_written() {
        let (registry, _) = build([&BANK], &mut Faults::default());
        let [bank] = registry.manifest.errors.try_into().unwrap();
        assert_eq!(bank.name, "BankError");
        assert_eq!(
            bank.variants.iter().map(|variant| variant.name.as_str()).collect::<Vec<_>>(),
            ["Closed", "Missing"]
        );
    }

    #[test]
    fn classes_of_one_name_are_refused() {
        for (exports, expected) in [
            ([&BANK, &FILES], "two exports are named 'Closed': at bank.rs:2 and at bank.rs:7"),
            ([&BANK, &SHOP], "two exports are named 'BankError': at bank.rs:1 and at bank.rs:9"),
        ] {
            let mut faults = Faults::default();
            build(exports, &mut faults);
            let refused = faults.into_result().unwrap_err();
            assert!(refused.starts_with(expected), "{refused}");
        }
    }
}
