//! Which function is the constructor, where conditions decide that.

use quote::quote;
use syn::parse_quote;

use super::{Block, BlockKind, Role};

impl Block {
    /// Makes `new` the constructor where none of those that are marked so is compiled; elsewhere it is a static method.
    pub(crate) fn fall_back_on_new(&mut self) {
        let marked: Vec<_> =
            self.functions.iter().filter(|function| function.options.constructor.is_some()).collect();
        let always = marked.iter().any(|function| !function.is_conditional());
        if self.kind != BlockKind::Class || marked.is_empty() || always {
            return;
        }
        let conditions = marked.iter().map(|function| function.condition());
        let any = quote!(any(#(#conditions),*));
        let is_new = |role, function: &super::Function| {
            function.role == role && function.ident == "new" && function.options.name.is_none()
        };
        let mut constructors = Vec::new();
        for function in self.functions.iter_mut().filter(|function| is_new(Role::Function, function)) {
            let mut constructor = function.clone();
            constructor.role = Role::Constructor;
            "new".clone_into(&mut constructor.python_name);
            constructor.conditions.push(parse_quote!(#[cfg(not(#any))]));
            function.conditions.push(parse_quote!(#[cfg(#any)]));
            constructors.push(constructor);
        }
        self.functions.append(&mut constructors);
    }
}
