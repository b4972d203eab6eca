//! The msgpack lane: a serde format over the primitives of `rmp`. How values look is said in
//! [`gopylink_abi::wire`].

mod array;
mod extension;
mod input;
#[cfg_attr(
    not(feature = "go-protocol"),
    allow(dead_code, unused_imports, reason = "without it, no client ever calls")
)]
pub(crate) mod plain;
mod sink;
mod source;
mod write;

use gopylink_abi::pool::{self, Pooled};
use serde::{Deserialize, Serialize};

#[cfg(not(test))]
use self::input::Input;
use self::sink::Output;
use self::write::Header;
use super::decode::Decoder;
use super::encode::{ArgumentsEncoder, Encoder};
use super::error::Error;

#[cfg(test)]
pub(super) use self::input::Input;

/// Encodes one value into a buffer that nobody has used yet.
#[inline]
pub(crate) fn encode_into<T: Serialize + ?Sized>(buffer: &mut Vec<u8>, value: &T) -> Result<(), Error> {
    *buffer = pool::take();
    Encoder::write(Output(buffer), 0, value)
}

/// Encodes the arguments of a call: anything that serializes as a sequence. The path of an error begins with the index
/// of the argument.
pub(crate) fn encode_arguments<T: Serialize + ?Sized>(arguments: &T) -> Result<Pooled, Error> {
    let mut buffer = Pooled::take();
    ArgumentsEncoder::write(Output(&mut buffer), arguments)?;
    Ok(buffer)
}

/// The arguments of a call, encoded one by one.
pub(crate) struct ArgumentsWriter {
    buffer: Pooled,
    /// For how many the header was written.
    expected: usize,
    count: usize,
}

impl ArgumentsWriter {
    /// Nothing is moved at the end if there are `expected` arguments.
    #[inline]
    pub(crate) fn new(expected: usize) -> Self {
        let mut buffer = Pooled::take();
        Header::of_arguments(expected).begin(&mut buffer);
        Self { buffer, expected, count: 0 }
    }

    /// How many there are so far.
    pub(crate) fn count(&self) -> usize {
        self.count
    }

    /// Encodes the next argument. The path of an error begins inside the argument.
    pub(crate) fn put<T: Serialize + ?Sized>(&mut self, argument: &T) -> Result<(), Error> {
        Encoder::write(Output(&mut self.buffer), 0, argument)?;
        self.count += 1;
        Ok(())
    }

    /// The one array, which ends here. The writer stays where it is: it takes long to copy.
    #[inline]
    pub(crate) fn finish(&mut self) -> Result<&[u8], Error> {
        Header::of_arguments(self.expected).close(&mut self.buffer, self.count)?;
        Ok(&self.buffer)
    }
}

/// Decodes one value that takes up all of `bytes`.
pub(crate) fn decode<'de, T: Deserialize<'de>>(bytes: &'de [u8]) -> Result<T, Error> {
    let mut input = Input::of(bytes);
    let value = T::deserialize(Decoder::new(&mut input))?;
    input.finish()?;
    Ok(value)
}

/// As [`decode`], for what a client of the GoPyLink protocol answered and [`plain::incoming`] has seen.
pub(crate) fn decode_plain<'de, T: Deserialize<'de>>(bytes: &'de [u8]) -> Result<T, Error> {
    let mut input = Input(bytes, true);
    let value = T::deserialize(Decoder::new(&mut input))?;
    input.finish()?;
    Ok(value)
}

/// The arguments of a call, decoded one by one as the parameters ask for them.
pub(crate) struct Arguments<'de> {
    input: Input<'de>,
}

impl<'de> Arguments<'de> {
    /// Opens one encoded array of `count` arguments.
    #[inline]
    pub(crate) fn new(bytes: &'de [u8], count: usize) -> Result<Self, Error> {
        let mut arguments = Self { input: Input::of(bytes) };
        let came = arguments.input.array_header()?;
        if came != count {
            return Err(Error::internal(format!("{came} arguments came for {count} parameters")));
        }
        Ok(arguments)
    }

    /// Whether the next argument was left out; if so, it is passed over.
    #[inline]
    pub(crate) fn pass_absent(&mut self) -> bool {
        self.input.absent()
    }

    /// Decodes the next argument. The path of an error begins inside the argument.
    #[inline]
    pub(crate) fn next<T: Deserialize<'de>>(&mut self) -> Result<T, Error> {
        T::deserialize(Decoder::new(&mut self.input))
    }
}
