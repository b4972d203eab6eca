//! Records and enums: what generated code says of them, collected while the exports are described.
//!
//! A record is described by its name. Its definition is written down once, by whoever collects: so that types which lead
//! back to themselves come to an end.

use std::any::TypeId;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fmt::Display;

use gopylink_abi::manifest::{Shape, TypeDefinition, TypeRef};

use super::class::id_of;
use crate::location::SourceLocation;

/// The default of a field.
#[derive(Default)]
pub struct DefaultForms {
    /// As Python writes it; none if it is not plain, or cannot cross.
    pub(crate) text: Option<String>,
    /// Its wire form; none if it cannot cross.
    pub(crate) wire: Option<Vec<u8>>,
}

/// The name of a field, and what makes that which stands for it when it is left out.
pub(crate) type FieldDefault = (&'static str, fn() -> DefaultForms);

/// A record or enum, as its attribute describes it.
pub struct RecordExport {
    /// The name that Python sees.
    pub name: &'static str,
    /// The doc comment.
    pub doc: &'static str,
    /// Whether Python has a class for it.
    pub class: bool,
    /// Whether arguments with fields that it does not have are refused.
    pub closed: bool,
    /// Where it is written.
    pub location: SourceLocation,
}

impl RecordExport {
    /// The description of `T`. `arguments` are the names of its generic parameters' values, which set it apart from the
    /// other types of its name. `defaults` make what stands for fields in a new instance of its class.
    pub fn describe<T>(
        &self,
        arguments: &[String],
        shape: impl FnOnce() -> Shape,
        defaults: &[FieldDefault],
    ) -> TypeRef {
        let mut name = self.name.to_owned();
        for argument in arguments {
            name.push('_');
            name.push_str(argument);
        }
        let is_new = COLLECTED.with_borrow_mut(|collected| {
            collected.as_mut().is_some_and(|types| types.announce(&name, id_of::<T>(), self.location))
        });
        if is_new {
            let definition = TypeDefinition {
                name: name.clone(),
                doc: self.doc.to_owned(),
                shape: shape(),
                class: self.class,
                closed: self.closed,
            };
            COLLECTED.with_borrow_mut(|collected| {
                if let Some(types) = collected {
                    types.define(definition, defaults);
                }
            });
        }
        TypeRef::Named(name)
    }

    /// The part of a generic record's name that stands for a type.
    #[must_use]
    pub fn type_argument(argument: &TypeRef) -> String {
        type_argument(argument)
    }

    /// The part of a generic record's name that stands for a constant.
    pub fn constant_argument(constant: impl Display) -> String {
        constant
            .to_string()
            .chars()
            .map(|letter| if letter.is_alphanumeric() { letter } else { '_' })
            .collect()
    }
}

/// The part of a generic record's name that stands for a type.
fn type_argument(argument: &TypeRef) -> String {
    let of = |word: &str, inner: &[&TypeRef]| {
        inner.iter().fold(word.to_owned(), |name, inner| name + "_" + &type_argument(inner))
    };
    match argument {
        TypeRef::Any => "Any".to_owned(),
        TypeRef::None => "None".to_owned(),
        TypeRef::Bool => "bool".to_owned(),
        TypeRef::Int(name) | TypeRef::Float(name) => name.clone(),
        TypeRef::Str => "str".to_owned(),
        TypeRef::Bytes => "bytes".to_owned(),
        TypeRef::List(item) => of("list", &[item]),
        TypeRef::Set(item) => of("set", &[item]),
        TypeRef::Tuple(items) => of("tuple", &items.iter().collect::<Vec<_>>()),
        TypeRef::Dict(key, value) => of("dict", &[key, value]),
        TypeRef::Optional(inner) => of("Optional", &[inner]),
        TypeRef::Named(name) | TypeRef::Instance(name) => name.clone(),
        TypeRef::Standard(name) => name.rsplit('.').next().unwrap_or_default().to_owned(),
        TypeRef::Array(element) => format!("array_{element}"),
    }
}

thread_local! {
    static COLLECTED: RefCell<Option<Types>> = const { RefCell::new(None) };
}

/// The types that were described so far.
#[derive(Default)]
struct Types {
    types: BTreeMap<String, Collected>,
}

struct Collected {
    type_id: TypeId,
    location: SourceLocation,
    /// Other types of the name, should there be any.
    others: BTreeMap<SourceLocation, TypeId>,
    /// `None` while it is being made.
    definition: Option<TypeDefinition>,
    defaults: Vec<FieldDefault>,
}

impl Types {
    /// Whether the type is new, and its definition wanted.
    fn announce(&mut self, name: &str, type_id: TypeId, location: SourceLocation) -> bool {
        let Some(known) = self.types.get_mut(name) else {
            let others = BTreeMap::new();
            let collected = Collected { type_id, location, others, definition: None, defaults: Vec::new() };
            self.types.insert(name.to_owned(), collected);
            return true;
        };
        if known.type_id != type_id {
            known.others.insert(location, type_id);
        }
        false
    }

    fn define(&mut self, definition: TypeDefinition, defaults: &[FieldDefault]) {
        if let Some(collected) = self.types.get_mut(&definition.name) {
            collected.defaults = defaults.to_vec();
            collected.definition = Some(definition);
        }
    }
}

/// The definition of a type that is known already.
pub(super) fn definition_of(name: &str) -> Option<TypeDefinition> {
    COLLECTED.with_borrow(|collected| collected.as_ref()?.types.get(name)?.definition.clone())
}

/// A record or enum that was described.
pub(crate) struct DescribedType {
    pub(crate) type_id: TypeId,
    pub(crate) definition: TypeDefinition,
    pub(crate) location: SourceLocation,
    pub(crate) defaults: Vec<FieldDefault>,
}

/// The records and enums that were described.
#[derive(Default)]
pub(crate) struct DescribedTypes {
    /// By name.
    pub(crate) described: Vec<DescribedType>,
    /// The names that several have, and where these are.
    pub(crate) conflicts: Vec<(String, Vec<SourceLocation>)>,
}

/// Runs `work`, and gives the records and enums that it has described.
pub(crate) fn collect<R>(work: impl FnOnce() -> R) -> (R, DescribedTypes) {
    let before = COLLECTED.replace(Some(Types::default()));
    let result = work();
    let Types { types } = COLLECTED.replace(before).unwrap_or_default();
    let mut found = DescribedTypes::default();
    for (name, Collected { type_id, location, others, definition, defaults }) in types {
        if !others.is_empty() {
            found.conflicts.push((name, std::iter::once(location).chain(others.into_keys()).collect()));
        }
        let described = |definition| DescribedType { type_id, definition, location, defaults };
        found.described.extend(definition.map(described));
    }
    (result, found)
}
