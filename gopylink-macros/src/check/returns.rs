//! Rules on what an exported function returns.

use quote::ToTokens;
use syn::Type;
use syn::visit::{self, Visit};

use super::parameters::impl_traits;
use crate::diagnostics::Diagnostics;
use crate::messages;
use crate::model::{Block, BlockKind, Function, Role};
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

pub(super) fn is_not_an_instance(block: &Block, function: &Function, diagnostics: &mut Diagnostics) {
    let (BlockKind::Class, Some(returned)) = (block.kind, &function.returns) else { return };
    if function.role == Role::Constructor {
        return;
    }
    let mut instances = Instances { block, found: None };
    instances.visit_type(returned);
    if let Some(ty) = instances.found {
        diagnostics.report(ty, messages::instance_return(&block.class_name));
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

struct Instances<'ast> {
    block: &'ast Block,
    found: Option<&'ast Type>,
}

impl<'ast> Visit<'ast> for Instances<'ast> {
    fn visit_type(&mut self, ty: &'ast Type) {
        if names_self(self.block, ty) {
            self.found.get_or_insert(ty);
        }
        visit::visit_type(self, ty);
    }
}

/// Whether `ty` is the type of the block, as far as names tell.
pub(super) fn names_self(block: &Block, ty: &Type) -> bool {
    let Type::Path(path) = strip_groups(ty) else { return false };
    let spelled = |ty: &Type| strip_groups(ty).to_token_stream().to_string();
    path.path.is_ident("Self") || block.self_type.as_ref().is_some_and(|own| spelled(own) == spelled(ty))
}
