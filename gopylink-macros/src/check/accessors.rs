//! Rules on the functions behind properties: getters and setters.

use super::exported;
use crate::diagnostics::Diagnostics;
use crate::messages;
use crate::model::{Block, BlockKind, Function, Role};
use crate::names::nearest;
use crate::place::Place;

fn is_accessor(function: &Function) -> bool {
    matches!(function.role, Role::Getter | Role::Setter)
}

/// Where it says what it is.
fn option(function: &Function) -> Option<Place> {
    function.options.getter.or(function.options.setter)
}

pub(super) fn are_of_a_class(block: &Block, function: &Function, diagnostics: &mut Diagnostics) {
    if let (BlockKind::Functions, Some(place)) = (block.kind, option(function)) {
        diagnostics.report(place, messages::ACCESSOR_OUTSIDE_CLASS);
    }
}

pub(super) fn have_one_role(_: &Block, function: &Function, diagnostics: &mut Diagnostics) {
    let options = &function.options;
    if let (Some(_), Some(place)) = (options.getter, options.setter) {
        diagnostics.report(place, messages::GETTER_AND_SETTER);
    } else if let (Some(_), Some(place)) = (options.constructor, option(function)) {
        diagnostics.report(place, messages::ACCESSOR_CONSTRUCTOR);
    }
}

pub(super) fn have_a_receiver(_: &Block, function: &Function, diagnostics: &mut Diagnostics) {
    if is_accessor(function) && function.receiver.is_none() {
        diagnostics.report(&function.ident, messages::ACCESSOR_WITHOUT_RECEIVER);
    }
}

pub(super) fn take_what_python_passes(_: &Block, function: &Function, diagnostics: &mut Diagnostics) {
    let count = function.parameters.len();
    if function.role == Role::Getter && count > 0 {
        diagnostics.report(function.parameters[0].place, messages::GETTER_WITH_PARAMETERS);
    } else if function.role == Role::Setter && count != 1 {
        let place =
            function.parameters.get(1).map_or_else(|| Place::of(&function.ident), |second| second.place);
        diagnostics.report(place, messages::SETTER_PARAMETERS);
    }
}

pub(super) fn have_no_signature(_: &Block, function: &Function, diagnostics: &mut Diagnostics) {
    if let (true, Some(signature)) = (is_accessor(function), &function.options.signature) {
        diagnostics.report(signature.place, messages::ACCESSOR_SIGNATURE);
    }
}

pub(super) fn getters_return_something(_: &Block, function: &Function, diagnostics: &mut Diagnostics) {
    // A getter that has nothing to return as an array is told so.
    if function.role == Role::Getter && function.returns.is_none() && function.options.array.is_none() {
        diagnostics.report(&function.ident, messages::GETTER_RETURNS_NOTHING);
    }
}

pub(super) fn setters_have_a_getter(block: &Block, function: &Function, diagnostics: &mut Diagnostics) {
    let (Role::Setter, Some(place)) = (function.role, function.options.setter) else { return };
    let getters = exported(block).filter(|other| other.role == Role::Getter);
    let getters: Vec<&str> = getters.map(|getter| getter.python_name.as_str()).collect();
    let name = function.python_name.as_str();
    if !getters.contains(&name) {
        diagnostics.report(place, messages::setter_without_getter(name, nearest(name, &getters)));
    }
}
