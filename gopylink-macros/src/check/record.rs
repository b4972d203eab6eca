//! The rules that a record must keep.

use crate::diagnostics::Diagnostics;
use crate::messages;
use crate::model::{Content, Record, RecordShape};
use crate::names::{is_identifier, is_keyword, plain_name};

const RULES: &[fn(&Record, &mut Diagnostics)] = &[
    name_is_an_identifier,
    class_is_of_its_kind,
    members_have_no_options,
    fields_can_be_attributes,
    variants_can_be_members,
];

/// Applies every rule.
pub(crate) fn check_record(record: &Record, diagnostics: &mut Diagnostics) {
    for rule in RULES {
        rule(record, diagnostics);
    }
}

fn name_is_an_identifier(record: &Record, diagnostics: &mut Diagnostics) {
    if let Some((name, place)) = &record.options.name
        && !is_identifier(name)
    {
        diagnostics.report(place, messages::not_an_identifier(name));
    }
}

fn class_is_of_its_kind(record: &Record, diagnostics: &mut Diagnostics) {
    let options = &record.options;
    let wrong_kind = match (options.dataclass, options.enum_class) {
        (Some(place), _) if record.is_enum => Some((place, messages::DATACLASS_ON_ENUM)),
        (_, Some(place)) if !record.is_enum => Some((place, messages::ENUM_CLASS_ON_STRUCT)),
        _ => None,
    };
    if let Some((place, message)) = wrong_kind {
        diagnostics.report(place, message);
    } else if let (true, Some((place, message))) = (options.class(), &record.no_class) {
        diagnostics.report(place, message);
    }
}

fn members_have_no_options(record: &Record, diagnostics: &mut Diagnostics) {
    for place in &record.helpers {
        diagnostics.report(place, messages::OPTIONS_IN_RECORD);
    }
}

/// A dataclass takes its fields as keywords and has them as attributes.
fn fields_can_be_attributes(record: &Record, diagnostics: &mut Diagnostics) {
    let (Some(_), RecordShape::Struct(Content::Record(fields))) = (record.options.dataclass, &record.shape)
    else {
        return;
    };
    for field in fields {
        if !is_identifier(&field.name) || is_keyword(&field.name) {
            let message = messages::not_an_attribute(&field.name);
            match field.renamed_at {
                Some(place) => diagnostics.report(place, message),
                None => diagnostics.report(&field.ident, message),
            }
        }
    }
}

/// Python's enums keep some names for themselves, and each member has one of its own.
fn variants_can_be_members(record: &Record, diagnostics: &mut Diagnostics) {
    let (Some(_), RecordShape::Enum(_, variants)) = (&record.options.enum_class, &record.shape) else {
        return;
    };
    let class =
        record.options.name.as_ref().map_or_else(|| plain_name(&record.ident), |(name, _)| name.clone());
    for (index, variant) in variants.iter().enumerate() {
        if variant.name.is_empty() || is_kept_by_enums(&variant.name, &class) {
            diagnostics.report(variant.named_at, messages::not_a_member(&variant.name));
        } else if variants[..index].iter().any(|other| other.name == variant.name) {
            diagnostics.report(variant.named_at, messages::member_twice(&variant.name));
        }
    }
}

/// The host, which may have libraries that were built without this check, asks the same in `_classes.py`.
fn is_kept_by_enums(name: &str, class: &str) -> bool {
    let is_framed = name.starts_with('_') && name.ends_with('_') && name.contains(|it| it != '_');
    let is_private = name.strip_prefix(&format!("_{class}__")).is_some_and(|rest| !rest.is_empty());
    matches!(name, "mro" | "name" | "value") || is_framed || is_private
}
