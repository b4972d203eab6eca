//! Names of records and enums beside those of exports.

use super::faults::Faults;
use crate::describe::DescribedType;
use crate::location::SourceLocation;

/// No type has the name of an export: stubs, and the library's module, have both by their names. `exports` are the names of
/// these, and where they are.
pub(super) fn keep_names_apart(
    exports: &[(&'static str, SourceLocation)],
    types: &[DescribedType],
    faults: &mut Faults,
) {
    for (name, location) in exports {
        if let Some(same) = types.iter().find(|described| described.definition.name == *name) {
            faults.report(format!(
                "an export and a type are both named '{name}': at {location} and at {}; rename one with \
                 #[gopylink(name = \"…\")] or #[gopylink::record(name = \"…\")]",
                same.location,
            ));
        }
    }
}

#[cfg(test)]
mod tests {
    use gopylink_abi::manifest::{Shape, TypeRef};

    use super::{Faults, keep_names_apart};
    use crate::describe::{RecordExport, collect};
    use crate::location::SourceLocation;

    struct Row;

    #[test]
    fn a_type_has_a_name_of_its_own() {
        let location = SourceLocation { file: "row.rs", line: 2 };
        let export = RecordExport { name: "Row", doc: "", class: false, closed: false, location };
        let ((), types) = collect(|| {
            assert_eq!(
                export.describe::<Row>(&[], || Shape::Same(TypeRef::Str), &[]),
                TypeRef::Named("Row".to_owned())
            );
        });
        let location = SourceLocation { file: "lib.rs", line: 1 };
        let refused = |exports: &[_]| {
            let mut faults = Faults::default();
            keep_names_apart(exports, &types.described, &mut faults);
            faults.into_result()
        };
        assert_eq!(refused(&[("row", location), ("Rows", location)]), Ok(()));
        let refused = refused(&[("Rows", location), ("Row", location)]).unwrap_err();
        assert_eq!(
            refused,
            "an export and a type are both named 'Row': at lib.rs:1 and at row.rs:2; rename one with \
             #[gopylink(name = \"…\")] or #[gopylink::record(name = \"…\")]"
        );
    }
}
