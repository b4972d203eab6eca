//! The attributes of gopylink. Entry points only: the crate `gopylink` re-exports and documents them.
//!
//! An expansion goes one way: [`parse`] reads syntax into the [`model`], [`check`] applies every rule to it, and
//! [`emit`] writes the generated code, whose only names from outside are in `emit/paths.rs`.

#![forbid(unsafe_code)]

mod check;
mod diagnostics;
mod emit;
mod expand;
mod messages;
mod model;
mod names;
mod parse;
mod place;

use proc_macro::TokenStream;

use crate::model::BlockKind;

/// Exports every `pub fn` of an `impl` block that has no receiver.
#[proc_macro_attribute]
pub fn functions(options: TokenStream, item: TokenStream) -> TokenStream {
    expand::expand(BlockKind::Functions, options.into(), item.into()).into()
}

/// Exports one free function.
#[proc_macro_attribute]
pub fn function(options: TokenStream, item: TokenStream) -> TokenStream {
    expand::expand(BlockKind::Function, options.into(), item.into()).into()
}

/// Exports a class.
#[proc_macro_attribute]
pub fn class(options: TokenStream, item: TokenStream) -> TokenStream {
    expand::expand(BlockKind::Class, options.into(), item.into()).into()
}
