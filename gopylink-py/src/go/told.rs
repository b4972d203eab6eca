//! What Python code raised that Go has called, until the call of Go in which it came up returns.
//!
//! Go is told a text. `KeyboardInterrupt` and others that end programs would be lost with that: they are raised when the call
//! returns, whatever Go makes of the text. Any other exception is the cause of what the call fails with, if Go passes the text
//! on.

use std::cell::{Cell, RefCell};

use pyo3::exceptions::PyException;
use pyo3::prelude::*;

use crate::enter;

/// An exception, and what Go was told of it.
pub(super) struct Told {
    pub(super) text: String,
    pub(super) error: PyErr,
}

thread_local! {
    /// How many calls of Go are running on this thread, one within the other.
    static CALLS: Cell<usize> = const { Cell::new(0) };
    /// The last exception of the innermost call.
    static LAST: RefCell<Option<Told>> = const { RefCell::new(None) };
}

/// Runs a call of Go; returns also the last exception that came up in it. Fails with one that ends programs.
pub(super) fn watched<R>(py: Python<'_>, call: impl FnOnce() -> R) -> PyResult<(R, Option<Told>)> {
    let outer = LAST.take();
    CALLS.set(CALLS.get() + 1);
    let outcome = call();
    CALLS.set(CALLS.get() - 1);
    match LAST.replace(outer) {
        Some(told) if ends_programs(py, &told.error) => Err(told.error),
        last => Ok((outcome, last)),
    }
}

/// Keeps what Python code raised, if this thread is in a call. One that ends programs is kept before any other.
pub(super) fn keep(py: Python<'_>, error: PyErr, text: &str) {
    let is_taken =
        || LAST.with_borrow(|last| last.as_ref().is_some_and(|last| ends_programs(py, &last.error)));
    if CALLS.get() == 0 || is_taken() {
        let_go(py, error);
    } else if let Some(before) = LAST.replace(Some(Told { text: text.to_owned(), error })) {
        let_go(py, before.error);
    }
}

/// Drops an exception, with all that it holds on to.
pub(super) fn let_go(py: Python<'_>, error: PyErr) {
    enter::release(error.into_value(py).into_bound(py).into_any());
}

fn ends_programs(py: Python<'_>, error: &PyErr) -> bool {
    !error.is_instance_of::<PyException>(py)
}
