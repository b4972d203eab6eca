//! How the values of a call cross. A thunk does not see it: its code is compiled once for each lane, so that nothing of one
//! is left in calls by the other.

use serde::{Deserialize, Serialize};

use crate::codec::{Error, direct, msgpack};

/// A lane, for one call.
#[expect(private_interfaces, reason = "generated code names the trait only")]
pub trait Lane<'call> {
    /// The next argument, decoded.
    fn argument<T: Deserialize<'call>>(&mut self) -> Result<T, Error>;

    /// Whether the next argument was left out. If so, it is passed over.
    fn pass_absent(&mut self) -> bool;

    /// Encodes the result.
    fn reply<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error>;

    /// Replies that there is no result that Python has a use for: an object for it takes time to make.
    fn reply_nothing(&mut self) -> Result<(), Error>;
}

/// Values cross as bytes.
pub(crate) struct Msgpack<'call> {
    arguments: msgpack::Arguments<'call>,
    result: Vec<u8>,
}

impl<'call> Msgpack<'call> {
    /// For a call with these arguments.
    pub(crate) fn new(arguments: msgpack::Arguments<'call>) -> Self {
        Self { arguments, result: Vec::new() }
    }

    /// The bytes that the thunk left behind.
    pub(crate) fn into_bytes(self) -> Vec<u8> {
        self.result
    }
}

impl<'call> Lane<'call> for Msgpack<'call> {
    #[inline(always)]
    fn argument<T: Deserialize<'call>>(&mut self) -> Result<T, Error> {
        self.arguments.next()
    }

    #[inline(always)]
    fn pass_absent(&mut self) -> bool {
        self.arguments.pass_absent()
    }

    #[inline(always)]
    fn reply<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        msgpack::encode_into(&mut self.result, value)
    }

    #[inline(always)]
    fn reply_nothing(&mut self) -> Result<(), Error> {
        self.reply(&())
    }
}

/// Values cross as objects.
pub(crate) struct Direct<'call> {
    arguments: direct::Arguments<'call>,
    result: Option<direct::Owned>,
}

impl<'call> Direct<'call> {
    /// For a call with these arguments.
    #[inline(always)]
    pub(crate) fn new(arguments: direct::Arguments<'call>) -> Self {
        Self { arguments, result: None }
    }

    /// The object that the thunk left behind.
    #[inline(always)]
    pub(crate) fn into_object(self) -> Option<direct::Owned> {
        self.result
    }
}

impl<'call> Lane<'call> for Direct<'call> {
    #[inline(always)]
    fn argument<T: Deserialize<'call>>(&mut self) -> Result<T, Error> {
        self.arguments.next()
    }

    #[inline(always)]
    fn pass_absent(&mut self) -> bool {
        self.arguments.pass_absent()
    }

    #[inline(always)]
    fn reply<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        self.result = Some(direct::encode(self.arguments.objects(), value)?);
        Ok(())
    }

    #[inline(always)]
    fn reply_nothing(&mut self) -> Result<(), Error> {
        Ok(())
    }
}
