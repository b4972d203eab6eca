//! The arguments of a call into Python.

use super::objects::{Objects, Owned, PythonArguments};
use super::sink::{Place, Position};
use crate::codec::encode::Sequence;
use crate::codec::error::Error;

/// Arguments that are being made.
pub(crate) struct Positional {
    objects: Objects,
    made: PythonArguments,
}

impl Positional {
    #[inline]
    pub(super) fn new(objects: Objects) -> Self {
        Self { objects, made: PythonArguments::new(objects) }
    }
}

impl Sequence for Positional {
    type Ok = PythonArguments;
    type Item = Owned;
    type Place<'s> = Place;

    #[inline]
    fn place(&mut self) -> Place {
        Place { objects: self.objects, position: Position::Plain }
    }

    #[inline]
    fn put(&mut self, argument: Owned) -> Result<(), Error> {
        self.made.push(argument);
        Ok(())
    }

    #[inline]
    fn put_byte(&mut self, _: u8) {}

    #[inline]
    fn end(self, _: usize) -> Result<PythonArguments, Error> {
        Ok(self.made)
    }
}
