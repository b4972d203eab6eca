//! The direct lane: serde formats that read and make Python objects through the host's
//! [`ObjectTable`](gopylink_abi::direct::ObjectTable). Same decisions and messages as in the other lane; no bytes.

mod argument;
mod arguments;
mod containers;
#[allow(unsafe_code, reason = "the edge to Python objects: raw references become owned and borrowed ones")]
mod objects;
mod pairs;
mod scalar;
mod sink;
mod source;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use self::argument::Argument;
use self::objects::Slot;
use self::sink::{Place, Position};
use super::decode::Decoder;
use super::encode::{ArgumentsEncoder, Encoder};
use super::error::Error;

#[cfg(test)]
pub(super) use objects::fake;
pub(crate) use objects::{Answer, Arguments, Element, Kept, Objects, Owned, PythonArguments, Shared};
pub(crate) use scalar::{NoRecord, Scalar};

/// Makes the object for one value.
#[inline]
pub(crate) fn encode<T: Serialize + ?Sized>(objects: Objects, value: &T) -> Result<Owned, Error> {
    Encoder::write(Place { objects, position: Position::Plain }, 0, value)
}

/// Makes the arguments of a call, from anything that serializes as a sequence. The path of an error begins with the index
/// of the argument. They are made where they are to be: there are many bytes to copy.
#[inline(always)]
pub(crate) fn encode_arguments<T: Serialize + ?Sized>(
    arguments: &T,
    made: &mut PythonArguments,
) -> Result<(), Error> {
    ArgumentsEncoder::write(made, arguments).map_err(Error::of_arguments)
}

/// Decodes the value of an object.
pub(crate) fn decode<T: DeserializeOwned>(object: &Owned) -> Result<T, Error> {
    let kept = Kept::new(object.objects());
    let mut slot = Slot::of(object.borrow(), &kept);
    T::deserialize(Decoder::new(&mut slot))
}

/// Decodes a value that needs no object.
pub(crate) fn decode_scalar<T: DeserializeOwned>(scalar: Scalar) -> Result<T, Error> {
    T::deserialize(Decoder::new(scalar))
}

impl<'call> Arguments<'call> {
    /// Decodes the next argument. The path of an error begins inside the argument.
    #[inline(always)]
    pub(crate) fn next<T: Deserialize<'call>>(&mut self) -> Result<T, Error> {
        let argument = self.take().ok_or_else(too_few)?;
        T::deserialize(Argument::new(argument, self.kept()))
    }
}

#[cold]
fn too_few() -> Error {
    Error::internal("fewer arguments came than parameters")
}
