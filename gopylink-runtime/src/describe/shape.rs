//! What generated code puts the definition of a record or enum together from.

use gopylink_abi::manifest::{Field, Shape, Tagging, TypeRef, Variant};

use super::record::definition_of;

/// One field of a record in its definition.
pub enum Part {
    /// A field.
    Field(Field),
    /// The fields of what a `#[serde(flatten)]` is on.
    Flattened(TypeRef),
}

impl Part {
    /// A field. `aliases` are other names that arguments may have it by. `default` says that it may be left out of an
    /// argument, `skipped` that it may be missing in a result.
    #[must_use]
    pub fn field(
        name: &str,
        aliases: &[&str],
        doc: &str,
        holds: TypeRef,
        default: bool,
        skipped: bool,
    ) -> Self {
        // Serde's derived code takes `None` for an option that is missing.
        let optional = default || matches!(holds, TypeRef::Optional(_));
        Self::Field(Field {
            name: name.to_owned(),
            doc: doc.to_owned(),
            holds,
            aliases: owned(aliases),
            optional,
            skipped,
            ..Field::default()
        })
    }

    /// A tuple of these types.
    pub fn tuple<const COUNT: usize>(items: [TypeRef; COUNT]) -> Shape {
        Shape::Same(TypeRef::Tuple(items.into()))
    }

    /// An enum of these variants.
    pub fn enumeration<const COUNT: usize>(tagging: Tagging, variants: [Variant; COUNT]) -> Shape {
        Shape::Enum(tagging, variants.into())
    }

    /// Variants are told apart by that field of their content.
    #[must_use]
    pub fn tag(tag: &str) -> Tagging {
        Tagging::Internal(tag.to_owned())
    }

    /// Variants are told apart by the first key, and their content is under the second.
    #[must_use]
    pub fn tag_beside(tag: &str, content: &str) -> Tagging {
        Tagging::Adjacent(tag.to_owned(), content.to_owned())
    }

    /// A record of these parts.
    pub fn record<const COUNT: usize>(parts: [Self; COUNT]) -> Shape {
        let mut fields = Vec::new();
        // What the entries beside the fields hold, if there may be any.
        let mut open = None;
        for part in parts {
            match part {
                Self::Field(field) => fields.push(field),
                Self::Flattened(holds) => match flattened(holds) {
                    Ok(inner) => fields.extend(inner),
                    Err(values) => open = Some(if open.is_none() { values } else { TypeRef::Any }),
                },
            }
        }
        match open {
            None => Shape::Record(fields),
            Some(values) => {
                let values = if fields.is_empty() { values } else { TypeRef::Any };
                Shape::Same(TypeRef::Dict(Box::new(TypeRef::Str), Box::new(values)))
            }
        }
    }

    /// A variant of an enum. `aliases` are other names that arguments may have it by; `other` says that it stands for all
    /// that no variant has.
    #[must_use]
    pub fn variant(name: &str, aliases: &[&str], other: bool, doc: &str, content: Option<Shape>) -> Variant {
        Variant { name: name.to_owned(), aliases: owned(aliases), other, doc: doc.to_owned(), content }
    }
}

fn owned(names: &[&str]) -> Vec<String> {
    names.iter().map(|&name| name.to_owned()).collect()
}

/// The fields of a type that is flattened, or else what its entries hold.
fn flattened(holds: TypeRef) -> Result<Vec<Field>, TypeRef> {
    match holds {
        TypeRef::Optional(inner) => {
            let fields = flattened(*inner)?;
            Ok(fields.into_iter().map(|field| Field { optional: true, skipped: true, ..field }).collect())
        }
        TypeRef::Named(name) => match definition_of(&name).map(|definition| definition.shape) {
            Some(Shape::Record(fields)) => Ok(fields),
            Some(Shape::Same(inner)) => flattened(inner),
            _ => Err(TypeRef::Any),
        },
        TypeRef::Dict(_, values) => Err(*values),
        TypeRef::None => Ok(Vec::new()),
        _ => Err(TypeRef::Any),
    }
}
