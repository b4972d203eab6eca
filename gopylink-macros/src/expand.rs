//! One expansion: parse, check, emit.

use proc_macro2::TokenStream;

use crate::check::check;
use crate::diagnostics::Diagnostics;
use crate::emit::{emit, emit_faulty};
use crate::model::BlockKind;
use crate::parse::parse_item;

/// The item as written, then what it exports, or every error in it.
pub(crate) fn expand(kind: BlockKind, options: TokenStream, item: TokenStream) -> TokenStream {
    let mut diagnostics = Diagnostics::default();
    let item = parse_item(kind, options, item, &mut diagnostics);
    if let Some(block) = &item.block {
        check(block, &mut diagnostics);
    }
    let mut tokens = item.written;
    match &item.block {
        Some(block) if diagnostics.is_empty() => tokens.extend(emit(block)),
        Some(block) => tokens.extend(emit_faulty(block)),
        None => {}
    }
    tokens.extend(diagnostics.into_compile_errors());
    tokens
}
