//! The gate that calls into Python pass.
//!
//! It closes when the interpreter exits. A thread that asks for the GIL of an interpreter that is going away is
//! ended or hung by CPython, with the library's frames still on its stack. So at exit the gate refuses new calls,
//! and waits a moment for those inside. The thread that runs the exit itself may still pass: it is the one that
//! CPython keeps.
//!
//! It stops for a fork. A thread that is new to the interpreter takes a lock of CPython's before it has the GIL. A
//! fork at that moment would leave the lock taken in the child, which needs it at once.

use std::cell::Cell;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, AtomicIsize, Ordering};
use std::thread::{self, ThreadId};
use std::time::{Duration, Instant};

use pyo3::prelude::*;
use pyo3::types::PyDict;

use crate::enter;

/// How long the exit waits for calls that are inside Python, such as a short function about to return.
const PATIENCE: Duration = Duration::from_secs(1);

static INSIDE: AtomicIsize = AtomicIsize::new(0);
static CLOSED: AtomicBool = AtomicBool::new(false);
static CLOSER: OnceLock<ThreadId> = OnceLock::new();

thread_local! {
    /// How many calls of this thread are inside, one within the other.
    static MINE: Cell<isize> = const { Cell::new(0) };
    /// Whether this thread is about to fork.
    static FORKER: Cell<bool> = const { Cell::new(false) };
}

/// How many threads are on their way to the GIL.
static ARRIVING: AtomicIsize = AtomicIsize::new(0);
/// How many threads are about to fork.
static FORKING: AtomicIsize = AtomicIsize::new(0);
/// How often a thread looks whether what it waits for has come.
const LOOK: Duration = Duration::from_micros(100);

/// Runs `work` with Python attached, from any thread; `None` once the interpreter is exiting.
pub(crate) fn attach<R>(work: impl FnOnce(Python<'_>) -> R) -> Option<R> {
    let _pass = enter()?;
    // Not left to PyO3, which believes that it has the GIL where the direct lane has let it go.
    let _gil = if enter::is_attached() { None } else { Some(take_gil()?) };
    Python::try_attach(work)
}

/// Takes the GIL, which this thread does not hold, for what comes between this and [`leave`]. Whether it got it.
pub(crate) fn enter_and_stay() -> bool {
    let Some(pass) = enter() else { return false };
    let Some(gil) = take_gil() else { return false };
    gil.keep();
    std::mem::forget(pass);
    true
}

/// Takes the pass back that a thread [stayed](enter_and_stay) with, once it has given up the GIL.
pub(crate) fn leave() {
    drop(Pass(()));
}

fn take_gil() -> Option<enter::Gil> {
    let _arrival = (!enter::is_known()).then(arrive);
    enter::Gil::take()
}

/// Leave to use the interpreter, until dropped.
pub(crate) struct Pass(());

/// Asks for leave to use the interpreter; `None` once it is exiting.
pub(crate) fn enter() -> Option<Pass> {
    // Counted before the look at the gate, and the gate is closed before the look at the count: one of the two
    // sees the other.
    INSIDE.fetch_add(1, Ordering::SeqCst);
    MINE.set(MINE.get() + 1);
    let pass = Pass(());
    is_open().then_some(pass)
}

/// Whether the gate is open to this thread.
#[inline]
pub(crate) fn is_open() -> bool {
    !CLOSED.load(Ordering::SeqCst) || CLOSER.get() == Some(&thread::current().id())
}

impl Drop for Pass {
    fn drop(&mut self) {
        INSIDE.fetch_sub(1, Ordering::SeqCst);
        MINE.set(MINE.get() - 1);
    }
}

/// Runs something that takes a lock which a fork must not find taken. Not to be called with the GIL.
pub(crate) fn undisturbed_by_forks<R>(work: impl FnOnce() -> R) -> R {
    let _arrival = arrive();
    work()
}

/// A thread on its way to the GIL, until dropped.
struct Arrival(());

/// Waits until no other thread is about to fork.
fn arrive() -> Arrival {
    loop {
        ARRIVING.fetch_add(1, Ordering::SeqCst);
        let arrival = Arrival(());
        // Handlers of the program's own run between ours and the fork, on the thread that forks.
        if FORKING.load(Ordering::SeqCst) == 0 || FORKER.get() {
            return arrival;
        }
        drop(arrival);
        thread::sleep(LOOK);
    }
}

impl Drop for Arrival {
    fn drop(&mut self) {
        ARRIVING.fetch_sub(1, Ordering::SeqCst);
    }
}

/// Has Python close the gate at exit, and tell libraries of forks.
pub(crate) fn install(py: Python<'_>) -> PyResult<()> {
    py.import("atexit")?.call_method1("register", (wrap_pyfunction!(close, py)?,))?;
    let os = py.import("os")?;
    if os.hasattr("register_at_fork")? {
        let hooks = PyDict::new(py);
        hooks.set_item("before", wrap_pyfunction!(before_fork, py)?)?;
        hooks.set_item("after_in_parent", wrap_pyfunction!(after_fork_in_parent, py)?)?;
        hooks.set_item("after_in_child", wrap_pyfunction!(after_fork_in_child, py)?)?;
        os.call_method("register_at_fork", (), Some(&hooks))?;
    }
    Ok(())
}

/// Closes the gate and waits a moment for the calls of other threads that are inside.
#[pyfunction]
fn close(py: Python<'_>) {
    let _ = CLOSER.set(thread::current().id());
    CLOSED.store(true, Ordering::SeqCst);
    let mine = MINE.get();
    py.detach(|| {
        let deadline = Instant::now() + PATIENCE;
        while INSIDE.load(Ordering::SeqCst) > mine && Instant::now() < deadline {
            thread::sleep(LOOK);
        }
    });
}

/// Stops threads on their way to the GIL, and waits for those that have set out. They need the GIL to arrive.
#[pyfunction]
fn before_fork(py: Python<'_>) {
    FORKING.fetch_add(1, Ordering::SeqCst);
    py.detach(|| {
        while ARRIVING.load(Ordering::SeqCst) > 0 {
            thread::sleep(LOOK);
        }
    });
    FORKER.set(true);
}

#[pyfunction]
fn after_fork_in_parent() {
    FORKER.set(false);
    FORKING.fetch_sub(1, Ordering::SeqCst);
}

/// Forgets the threads that stayed in the parent.
#[pyfunction]
fn after_fork_in_child() {
    FORKER.set(false);
    FORKING.store(0, Ordering::SeqCst);
    ARRIVING.store(0, Ordering::SeqCst);
    INSIDE.store(MINE.get(), Ordering::SeqCst);
    crate::array::forked();
    crate::library::forked();
}
