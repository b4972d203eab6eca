//! Objects that libraries let go of on threads without the GIL. They wait here until Python may run.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use pyo3::prelude::*;

use crate::{enter, gate};

static WAITING: Mutex<Vec<Py<PyAny>>> = Mutex::new(Vec::new());
/// Whether any wait, to be asked without the lock.
static ANY: AtomicBool = AtomicBool::new(false);

fn waiting() -> MutexGuard<'static, Vec<Py<PyAny>>> {
    WAITING.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Keeps an object until the next [`drop_all`]. Not to be called with the GIL.
pub(super) fn keep(object: Py<PyAny>) {
    gate::undisturbed_by_forks(|| {
        waiting().push(object);
        ANY.store(true, Ordering::Release);
    });
}

/// Drops what is waiting, which may run destructors.
#[inline]
pub(crate) fn drop_all(py: Python<'_>) {
    if ANY.load(Ordering::Relaxed) {
        drop_waiting(py);
    }
}

#[cold]
fn drop_waiting(py: Python<'_>) {
    if !ANY.swap(false, Ordering::AcqRel) {
        return;
    }
    let objects = std::mem::take(&mut *waiting());
    for object in objects {
        enter::release(object.into_bound(py));
    }
}
