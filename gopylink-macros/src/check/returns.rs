//! Rules on what an exported function returns.

use syn::Type;

use super::parameters::impl_traits;
use crate::diagnostics::Diagnostics;
use crate::messages;
use crate::model::{Block, Function, Role};
use crate::parse::strip_groups;

pub(super) fn is_not_impl_trait(_: &Block, function: &Function, diagnostics: &mut Diagnostics) {
    for place in function.returns.iter().flat_map(impl_traits) {
        diagnostics.report(place, messages::IMPL_TRAIT_RETURN);
    }
}

pub(super) fn comes_back(_: &Block, function: &Function, diagnostics: &mut Diagnostics) {
    if let Some(ty @ Type::Never(_)) = function.returns.as_ref().map(strip_groups) {
        diagnostics.report(ty, messages::NEVER_RETURN);
    }
}

/// What it returns must be the instance, which the compiler checks; here is only that it is anything at all.
pub(super) fn is_there_for_a_constructor(_: &Block, function: &Function, diagnostics: &mut Diagnostics) {
    if function.role == Role::Constructor && function.returns.is_none() {
        diagnostics.report(&function.ident, messages::CONSTRUCTOR_RETURNS_NOTHING);
    }
}

/// That it is one which an array can be made of is for the compiler to check.
pub(super) fn is_there_for_an_array(_: &Block, function: &Function, diagnostics: &mut Diagnostics) {
    let Some(place) = function.options.array else { return };
    if function.role == Role::Constructor {
        diagnostics.report(place, messages::ARRAY_CONSTRUCTOR);
    } else if function.returns.is_none() {
        diagnostics.report(place, messages::ARRAY_OF_NOTHING);
    }
}
