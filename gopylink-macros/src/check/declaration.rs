//! Rules on how an exported function is declared.

use crate::diagnostics::Diagnostics;
use crate::messages;
use crate::model::{Block, BlockKind, Function, ReceiverKind, Role};

pub(super) fn is_not_async(_: &Block, function: &Function, diagnostics: &mut Diagnostics) {
    if let Some(place) = function.qualifiers.asynchronous {
        diagnostics.report(place, messages::ASYNC);
    }
}

pub(super) fn is_not_unsafe(_: &Block, function: &Function, diagnostics: &mut Diagnostics) {
    if let Some(place) = function.qualifiers.unsafety {
        diagnostics.report(place, messages::UNSAFE);
    }
}

pub(super) fn has_the_rust_abi(_: &Block, function: &Function, diagnostics: &mut Diagnostics) {
    if let Some(place) = function.qualifiers.abi {
        diagnostics.report(place, messages::ABI);
    }
}

pub(super) fn is_not_variadic(_: &Block, function: &Function, diagnostics: &mut Diagnostics) {
    if let Some(place) = function.qualifiers.variadic {
        diagnostics.report(place, messages::VARIADIC);
    }
}

pub(super) fn is_not_generic(_: &Block, function: &Function, diagnostics: &mut Diagnostics) {
    let qualifiers = &function.qualifiers;
    for place in &qualifiers.type_parameters {
        diagnostics.report(place, messages::TYPE_PARAMETER);
    }
    for place in &qualifiers.const_parameters {
        diagnostics.report(place, messages::CONST_PARAMETER);
    }
    // Bounds on a type parameter go with it.
    if let (Some(place), []) = (qualifiers.where_clause, qualifiers.type_parameters.as_slice()) {
        diagnostics.report(place, messages::WHERE_CLAUSE);
    }
}

pub(super) fn takes_self_by_reference(block: &Block, function: &Function, diagnostics: &mut Diagnostics) {
    if let Some(receiver) = &function.receiver
        && block.kind == BlockKind::Class
        && matches!(function.role, Role::Method | Role::Getter | Role::Setter)
        && receiver.kind == ReceiverKind::Owned
    {
        diagnostics.report(receiver.place, messages::OWNED_RECEIVER);
    }
}

pub(super) fn functions_have_no_receiver(block: &Block, function: &Function, diagnostics: &mut Diagnostics) {
    if let Some(receiver) = &function.receiver
        && block.kind == BlockKind::Functions
    {
        diagnostics.report(receiver.place, messages::RECEIVER_IN_FUNCTIONS);
    }
}

/// `new` may be a method where another function is the constructor, or where its name was chosen on purpose.
pub(super) fn constructors_have_no_receiver(
    block: &Block,
    function: &Function,
    diagnostics: &mut Diagnostics,
) {
    let Some(receiver) = &function.receiver else { return };
    let marked_elsewhere = block.functions.iter().any(|function| function.options.constructor.is_some());
    let is_new = function.ident == "new" && !marked_elsewhere && function.options.name.is_none();
    if function.role == Role::Constructor {
        diagnostics.report(receiver.place, messages::CONSTRUCTOR_WITH_RECEIVER);
    } else if block.kind == BlockKind::Class && is_new {
        diagnostics.report(receiver.place, messages::NEW_WITH_RECEIVER);
    }
}
