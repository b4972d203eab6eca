//! Rules on names as Python sees them.

use std::collections::HashMap;

use super::exported;
use crate::diagnostics::Diagnostics;
use crate::messages;
use crate::model::{Block, BlockKind, Function, Role};
use crate::names::is_identifier;

/// Functions under conditions may share a name: which of them are compiled is not known here, and the registry
/// checks again.
pub(super) fn are_unique(block: &Block, diagnostics: &mut Diagnostics) {
    let mut seen: HashMap<(&str, bool), &Function> = HashMap::new();
    let named = |function: &&Function| function.role != Role::Constructor && !function.is_conditional();
    for function in exported(block).filter(named) {
        // A property has one name and up to two functions.
        let key = (function.python_name.as_str(), function.role == Role::Setter);
        if let Some(first) = seen.get(&key) {
            let place = function.name_place();
            let is_function = |function: &Function| matches!(function.role, Role::Function | Role::Method);
            let what = if is_function(first) && is_function(function) { "functions" } else { "attributes" };
            let lines = (first.name_place().line(), place.line());
            diagnostics.report(place, messages::duplicate_name(what, &function.python_name, lines));
        } else {
            seen.insert(key, function);
        }
    }
}

pub(super) fn of_class_is_an_identifier(block: &Block, diagnostics: &mut Diagnostics) {
    if let Some((name, place)) = &block.options.name
        && !is_identifier(name)
    {
        diagnostics.report(place, messages::not_an_identifier(name));
    }
}

/// The names that every instance needs as they are, those that Python reads from the body of a class, and those of methods
/// that Rust has no result for.
pub(super) const RESERVED: [&str; 13] = [
    "__class__",
    "__complex__",
    "__del__",
    "__dict__",
    "__doc__",
    "__getattr__",
    "__getattribute__",
    "__init__",
    "__init_subclass__",
    "__module__",
    "__new__",
    "__slots__",
    "__weakref__",
];

pub(super) fn is_free_in_a_class(block: &Block, function: &Function, diagnostics: &mut Diagnostics) {
    let name = function.python_name.as_str();
    if block.kind == BlockKind::Class && function.role != Role::Constructor && RESERVED.contains(&name) {
        diagnostics.report(function.name_place(), messages::reserved_name(name));
    }
}

pub(super) fn is_an_identifier(_: &Block, function: &Function, diagnostics: &mut Diagnostics) {
    if is_identifier(&function.python_name) {
        return;
    }
    match &function.options.name {
        Some((name, place)) => diagnostics.report(place, messages::not_an_identifier(name)),
        None => {
            diagnostics.report(&function.ident, messages::renamed_not_an_identifier(&function.python_name));
        }
    }
}

pub(super) fn of_constructor_is_that_of_the_class(
    _: &Block,
    function: &Function,
    diagnostics: &mut Diagnostics,
) {
    if let (Role::Constructor, Some((name, place))) = (function.role, &function.options.name) {
        diagnostics.report(place, messages::named_constructor(name));
    }
}
