//! The arguments of a call into Python.

use super::objects::{Owned, PythonArguments};
use super::sink::{Place, Position};
use crate::codec::encode::{ArgumentsSink, Sequence};
use crate::codec::error::Error;

/// Arguments that are being made, where they are to be.
pub(crate) struct Positional<'a>(&'a mut PythonArguments);

impl<'a> ArgumentsSink for &'a mut PythonArguments {
    type Sequence = Positional<'a>;

    #[inline]
    fn open(self, _: Option<usize>) -> Result<Positional<'a>, Error> {
        Ok(Positional(self))
    }
}

impl Sequence for Positional<'_> {
    type Ok = ();
    type Item = Owned;
    type Place<'s>
        = Place
    where
        Self: 's;

    #[inline]
    fn place(&mut self) -> Place {
        Place { objects: self.0.objects(), position: Position::Plain }
    }

    #[inline]
    fn put(&mut self, argument: Owned) -> Result<(), Error> {
        self.0.push(argument);
        Ok(())
    }

    #[inline]
    fn put_byte(&mut self, _: u8) {}

    #[inline]
    fn end(self, _: usize) -> Result<(), Error> {
        Ok(())
    }
}
