//! What ends programs, such as `KeyboardInterrupt`, when Python code that Go has called raises it. Go code would take it for
//! a failure like any other, so it is kept until the call of Go that it came up in returns, and raised there.

use std::cell::{Cell, RefCell};

use pyo3::exceptions::PyException;
use pyo3::prelude::*;

thread_local! {
    /// How many calls of Go are running on this thread, one within the other.
    static CALLS: Cell<usize> = const { Cell::new(0) };
    static KEPT: RefCell<Option<PyErr>> = const { RefCell::new(None) };
}

/// Runs a call of Go. Fails with what was kept meanwhile.
pub(super) fn watched<R>(call: impl FnOnce() -> R) -> PyResult<R> {
    CALLS.set(CALLS.get() + 1);
    let outcome = call();
    CALLS.set(CALLS.get() - 1);
    match KEPT.take() {
        Some(error) => Err(error),
        None => Ok(outcome),
    }
}

/// Keeps what Python code raised, if it ends programs and this thread is in a call.
pub(super) fn keep(py: Python<'_>, error: &PyErr) {
    if CALLS.get() > 0 && !error.is_instance_of::<PyException>(py) {
        KEPT.replace(Some(error.clone_ref(py)));
    }
}
