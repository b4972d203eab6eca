//! The msgpack lane: a serde format over the primitives of `rmp`. How values look is said in
//! [`gopylink_abi::wire`].

mod access;
mod arguments;
mod compounds;
mod decode;
mod encode;
mod enums;
mod integer;
mod read;
mod token;
mod write;

use serde::{Deserialize, Serialize};

use self::arguments::ArgumentsEncoder;
use self::decode::Decoder;
use self::encode::Encoder;
use super::error::Error;

/// Encodes one value.
pub(crate) fn encode<T: Serialize + ?Sized>(value: &T) -> Result<Vec<u8>, Error> {
    encode_into(value, Vec::new())
}

/// Encodes one value into a buffer, whose content is replaced and whose memory is used again.
pub(crate) fn encode_into<T: Serialize + ?Sized>(value: &T, mut buffer: Vec<u8>) -> Result<Vec<u8>, Error> {
    buffer.clear();
    value.serialize(Encoder::of::<T>(&mut buffer, 0))?;
    Ok(buffer)
}

/// Encodes the arguments of a call: anything that serializes as a sequence. The path of an error begins with the index
/// of the argument.
pub(crate) fn encode_arguments<T: Serialize + ?Sized>(arguments: &T) -> Result<Vec<u8>, Error> {
    let mut buffer = Vec::new();
    arguments.serialize(ArgumentsEncoder { output: &mut buffer })?;
    Ok(buffer)
}

/// Decodes one value that takes up all of `bytes`.
pub(crate) fn decode<'de, T: Deserialize<'de>>(bytes: &'de [u8]) -> Result<T, Error> {
    let mut decoder = Decoder::new(bytes);
    let value = T::deserialize(&mut decoder)?;
    decoder.finish()?;
    Ok(value)
}

/// The arguments of a call, decoded one by one as the parameters ask for them.
pub(crate) struct Arguments<'de> {
    decoder: Decoder<'de>,
    left: usize,
}

impl<'de> Arguments<'de> {
    /// Opens one encoded array.
    pub(crate) fn new(bytes: &'de [u8]) -> Result<Self, Error> {
        let mut decoder = Decoder::new(bytes);
        let left = decoder.array_header()?;
        Ok(Self { decoder, left })
    }

    /// Decodes the next argument. The path of an error begins inside the argument.
    #[inline]
    pub(crate) fn next<T: Deserialize<'de>>(&mut self) -> Result<T, Error> {
        self.left = self.left.checked_sub(1).ok_or_else(|| Error::internal("an argument is missing"))?;
        T::deserialize(&mut self.decoder)
    }

    /// Checks that there are no more.
    #[inline]
    pub(crate) fn finish(self) -> Result<(), Error> {
        if self.left > 0 {
            return Err(Error::internal("arguments are left over"));
        }
        self.decoder.finish()
    }
}
