//! The direct lane: serde formats that read and make Python objects through the host's
//! [`ObjectTable`](gopylink_abi::direct::ObjectTable). Same decisions and messages as in the other lane; no bytes.

mod arguments;
mod containers;
mod key;
#[allow(unsafe_code, reason = "the edge to Python objects: raw references become owned and borrowed ones")]
mod objects;
#[allow(unsafe_code, dead_code, reason = "stands in")]
mod pending;
mod sink;

use serde::Serialize;

use self::sink::{Place, Position};
use super::encode::{ArgumentsEncoder, Encoder};
use super::error::Error;
use crate::host::Attached;

#[cfg(test)]
pub(super) use objects::fake;
pub(crate) use objects::{Objects, Owned, PythonArguments};
pub(crate) use pending::{Arguments, Kept, Scalar, decode, decode_scalar};

/// Makes the object for one value.
#[inline]
pub(crate) fn encode<T: Serialize + ?Sized>(objects: Objects, value: &T) -> Result<Owned, Error> {
    Encoder::write(Place { objects, position: Position::Plain }, 0, value)
}

/// Makes the arguments of a call, from anything that serializes as a sequence. The path of an error begins with the index
/// of the argument.
#[inline]
pub(crate) fn encode_arguments<T: Serialize + ?Sized>(
    attached: &Attached,
    arguments: &T,
) -> Result<PythonArguments, Error> {
    make_arguments(Objects::of(attached), arguments)
}

#[inline]
pub(super) fn make_arguments<T: Serialize + ?Sized>(
    objects: Objects,
    arguments: &T,
) -> Result<PythonArguments, Error> {
    ArgumentsEncoder::write(objects, arguments).map_err(Error::of_arguments)
}
