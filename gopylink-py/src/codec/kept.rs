//! Objects that are to live for as long as what was written of them.

use pyo3::prelude::*;

use crate::enter::Guarded;

/// Objects, until dropped.
#[derive(Default)]
pub(crate) struct Kept(Vec<Py<PyAny>>);

impl Kept {
    pub(super) fn push(&mut self, object: Py<PyAny>) {
        self.0.push(object);
    }
}

impl Drop for Kept {
    fn drop(&mut self) {
        if !self.0.is_empty() {
            Python::attach(|py| {
                self.0.drain(..).for_each(|object| drop(Guarded::new(object.into_bound(py))));
            });
        }
    }
}
