//! The defaults of fields, which are made when all classes of records are known: they may be values of these.

use std::cell::RefCell;

use gopylink_abi::manifest::Shape;

use crate::describe::DescribedType;

thread_local! {
    static MAKING: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// Adds the defaults to the definitions.
pub(super) fn make(types: &mut [DescribedType]) {
    for DescribedType { definition, location, defaults, .. } in types {
        let Shape::Record(fields) = &mut definition.shape else { continue };
        for (name, make) in defaults {
            let Some(field) = fields.iter_mut().find(|field| field.name == *name) else { continue };
            let what = format!("the default of '{name}' in the record '{}' at {location}", definition.name);
            MAKING.set(Some(what));
            let made = make();
            MAKING.set(None);
            (field.default, field.value) = (made.text, made.wire);
        }
    }
}

/// What was being made when its code panicked.
pub(crate) fn interrupted() -> Option<String> {
    MAKING.take()
}

#[cfg(test)]
mod tests {
    use std::panic::{AssertUnwindSafe, catch_unwind};

    use gopylink_abi::manifest::{Field, Shape};

    use super::{interrupted, make};
    use crate::describe::{RecordExport, collect};
    use crate::location::SourceLocation;
    use crate::value::Literal;

    struct Row;

    #[test]
    fn a_default_that_panics_is_named() {
        let location = SourceLocation { file: "row.rs", line: 2 };
        let export = RecordExport { name: "Row", doc: "", class: true, closed: false, location };
        let shape = || {
            let field = |name: &str| Field { name: name.to_owned(), ..Field::default() };
            Shape::Record(vec![field("width"), field("height")])
        };
        let ((), types) = collect(|| {
            let width = || Literal::of(&1);
            let height = || panic!("no height");
            export.describe::<Row>(&[], shape, &[("width", width), ("height", height)]);
        });
        let mut types = types.described;
        assert_eq!(interrupted(), None);
        assert!(catch_unwind(AssertUnwindSafe(|| make(&mut types))).is_err());
        let named = "the default of 'height' in the record 'Row' at row.rs:2";
        assert_eq!(interrupted().as_deref(), Some(named));
        let Shape::Record(fields) = &types[0].definition.shape else { panic!("no record") };
        assert_eq!(
            (fields[0].default.as_deref(), fields[0].value.as_deref()),
            (Some("1"), Some(&[1_u8][..]))
        );
    }
}
