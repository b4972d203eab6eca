//! Rules on options.

use super::exported;
use crate::diagnostics::Diagnostics;
use crate::messages;
use crate::model::{Block, BlockKind, Function, Role};

pub(super) fn skip_stands_alone(_: &Block, function: &Function, diagnostics: &mut Diagnostics) {
    let options = &function.options;
    let others = options.name.is_some()
        || options.constructor.is_some()
        || options.getter.is_some()
        || options.setter.is_some()
        || options.hold_gil.is_some()
        || options.array.is_some()
        || options.signature.is_some();
    if let (Some(place), true) = (options.skip, others) {
        diagnostics.report(place, messages::SKIP_WITH_OTHERS);
    }
}

pub(super) fn have_an_effect(_: &Block, function: &Function, diagnostics: &mut Diagnostics) {
    if let (false, Role::Unexported, Some(place)) = (function.public, function.role, function.options.place) {
        let message = if function.constant {
            messages::OPTIONS_ON_PRIVATE_CONSTANT
        } else {
            messages::OPTIONS_ON_PRIVATE
        };
        diagnostics.report(place, message);
    }
}

pub(super) fn constructor_is_of_a_class(block: &Block, function: &Function, diagnostics: &mut Diagnostics) {
    if let (BlockKind::Functions, Some(place)) = (block.kind, function.options.constructor) {
        diagnostics.report(place, messages::CONSTRUCTOR_OUTSIDE_CLASS);
    }
}

pub(super) fn no_constructor_is_true(block: &Block, diagnostics: &mut Diagnostics) {
    let constructor = exported(block).find(|function| function.role == Role::Constructor);
    if let (Some(place), Some(constructor)) = (block.options.no_constructor, constructor) {
        diagnostics.report(place, messages::constructor_after_all(&constructor.ident.to_string()));
    }
}

pub(super) fn one_constructor(block: &Block, diagnostics: &mut Diagnostics) {
    let is_constructor =
        |function: &&Function| function.role == Role::Constructor && !function.is_conditional();
    let mut constructors = exported(block).filter(is_constructor);
    let Some(first) = constructors.next() else { return };
    let first_line = first.ident.span().start().line;
    for second in constructors {
        let message = messages::two_constructors(first_line, second.ident.span().start().line);
        diagnostics.report(&second.ident, message);
    }
}
