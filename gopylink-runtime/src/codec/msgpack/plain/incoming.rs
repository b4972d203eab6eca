//! From clients: what they send is checked before the decoder sees it, which trusts addresses that the host sends.

use gopylink_abi::failure::FailureKind;
use gopylink_abi::wire;

use super::timestamp::{self, TIMESTAMP};
use super::walk::{Extension, Keys, walk};
use crate::codec::error::Error;
use crate::codec::msgpack::input::Input;
use crate::codec::msgpack::write;

/// Appends the value that the input begins with, in our wire form.
pub(crate) fn incoming(values: &mut &[u8], output: &mut Vec<u8>) -> Result<(), Error> {
    let mut input = Input::of(values);
    walk(&mut input, output, Keys::Any, |kind, length, input, output| {
        let payload = input.take(length)?;
        if kind != TIMESTAMP {
            return Err(unknown(kind));
        }
        let time = timestamp::read(payload)?;
        let extension = write::Extension::open(output, wire::STANDARD);
        time.write(output);
        extension.close(output)?;
        Ok(Extension::Replaced)
    })?;
    *values = input.0;
    Ok(())
}

fn unknown(kind: i8) -> Error {
    let message = format!("expected plain data, got a msgpack extension of type {kind}");
    Error::new(FailureKind::Type, message)
}
