//! Plain msgpack, as clients of the GoPyLink protocol write and read it: none of the extensions of
//! [`gopylink_abi::wire`], but the timestamps that msgpack itself has.

mod incoming;
mod outgoing;
mod shaped;
mod timestamp;
mod walk;

use gopylink_abi::wire;
use rmp::encode;

pub(crate) use incoming::incoming;
pub(crate) use outgoing::{arguments, results};
pub(crate) use shaped::{Types, shaped};

use super::input::{Input, malformed};
use crate::codec::error::Error;

/// A buffer that a call's arguments are put together in, one by one.
#[derive(Debug)]
pub(crate) struct Parameters(Vec<u8>);

impl Parameters {
    /// For so many, which are written to `buffer` and nothing before them.
    pub(crate) fn new(mut buffer: Vec<u8>, count: usize) -> Self {
        let count = u32::try_from(count).unwrap_or(u32::MAX);
        // Writing to a `Vec` does not fail.
        let _ = encode::write_array_len(&mut buffer, count);
        Self(buffer)
    }

    /// The buffer, to append the next argument.
    pub(crate) fn next(&mut self) -> &mut Vec<u8> {
        &mut self.0
    }

    /// The next is left out.
    pub(crate) fn absent(&mut self) {
        let _ = encode::write_ext_meta(&mut self.0, 0, wire::ABSENT);
    }

    /// The next is an empty dict.
    pub(crate) fn nothing_named(&mut self) {
        let _ = encode::write_map_len(&mut self.0, 0);
    }

    /// The next is a list of so many, which follow.
    pub(crate) fn list(&mut self, count: usize) -> Result<(), Error> {
        let count = u32::try_from(count).map_err(|_| malformed("too many arguments"))?;
        let _ = encode::write_array_len(&mut self.0, count);
        Ok(())
    }

    /// All of them.
    pub(crate) fn finish(self) -> Vec<u8> {
        self.0
    }
}

/// Cuts the next value off.
pub(crate) fn cut<'a>(values: &mut &'a [u8]) -> Result<&'a [u8], Error> {
    let mut input = Input::of(values);
    input.skip()?;
    let (value, rest) = values.split_at(values.len() - input.0.len());
    *values = rest;
    Ok(value)
}

#[cfg(test)]
mod tests;
