//! The rules that an error with exception classes must keep.

use std::collections::HashMap;

use super::bases::BASES;
use crate::diagnostics::Diagnostics;
use crate::messages;
use crate::model::{ErrorEnum, ErrorVariant};
use crate::names::{is_identifier, is_keyword};
use crate::place::Place;

const RULES: &[fn(&ErrorEnum, &mut Diagnostics)] = &[
    is_not_generic,
    has_variants,
    names_are_identifiers,
    names_are_unique,
    one_variant_takes_the_others,
    python_exceptions_are_named_once,
];

const VARIANT_RULES: &[fn(&ErrorVariant, &mut Diagnostics)] =
    &[base_is_builtin, stands_for_what_it_can_hold, attributes_have_names, attributes_are_unique];

/// Applies every rule.
pub(crate) fn check_error(error: &ErrorEnum, diagnostics: &mut Diagnostics) {
    for rule in RULES {
        rule(error, diagnostics);
    }
    for variant in &error.variants {
        for rule in VARIANT_RULES {
            rule(variant, diagnostics);
        }
    }
}

fn is_not_generic(error: &ErrorEnum, diagnostics: &mut Diagnostics) {
    if let Some(place) = error.generics {
        diagnostics.report(place, messages::GENERIC_ERROR);
    }
}

fn has_variants(error: &ErrorEnum, diagnostics: &mut Diagnostics) {
    if error.variants.is_empty() {
        diagnostics.report(&error.ident, messages::ERROR_WITHOUT_VARIANTS);
    }
}

fn names_are_identifiers(error: &ErrorEnum, diagnostics: &mut Diagnostics) {
    let own = error.variants.iter().filter_map(|variant| variant.options.name.as_ref());
    let fields = error.variants.iter().flat_map(|variant| &variant.fields);
    let fields = fields.filter_map(|field| field.options.name.as_ref());
    for (name, place) in error.name.iter().chain(own).chain(fields) {
        if !is_identifier(name) {
            diagnostics.report(place, messages::not_an_identifier(name));
        }
    }
}

fn names_are_unique(error: &ErrorEnum, diagnostics: &mut Diagnostics) {
    let mut seen = HashMap::from([(error.python_name(), Place::of(&error.ident))]);
    for variant in &error.variants {
        let name = variant.python_name();
        let place =
            variant.options.name.as_ref().map_or_else(|| Place::of(&variant.ident), |(_, place)| *place);
        match seen.get(&name) {
            Some(first) => {
                diagnostics.report(place, messages::same_exception(&name, first.line(), place.line()));
            }
            None => drop(seen.insert(name, place)),
        }
    }
}

fn one_variant_takes_the_others(error: &ErrorEnum, diagnostics: &mut Diagnostics) {
    let others = error.variants.iter().filter_map(|variant| variant.options.other);
    for place in others.skip(1) {
        diagnostics.report(place, messages::TWO_OTHERS);
    }
    if error.other().is_none()
        && let Some((_, place)) = error.variants.iter().find_map(|variant| variant.options.python.as_ref())
    {
        diagnostics.report(place, messages::PYTHON_WITHOUT_OTHER);
    }
}

fn python_exceptions_are_named_once(error: &ErrorEnum, diagnostics: &mut Diagnostics) {
    let mut seen: HashMap<&str, Place> = HashMap::new();
    for (name, place) in error.variants.iter().filter_map(|variant| variant.options.python.as_ref()) {
        if name.is_empty() || !name.split('.').all(is_identifier) {
            diagnostics.report(place, messages::not_an_exception(name));
        } else if let Some(first) = seen.get(name.as_str()) {
            diagnostics.report(place, messages::same_python_exception(name, first.line()));
        } else {
            seen.insert(name, *place);
        }
    }
}

fn base_is_builtin(variant: &ErrorVariant, diagnostics: &mut Diagnostics) {
    if let Some((name, place)) = &variant.options.base
        && !BASES.contains(&name.as_str())
    {
        diagnostics.report(place, messages::unusable_base(name, &BASES));
    }
}

fn stands_for_what_it_can_hold(variant: &ErrorVariant, diagnostics: &mut Diagnostics) {
    let options = &variant.options;
    let fields = variant.fields.len();
    if let Some(place) = options.other {
        if options.python.is_some() {
            diagnostics.report(place, messages::OTHER_AND_PYTHON);
        }
        if fields != 1 {
            diagnostics.report(&variant.ident, messages::OTHER_FIELDS);
        }
        if let Some(from) = variant.fields.iter().find_map(|field| field.from) {
            diagnostics.report(from, messages::OTHER_AND_FROM);
        }
    } else if options.python.is_some() && fields > 1 {
        diagnostics.report(&variant.ident, messages::PYTHON_FIELDS);
    }
}

/// What every exception has, and what it is made with.
const RESERVED: [&str; 4] = ["add_note", "args", "self", "with_traceback"];

fn attributes_have_names(variant: &ErrorVariant, diagnostics: &mut Diagnostics) {
    for field in &variant.fields {
        let own = &field.options.name;
        if let (Some(_), Some((_, place))) = (field.options.skip, own) {
            diagnostics.report(place, messages::SKIP_WITH_NAME);
        }
        let Some(name) = field.python_name().filter(|_| field.is_kept()) else { continue };
        let place = own.as_ref().map_or_else(|| Place::of(&field.ident), |(_, place)| *place);
        if RESERVED.contains(&name.as_str()) || name.starts_with("__") {
            diagnostics.report(place, messages::reserved_attribute(&name));
        } else if is_keyword(&name) {
            diagnostics.report(place, messages::keyword_attribute(&name));
        }
    }
}

fn attributes_are_unique(variant: &ErrorVariant, diagnostics: &mut Diagnostics) {
    let mut seen: Vec<String> = Vec::new();
    for attribute in variant.attributes() {
        if seen.contains(&attribute.name) {
            let field = attribute.fields.first().map(|(_, field)| *field);
            let place = field.map_or_else(
                || Place::of(&variant.ident),
                |field| field.options.name.as_ref().map_or_else(|| Place::of(&field.ty), |(_, place)| *place),
            );
            diagnostics.report(place, messages::same_attribute(&attribute.name));
        }
        seen.push(attribute.name);
    }
}
