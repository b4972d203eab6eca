//! Arrays in messages: looked into where they are.

use gopylink_abi::wire;
use smallvec::SmallVec;

use super::input::{Header, Input, malformed};
use crate::codec::array::{Contents, Layout, Opened};
use crate::codec::error::Error;

impl<'de> Input<'de> {
    /// Reads an array; nothing, if the next value is none.
    pub(super) fn opened(&mut self) -> Option<Result<Opened<'de>, Error>> {
        let mut input = *self;
        let Ok(Header::Extension(wire::ARRAY, length)) = input.header() else { return None };
        let payload = input.take(length);
        *self = input;
        Some(payload.and_then(|payload| Input::of(payload).payload()))
    }

    /// Reads all that is left as the payload of an array.
    fn payload(mut self) -> Result<Opened<'de>, Error> {
        let zeros = usize::from(self.take(1)?[0]);
        self.take(zeros)?;
        if self.array_header()? != 3 {
            return Err(malformed("an array with a header of the wrong length"));
        }
        let element = self.header()?;
        let Header::Unsigned(flags) = self.header()? else {
            return Err(malformed("an array without flags"));
        };
        let flags = u32::try_from(flags).map_err(|_| malformed("an array with unknown flags"))?;
        let shape = self.shape()?;
        let contents = match (element, &shape) {
            (Header::Text(words), None) => Contents::Unreadable(words.to_owned()),
            (Header::Text(words), Some(_)) => Contents::Other(words.to_owned()),
            (Header::Unsigned(kind), Some(_)) => {
                Contents::Numbers(u32::try_from(kind).unwrap_or(gopylink_abi::array::OTHER))
            }
            _ => return Err(malformed("an array of nothing")),
        };
        Opened::copied(contents, flags, Layout::new(&shape.unwrap_or_default()), self.0)
            .ok_or_else(|| malformed("an array whose elements are not where they should be"))
    }

    fn shape(&mut self) -> Result<Option<SmallVec<[usize; 4]>>, Error> {
        let count = match self.header()? {
            Header::Nil => return Ok(None),
            Header::Array(count) => count,
            _ => return Err(malformed("an array without a shape")),
        };
        let mut shape = SmallVec::new();
        for _ in 0..count {
            let Header::Unsigned(length) = self.header()? else {
                return Err(malformed("a shape that is no shape"));
            };
            shape.push(usize::try_from(length).map_err(|_| malformed("an array beyond the address space"))?);
        }
        Ok(Some(shape))
    }
}
