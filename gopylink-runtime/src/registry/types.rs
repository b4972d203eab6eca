//! Names of records and enums beside those of exports.

use crate::describe::DescribedType;
use crate::location::SourceLocation;

/// No type has the name of an export: stubs, and the library's module, have both by their names. `exports` are the names of
/// these, and where they are.
pub(super) fn keep_names_apart(
    exports: &[(&'static str, SourceLocation)],
    types: &[DescribedType],
) -> Result<(), String> {
    for (name, location) in exports {
        if let Some(same) = types.iter().find(|described| described.definition.name == *name) {
            return Err(format!(
                "an export and a type are both named '{name}': at {location} and at {}; rename one with \
                 #[gopylink(name = \"…\")] or #[gopylink::record(name = \"…\")]",
                same.location,
            ));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use gopylink_abi::manifest::{Shape, TypeRef};

    use super::keep_names_apart;
    use crate::describe::{RecordExport, collect};
    use crate::location::SourceLocation;

    struct Row;

    #[test]
    fn a_type_has_a_name_of_its_own() {
        let location = SourceLocation { file: "row.rs", line: 2 };
        let export = RecordExport { name: "Row", doc: "", class: false, location };
        let ((), types) = collect(|| {
            assert_eq!(
                export.describe::<Row>(&[], || Shape::Same(TypeRef::Str)),
                TypeRef::Named("Row".to_owned())
            );
        });
        let types = types.unwrap();
        let location = SourceLocation { file: "lib.rs", line: 1 };
        assert_eq!(keep_names_apart(&[("row", location), ("Rows", location)], &types), Ok(()));
        let refused = keep_names_apart(&[("Rows", location), ("Row", location)], &types).unwrap_err();
        assert_eq!(
            refused,
            "an export and a type are both named 'Row': at lib.rs:1 and at row.rs:2; rename one with \
             #[gopylink(name = \"…\")] or #[gopylink::record(name = \"…\")]"
        );
    }
}
