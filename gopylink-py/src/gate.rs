//! The gate that calls into Python pass: it closes when the interpreter exits.
//!
//! A thread that asks for the GIL of an interpreter that is going away is ended or hung by CPython, with the
//! library's frames still on its stack. So at exit the gate refuses new calls, and waits a moment for those
//! inside. The thread that runs the exit itself may still pass: it is the one that CPython keeps.

use std::cell::Cell;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, AtomicIsize, Ordering};
use std::thread::{self, ThreadId};
use std::time::{Duration, Instant};

use pyo3::prelude::*;
use pyo3::types::PyDict;

/// How long the exit waits for calls that are inside Python, such as a short function about to return.
const PATIENCE: Duration = Duration::from_secs(1);

static INSIDE: AtomicIsize = AtomicIsize::new(0);
static CLOSED: AtomicBool = AtomicBool::new(false);
static CLOSER: OnceLock<ThreadId> = OnceLock::new();

thread_local! {
    /// How many calls of this thread are inside, one within the other.
    static MINE: Cell<isize> = const { Cell::new(0) };
}

/// Leave to call into Python, until dropped.
pub(crate) struct Pass(());

/// Asks for leave to call into Python; `None` once the interpreter is exiting.
pub(crate) fn enter() -> Option<Pass> {
    // Counted before the look at the gate, and the gate is closed before the look at the count: one of the two
    // sees the other.
    INSIDE.fetch_add(1, Ordering::SeqCst);
    MINE.set(MINE.get() + 1);
    let pass = Pass(());
    let open = !CLOSED.load(Ordering::SeqCst) || CLOSER.get() == Some(&thread::current().id());
    open.then_some(pass)
}

impl Drop for Pass {
    fn drop(&mut self) {
        INSIDE.fetch_sub(1, Ordering::SeqCst);
        MINE.set(MINE.get() - 1);
    }
}

/// Has Python close the gate at exit, and tell libraries of forks.
pub(crate) fn install(py: Python<'_>) -> PyResult<()> {
    py.import("atexit")?.call_method1("register", (wrap_pyfunction!(close, py)?,))?;
    let os = py.import("os")?;
    if os.hasattr("register_at_fork")? {
        let hooks = PyDict::new(py);
        hooks.set_item("after_in_child", wrap_pyfunction!(after_fork, py)?)?;
        os.call_method("register_at_fork", (), Some(&hooks))?;
    }
    Ok(())
}

/// Closes the gate and waits a moment for the calls of other threads that are inside.
#[pyfunction]
#[pyo3(name = "_close_gate")]
fn close(py: Python<'_>) {
    let _ = CLOSER.set(thread::current().id());
    CLOSED.store(true, Ordering::SeqCst);
    let mine = MINE.get();
    py.detach(|| {
        let deadline = Instant::now() + PATIENCE;
        while INSIDE.load(Ordering::SeqCst) > mine && Instant::now() < deadline {
            thread::sleep(Duration::from_millis(1));
        }
    });
}

/// Forgets the calls of threads that stayed in the parent.
#[pyfunction]
#[pyo3(name = "_after_fork")]
fn after_fork() {
    INSIDE.store(MINE.get(), Ordering::SeqCst);
    crate::library::forked();
}
