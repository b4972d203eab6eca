//! Python objects that Go code holds, by numbers.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use pyo3::prelude::*;

#[derive(Default)]
pub(super) struct Objects(Mutex<Held>);

#[derive(Default)]
struct Held {
    objects: HashMap<i64, Py<PyAny>>,
    last: i64,
}

impl Objects {
    /// The lock is held for a look or an entry only, never while Python code may run.
    fn held(&self) -> MutexGuard<'_, Held> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn add(&self, object: Bound<'_, PyAny>) -> i64 {
        let mut held = self.held();
        held.last += 1;
        let number = held.last;
        held.objects.insert(number, object.unbind());
        number
    }

    pub(super) fn get<'py>(&self, py: Python<'py>, number: i64) -> Option<Bound<'py, PyAny>> {
        self.held().objects.get(&number).map(|object| object.bind(py).clone())
    }

    pub(super) fn remove<'py>(&self, py: Python<'py>, number: i64) -> Option<Bound<'py, PyAny>> {
        self.held().objects.remove(&number).map(|object| object.into_bound(py))
    }
}
