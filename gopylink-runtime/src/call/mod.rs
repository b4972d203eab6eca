//! Dispatch: from a number and bytes to the thunk that serves them, with every panic caught.

mod panics;

use crate::error::{Error, ErrorKind, Result};
use crate::object::Instance;
use crate::registry;
use crate::thunk::{Call, Reply};

pub(crate) use panics::{catch, install_hook};

/// Runs the thunk with that number. May run any user code, so call it within [`catch`].
pub(crate) fn dispatch(thunk: u32, instance: Option<&Instance>, arguments: &[u8]) -> Result<Reply> {
    let registry = registry::registry().map_err(|refused| Error::of_kind(ErrorKind::Internal, refused))?;
    let entry =
        usize::try_from(thunk).ok().and_then(|index| registry.entries.get(index)).ok_or_else(|| {
            Error::of_kind(ErrorKind::Internal, format!("the library has no thunk number {thunk}"))
        })?;
    let mut call = Call::new(&entry.label, entry.parameters, arguments, instance)?;
    (entry.thunk)(&mut call)?;
    Ok(call.into_reply())
}
