//! Rules on special methods: what a class block exports under a name such as `__len__`.

use crate::diagnostics::Diagnostics;
use crate::messages;
use crate::model::{Block, BlockKind, Function, Role};
use crate::names::nearest;
use crate::special::{Special, is_special, names, special};

/// Names that Python keeps for something else are refused by another rule.
fn is_meant_as_special(block: &Block, function: &Function) -> bool {
    let role = matches!(function.role, Role::Method | Role::Function);
    block.kind == BlockKind::Class && role && is_special(&function.python_name) && !is_reserved(function)
}

fn is_reserved(function: &Function) -> bool {
    super::names::RESERVED.contains(&function.python_name.as_str())
}

fn special_of(block: &Block, function: &Function) -> Option<Special> {
    special(&function.python_name).filter(|_| is_meant_as_special(block, function))
}

/// A name that is given as an option may be of another package's protocol, unless it looks like a slip.
pub(super) fn is_known(block: &Block, function: &Function, diagnostics: &mut Diagnostics) {
    let name = function.python_name.as_str();
    if !is_meant_as_special(block, function) || special(name).is_some() {
        return;
    }
    let inner = |name: &'static str| name.trim_matches('_');
    let known: Vec<&str> = names().into_iter().map(inner).collect();
    let meant = function.options.name.is_some();
    let bare = name.trim_matches('_');
    let longer = || known.iter().filter(|known| !meant && known.len() > 2 && bare.starts_with(**known)).max();
    let near = nearest(bare, &known).or_else(|| longer().copied()).map(|near| format!("__{near}__"));
    if near.is_some() || !meant {
        diagnostics.report(function.name_place(), messages::unknown_special(name, near.as_deref()));
    }
}

pub(super) fn has_a_receiver(block: &Block, function: &Function, diagnostics: &mut Diagnostics) {
    if let (Some(special), None) = (special_of(block, function), &function.receiver) {
        diagnostics.report(&function.ident, messages::special_without_receiver(special.name));
    }
}

pub(super) fn takes_what_python_passes(block: &Block, function: &Function, diagnostics: &mut Diagnostics) {
    let Some(special) = special_of(block, function) else { return };
    let fits = special.forms.iter().any(|form| form.len() == function.parameters.len());
    if !fits && !special.forms.is_empty() {
        diagnostics.report(&function.ident, messages::special_arity(special.name, special.forms));
    }
}

pub(super) fn returns_something(block: &Block, function: &Function, diagnostics: &mut Diagnostics) {
    if let Some(special) = special_of(block, function)
        && special.returns
        && function.returns.is_none()
    {
        diagnostics.report(&function.ident, messages::special_returns_nothing(special.name));
    }
}
