//! Copying a value, but for the extensions in it.

use gopylink_abi::failure::FailureKind;
use smallvec::SmallVec;

use crate::codec::error::Error;
use crate::codec::msgpack::input::{Header, Input};

/// What is to become of an extension, once its header is read.
pub(super) enum Extension {
    /// It is passed over, and something else was written.
    Replaced,
    /// What the input goes on with stands for it.
    Opened,
}

/// Which keys the reader has.
#[derive(Clone, Copy)]
pub(super) enum Keys {
    Any,
    Scalars,
}

/// A container that the walk is in.
struct Open {
    /// How many values are still to come.
    left: usize,
    is_map: bool,
}

/// Appends one value to `output`. `extension` is asked what becomes of each extension, whose payload the input goes on with.
pub(super) fn walk<'de>(
    input: &mut Input<'de>,
    output: &mut Vec<u8>,
    keys: Keys,
    mut extension: impl FnMut(i8, usize, &mut Input<'de>, &mut Vec<u8>) -> Result<Extension, Error>,
) -> Result<(), Error> {
    let mut containers: SmallVec<[Open; 8]> = SmallVec::new();
    // From where on nothing is copied yet.
    let mut rest = input.0;
    loop {
        let before = input.0.len();
        let container = match input.header()? {
            Header::Array(count) => Some(Open { left: count, is_map: false }),
            // Does not overflow: the pairs are in the input.
            Header::Map(count) => Some(Open { left: 2 * count, is_map: true }),
            Header::Extension(kind, length) => {
                output.extend_from_slice(&rest[..rest.len() - before]);
                let found = extension(kind, length, input, output)?;
                rest = input.0;
                if matches!(found, Extension::Opened) {
                    continue;
                }
                None
            }
            _ => None,
        };
        if let Some(container) = container {
            // Keys and values take turns, and the one at hand is no longer counted.
            let is_key = containers.last().is_some_and(|outer| outer.is_map && outer.left % 2 == 1);
            if is_key && matches!(keys, Keys::Scalars) {
                let message = "a dict whose keys are tuples or lists cannot reach a GoPyLink client: return a list of pairs";
                return Err(Error::new(FailureKind::Type, message));
            }
            containers.push(container);
        }
        while containers.last().is_some_and(|container| container.left == 0) {
            containers.pop();
        }
        match containers.last_mut() {
            Some(container) => container.left -= 1,
            None => break,
        }
    }
    output.extend_from_slice(&rest[..rest.len() - input.0.len()]);
    Ok(())
}
