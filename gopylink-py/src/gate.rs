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
use std::ptr;
use std::sync::atomic::{AtomicBool, AtomicIsize, AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use pyo3::prelude::*;
use pyo3::types::PyDict;

use crate::gil::{Gil, Known, Thread};

/// How long the exit waits for calls that are inside Python, such as a short function about to return.
const PATIENCE: Duration = Duration::from_secs(1);

/// How many calls have come in, but for those that left without the GIL.
static ENTERED: AtomicIsize = AtomicIsize::new(0);
/// How many have left with the GIL, which guards it.
static LEFT: AtomicIsize = AtomicIsize::new(0);
static CLOSED: AtomicBool = AtomicBool::new(false);
/// The thread that runs the exit, once the gate is closed.
static CLOSER: AtomicUsize = AtomicUsize::new(0);

/// The interpreter's main thread; 0 if that is not known.
static MAIN: AtomicUsize = AtomicUsize::new(0);

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
    let _gil = match Thread::this() {
        Thread::Attached => None,
        Thread::Known(known) => Some(Gil::of_known(&known)?),
        Thread::New => Some(arriving(Gil::of_new)?),
    };
    Python::try_attach(work)
}

/// Takes the GIL for a thread of the interpreter's, until [`leave`]. Whether it got it.
#[inline]
pub(crate) fn enter_known(known: &Known) -> bool {
    let Some(pass) = enter() else { return false };
    let Some(gil) = Gil::of_known(known) else { return false };
    std::mem::forget(pass);
    gil.keep();
    true
}

/// Takes the GIL for a thread that is new to the interpreter, until [`leave_new`]. Whether it got it.
#[cold]
pub(crate) fn enter_new() -> bool {
    let Some(pass) = enter() else { return false };
    let Some(gil) = arriving(Gil::of_new) else { return false };
    std::mem::forget(pass);
    gil.keep();
    true
}

/// Has a thread that Python called take the GIL back, until [`leave`]. The gate does not stop it, as it would not if the
/// call were over; the interpreter may.
#[cold]
pub(crate) fn resume(known: &Known) {
    count();
    Gil::back(known).keep();
}

/// What a thread does last with the GIL that it got by [`enter_known`] or [`resume`].
#[inline]
pub(crate) fn leave() {
    // Who has the GIL need not exchange with others what is counted.
    if cfg!(Py_GIL_DISABLED) {
        LEFT.fetch_add(1, Ordering::Release);
    } else {
        LEFT.store(LEFT.load(Ordering::Relaxed) + 1, Ordering::Release);
    }
    MINE.set(MINE.get() - 1);
}

/// What a thread does when it has given up the GIL that it got by [`enter_new`].
#[cold]
pub(crate) fn leave_new() {
    drop(Pass(()));
}

/// Leave to use the interpreter, until dropped.
pub(crate) struct Pass(());

/// Asks for leave to use the interpreter; `None` once it is exiting.
pub(crate) fn enter() -> Option<Pass> {
    // Counted before the look at the gate, and the gate is closed before the look at the count: one of the two
    // sees the other.
    count();
    let pass = Pass(());
    is_open().then_some(pass)
}

#[inline]
fn count() {
    ENTERED.fetch_add(1, Ordering::SeqCst);
    MINE.set(MINE.get() + 1);
}

/// Whether this thread is the one that runs the exit.
pub(crate) fn is_closer() -> bool {
    CLOSED.load(Ordering::SeqCst) && CLOSER.load(Ordering::Relaxed) == this_thread()
}

/// Whether this thread is known to be the interpreter's main thread.
pub(crate) fn is_main_thread() -> bool {
    MAIN.load(Ordering::Relaxed) == this_thread()
}

/// Whether the gate is open to this thread.
#[inline]
pub(crate) fn is_open() -> bool {
    !CLOSED.load(Ordering::SeqCst) || CLOSER.load(Ordering::Relaxed) == this_thread()
}

/// What no other living thread has. `std::thread::current` is not for threads that are ending.
fn this_thread() -> usize {
    MINE.with(|mine| ptr::from_ref(mine).addr())
}

impl Drop for Pass {
    fn drop(&mut self) {
        ENTERED.fetch_sub(1, Ordering::SeqCst);
        MINE.set(MINE.get() - 1);
    }
}

/// How many calls are inside. Who comes in while this is counted may be counted without having left, not the other way
/// round.
fn inside() -> isize {
    let left = LEFT.load(Ordering::SeqCst);
    ENTERED.load(Ordering::SeqCst) - left
}

/// Runs something that takes a lock which a fork must not find taken. Not to be called with the GIL.
pub(crate) fn undisturbed_by_forks<R>(work: impl FnOnce() -> R) -> R {
    arriving(work)
}

fn arriving<R>(work: impl FnOnce() -> R) -> R {
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
    let threading = py.import("threading")?;
    if threading.call_method0("current_thread")?.is(threading.call_method0("main_thread")?) {
        MAIN.store(this_thread(), Ordering::Relaxed);
    }
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

/// Closes the gate, waits a moment for the calls of other threads that are inside, and lets go of what the exit is to end.
#[pyfunction]
fn close(py: Python<'_>) -> PyResult<()> {
    CLOSER.store(this_thread(), Ordering::Relaxed);
    CLOSED.store(true, Ordering::SeqCst);
    let mine = MINE.get();
    py.detach(|| {
        let deadline = Instant::now() + PATIENCE;
        while inside() > mine && Instant::now() < deadline {
            thread::sleep(LOOK);
        }
    });
    crate::host::drop_released(py);
    crate::library::leave_registries(py)
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
fn after_fork_in_child(py: Python<'_>) {
    FORKER.set(false);
    FORKING.store(0, Ordering::SeqCst);
    ARRIVING.store(0, Ordering::SeqCst);
    ENTERED.store(MINE.get(), Ordering::SeqCst);
    LEFT.store(0, Ordering::SeqCst);
    // It is the main thread now, whatever it was before.
    MAIN.store(this_thread(), Ordering::Relaxed);
    crate::host::released::forked();
    crate::array::forked(py);
    crate::library::forked();
}
