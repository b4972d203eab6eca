//! Objects whose memory is read: bytes that change, and arrays as the lists of their elements.

use pyo3::prelude::*;
use pyo3::types::PyByteArray;

use super::encode::Encoder;
use super::fault::{Fault, Outcome};
use crate::array::{self, Found, Sink};

impl Encoder<'_> {
    pub(super) fn byte_array(&mut self, bytes: &Bound<'_, PyByteArray>) -> Outcome {
        let _reading = array::reading(bytes)?;
        self.out.bytes(&bytes.to_vec())
    }

    pub(super) fn viewed(&mut self, view: &Bound<'_, PyAny>) -> Outcome {
        match array::memoryview(view)? {
            Found::Bytes(bytes) => self.out.bytes(bytes.as_bytes()),
            Found::List(list) => self.value(&list),
            Found::Other(name) => self.out.opaque(&name),
        }
    }

    /// What gives a list of what it holds.
    pub(super) fn listed(&mut self, value: &Bound<'_, PyAny>) -> Outcome {
        // A `tolist` that gives what has a `tolist` again may do so without end.
        if crate::stack::exhausted() {
            return Err(Fault::stack_exhausted());
        }
        match array::numbers(value)? {
            Some(numbers) => numbers.each(self),
            None => self.unnamed(&array::to_list(value)?),
        }
    }
}

/// Numbers of an array, as the lists of them.
impl Sink for Encoder<'_> {
    type Error = Box<Fault>;

    fn begin(&mut self, count: usize) -> Outcome {
        self.enter()?;
        self.out.array(count)
    }

    fn end(&mut self) -> Outcome {
        self.depth -= 1;
        Ok(())
    }

    fn signed(&mut self, value: i64) -> Outcome {
        self.out.signed(value);
        Ok(())
    }

    fn unsigned(&mut self, value: u64) -> Outcome {
        self.out.unsigned(value);
        Ok(())
    }

    fn float(&mut self, value: f64) -> Outcome {
        self.out.float(value);
        Ok(())
    }
}
