//! Dispatch: from what the host passes to the thunk that serves it, with every panic caught.

mod aligned;
mod panics;

use self::aligned::aligned;
use crate::codec::{direct, msgpack};
use crate::error::Result;
use crate::host::Gil;
use crate::object::Place;
use crate::running::Running;
use crate::thunk::{Call, Direct, Entry, Msgpack, Run};

pub(crate) use panics::{catch, install_hook};

/// Calls an export by the msgpack lane. May run any user code, so call it within [`catch`].
pub(crate) fn by_msgpack<'call>(
    export: &'static Entry,
    place: Option<Place<'call>>,
    running: &'call Running,
    arguments: &'call [u8],
    gil: Gil,
) -> Result<Vec<u8>> {
    let mut copy = Vec::new();
    let arguments = if export.takes_arrays { aligned(arguments, &mut copy) } else { arguments };
    let arguments = msgpack::Arguments::new(arguments, export.parameters.len())
        .map_err(|error| error.into_error(|_| export.label.to_string()))?;
    let mut call = Call::new(export, Msgpack::new(arguments), place, running, gil);
    (export.thunk.msgpack)(&mut call)?;
    Ok(call.into_lane().into_bytes())
}

/// Calls an export, whose generated code is `E`, by the direct lane. A constructor gives no object. May run any user
/// code, so call it within [`catch`].
#[inline(always)]
pub(crate) fn by_objects<'call, E: Run>(
    export: &'static Entry,
    place: Option<Place<'call>>,
    running: &'call Running,
    arguments: direct::Arguments<'call>,
    gil: Gil,
) -> Result<Option<direct::Owned>> {
    let mut call = Call::new(export, Direct::new(arguments), place, running, gil);
    E::run(&mut call)?;
    Ok(call.into_lane().into_object())
}
