//! The rules that an export must keep. Each is a function that notes what breaks it; the next starts from the
//! same model, so that all errors of an item come together.

use crate::diagnostics::Diagnostics;
use crate::model::Block;

/// Applies every rule.
pub(crate) fn check(block: &Block, diagnostics: &mut Diagnostics) {
    let _ = (block, diagnostics);
}
