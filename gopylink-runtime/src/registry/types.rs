//! Names of records and enums beside those of exports.

use gopylink_abi::manifest::Manifest;

use crate::describe::DescribedType;

/// No type has the name of an export: stubs, and the library's module, have both by their names.
pub(super) fn keep_names_apart(manifest: &Manifest, types: &[DescribedType]) -> Result<(), String> {
    let functions = manifest.functions.iter().map(|function| (&function.name, &function.location));
    let classes = manifest.classes.iter().map(|class| (&class.name, &class.location));
    for (name, location) in functions.chain(classes) {
        if let Some(same) = types.iter().find(|described| described.definition.name == *name) {
            return Err(format!(
                "an export and a type are both named '{name}': at {}:{} and at {}; rename one with \
                 #[gopylink(name = \"…\")] or #[gopylink::record(name = \"…\")]",
                location.file, location.line, same.location,
            ));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use gopylink_abi::manifest::{Class, Function, Location, Manifest, Shape, TypeRef};

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
        let location = Location { file: "lib.rs".to_owned(), line: 1 };
        let class =
            |name: &str| Class { name: name.to_owned(), location: location.clone(), ..Class::default() };
        let function = |name: &str| Function {
            name: name.to_owned(),
            location: location.clone(),
            ..Function::default()
        };
        let apart = Manifest {
            functions: vec![function("row")],
            classes: vec![class("Rows")],
            ..Manifest::default()
        };
        assert_eq!(keep_names_apart(&apart, &types), Ok(()));
        for manifest in [
            Manifest { functions: vec![function("Row")], ..Manifest::default() },
            Manifest { classes: vec![class("Row")], ..Manifest::default() },
        ] {
            let refused = keep_names_apart(&manifest, &types).unwrap_err();
            assert_eq!(
                refused,
                "an export and a type are both named 'Row': at lib.rs:1 and at row.rs:2; rename one with \
                 #[gopylink(name = \"…\")] or #[gopylink::record(name = \"…\")]"
            );
        }
    }
}
