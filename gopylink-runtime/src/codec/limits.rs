//! How deeply values may nest.

use gopylink_abi::failure::FailureKind;
use gopylink_abi::wire::MAX_DEPTH;

use super::error::Error;
use crate::host;

/// The depth inside one more container, or the error that there may be none.
#[inline]
pub(crate) fn descend(depth: usize) -> Result<usize, Error> {
    if depth >= MAX_DEPTH {
        return Err(too_deep());
    }
    check_stack()?;
    Ok(depth + 1)
}

/// Refuses to go on where the stack is nearly used up.
#[inline]
pub(crate) fn check_stack() -> Result<(), Error> {
    if host::stack_exhausted() {
        return Err(Error::new(
            FailureKind::Recursion,
            "calls and values are nested deeper than this thread's stack allows",
        ));
    }
    Ok(())
}

#[cold]
fn too_deep() -> Error {
    let message = format!("nested deeper than {MAX_DEPTH} levels, or contains itself");
    Error::new(FailureKind::Recursion, message)
}
