//! From a checked model to generated code: one `const _` block after the item, one file for each kind of thing
//! in it.

mod alone;
mod class;
mod class_record;
mod data_record;
mod default;
mod error;
mod expects;
mod export;
mod literal;
mod paths;
mod record;
mod special;
mod stubs;
mod thunk;
mod types;

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

pub(crate) use self::alone::show_alone;
pub(crate) use self::class_record::{emit_faulty_serialize, emit_serialize};
pub(crate) use self::data_record::emit_data;
pub(crate) use self::error::{emit_error, emit_error_attributes};
use self::export::function_export;
pub(crate) use self::paths::SERIALIZE_ALONE;
use self::paths::{
    AnyAnswer, AnyArgument, AnyDefault, AnyError, AnyKnown, AnyType, AnyValue, Export, Submit,
};
pub(crate) use self::record::{emit_attributes, emit_record};
pub(crate) use self::stubs::emit_stubs;
use self::thunk::thunk;
use crate::model::{Block, BlockKind, Function, Role};

/// What the item exports.
pub(crate) fn emit(block: &Block) -> TokenStream {
    let content = match block.kind {
        BlockKind::Class => class::class(block),
        BlockKind::Functions | BlockKind::Function => functions(block),
    };
    enclose(block, &content)
}

/// What the item needs to be taken for what it is although its exports are faulty, so that other blocks of the
/// same class show no errors that are only consequences.
pub(crate) fn emit_faulty(block: &Block) -> TokenStream {
    let is_class = block.kind == BlockKind::Class && block.generics.is_none() && block.implements.is_none();
    if !is_class {
        return TokenStream::new();
    }
    // One of several constructors does: that there are more is the fault.
    let impls = class::class_impls(block).take(1).collect();
    enclose(block, &impls)
}

/// Keeps generated names from the user's, and brings in the traits that stand behind the inherent methods of
/// the runtime's wrappers. An export may use what its crate has deprecated.
fn enclose(block: &Block, content: &TokenStream) -> TokenStream {
    let conditions = &block.conditions;
    quote! {
        #(#conditions)*
        #[allow(deprecated)]
        const _: () = {
            use {#AnyAnswer as _, #AnyArgument as _, #AnyDefault as _, #AnyError as _, #AnyKnown as _, #AnyType as _, #AnyValue as _};
            #content
        };
    }
}

fn functions(block: &Block) -> TokenStream {
    let functions = exported(block).map(|(function, name)| {
        let thunk = thunk(block, function, &name);
        let export = function_export(block, function, &name);
        let conditions = &function.conditions;
        quote! {
            #thunk
            #(#conditions)*
            #Submit { #Export::Function(#export) }
        }
    });
    functions.collect()
}

/// The exported functions, each with the name of its thunk.
fn exported(block: &Block) -> impl Iterator<Item = (&Function, Ident)> {
    let exported = block.functions.iter().filter(|function| function.role != Role::Unexported);
    exported.enumerate().map(|(number, function)| (function, format_ident!("__gopylink_thunk_{number}")))
}
