//! Rules on a block as a whole.

use syn::visit::{self, Visit};
use syn::{Lifetime, Type};

use super::exported;
use crate::diagnostics::Diagnostics;
use crate::messages;
use crate::model::{Block, Function, Role};
use crate::parse::strip_groups;

/// Whether the block implements a trait, whose functions are not the block's own to export.
pub(super) fn is_of_a_trait(block: &Block, diagnostics: &mut Diagnostics) -> bool {
    if let Some(place) = block.implements {
        diagnostics.report(place, messages::trait_impl(block.kind));
    }
    block.implements.is_some()
}

pub(super) fn has_a_named_type(block: &Block, diagnostics: &mut Diagnostics) {
    let Some(ty) = &block.self_type else { return };
    if !matches!(strip_groups(ty), Type::Path(path) if path.qself.is_none()) {
        diagnostics.report(block.place, messages::unnamed_type(block.kind));
    }
    let mut lifetimes = Lifetimes(Vec::new());
    lifetimes.visit_type(ty);
    if let (Some(lifetime), None) = (lifetimes.0.first(), block.generics) {
        diagnostics.report(lifetime, messages::GENERIC_BLOCK);
    }
}

struct Lifetimes(Vec<Lifetime>);

impl<'ast> Visit<'ast> for Lifetimes {
    fn visit_lifetime(&mut self, lifetime: &'ast Lifetime) {
        if lifetime.ident != "static" {
            self.0.push(lifetime.clone());
        }
        visit::visit_lifetime(self, lifetime);
    }
}

pub(super) fn is_not_generic(block: &Block, diagnostics: &mut Diagnostics) {
    if let Some(place) = block.generics {
        diagnostics.report(place, messages::GENERIC_BLOCK);
    }
}

/// A private function with options is an error of its own, which says more.
pub(super) fn exports_something(block: &Block, diagnostics: &mut Diagnostics) {
    let meant = |function: &Function| function.role == Role::Unexported && function.options.place.is_some();
    if exported(block).next().is_none() && !block.functions.iter().any(meant) {
        diagnostics.report(block.place, messages::nothing_to_export(block.kind));
    }
}
