//! The gate that calls into Python pass: a thread that comes for the GIL of an interpreter that is going away takes the
//! process with it.
//!
//! The client knows nothing of that. So it is given a piece of Python that has `atexit` call a function of the library,
//! which refuses new calls, and waits a moment for those inside.

use std::cell::Cell;
use std::ptr;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, AtomicIsize, AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use rmp::encode;

use super::frame::Frame;
use super::{Callback, Target};

/// How long the exit waits for calls that are inside Python, such as a short function about to return.
const PATIENCE: Duration = Duration::from_secs(1);
/// How long a fork waits for them: the GIL is free meanwhile.
const ARRIVAL: Duration = Duration::from_millis(100);
/// How often either looks.
const LOOK: Duration = Duration::from_micros(100);

static INSIDE: AtomicIsize = AtomicIsize::new(0);
/// How many threads are about to fork.
static FORKING: AtomicIsize = AtomicIsize::new(0);
static CLOSED: AtomicBool = AtomicBool::new(false);
/// The thread that runs the exit, once the gate is closed. It is the one that CPython keeps, and may still pass.
static CLOSER: AtomicUsize = AtomicUsize::new(0);

thread_local! {
    /// How many calls of this thread are inside, one within the other.
    static MINE: Cell<isize> = const { Cell::new(0) };
    /// Whether this thread is about to fork.
    static FORKER: Cell<bool> = const { Cell::new(false) };
}

/// Gives the addresses of functions to `atexit` and `os`. `ctypes` lets go of the GIL around it.
const REGISTER: &str = "def gopylink_at_exit(close, before, parent, child):
    import atexit, ctypes, os
    function = ctypes.CFUNCTYPE(None)
    atexit.register(function(close))
    os.register_at_fork(before=function(before), after_in_parent=function(parent), after_in_child=function(child))
";
/// What else is to be done in a process that is forked.
static FORKED: OnceLock<fn()> = OnceLock::new();

/// Has the interpreter close the gate when it exits, and tell of forks.
pub(super) fn register(callback: Callback, forked: fn()) {
    let _ = FORKED.set(forked);
    let mut arguments = Vec::new();
    for function in [close, before_fork, after_fork_in_parent, after_fork_in_child] as [extern "C" fn(); 4] {
        // Writing to a `Vec` does not fail.
        let _ = encode::write_uint(&mut arguments, (function as *const ()).expose_provenance() as u64);
    }
    // An interpreter that is exiting takes no more of them; then the client, which loads the library just now, is the last.
    drop(Frame::of(&Target::code(REGISTER)).send(callback, &arguments));
}

extern "C" fn close() {
    CLOSER.store(this_thread(), Ordering::Relaxed);
    CLOSED.store(true, Ordering::SeqCst);
    wait_for_others(PATIENCE);
}

/// Waits until no other thread is inside, for so long at most.
fn wait_for_others(patience: Duration) {
    let deadline = Instant::now() + patience;
    while INSIDE.load(Ordering::SeqCst) > MINE.get() && Instant::now() < deadline {
        thread::sleep(LOOK);
    }
}

/// Has no other thread on its way into Python: one that is new to the interpreter takes a lock of CPython's before it has the
/// GIL, which would stay taken in the child. Those that stay inside for longer have arrived.
extern "C" fn before_fork() {
    FORKING.fetch_add(1, Ordering::SeqCst);
    FORKER.set(true);
    wait_for_others(ARRIVAL);
}

extern "C" fn after_fork_in_parent() {
    FORKER.set(false);
    FORKING.fetch_sub(1, Ordering::SeqCst);
}

/// Forgets the threads that stayed in the parent.
extern "C" fn after_fork_in_child() {
    FORKER.set(false);
    FORKING.store(0, Ordering::SeqCst);
    INSIDE.store(MINE.get(), Ordering::SeqCst);
    if let Some(forked) = FORKED.get() {
        forked();
    }
}

/// What no other living thread has.
fn this_thread() -> usize {
    MINE.with(|mine| ptr::from_ref(mine).addr())
}

/// Leave to call Python, until dropped.
pub(super) struct Pass(());

/// Asks for it; none once the interpreter is exiting. Waits while another thread forks, but not for ever: that thread may be
/// waiting for the GIL, and this one have it.
pub(super) fn enter() -> Option<Pass> {
    let mut pass = count();
    let deadline = Instant::now() + PATIENCE;
    while FORKING.load(Ordering::SeqCst) > 0 && !FORKER.get() && Instant::now() < deadline {
        drop(pass);
        thread::sleep(LOOK);
        pass = count();
    }
    let is_open = !CLOSED.load(Ordering::SeqCst) || CLOSER.load(Ordering::Relaxed) == this_thread();
    is_open.then_some(pass)
}

/// Counted before the look at the gate, and the gate is closed before the look at the count: one of the two sees the other.
fn count() -> Pass {
    INSIDE.fetch_add(1, Ordering::SeqCst);
    MINE.set(MINE.get() + 1);
    Pass(())
}

impl Drop for Pass {
    fn drop(&mut self) {
        INSIDE.fetch_sub(1, Ordering::SeqCst);
        MINE.set(MINE.get() - 1);
    }
}
