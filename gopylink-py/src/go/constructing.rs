//! The turn of constructors. The Go original keeps objects in a list and has no lock: of two constructors at a time, both
//! could get the number of one object, and what is closed while the list grows could stay in it for good.

use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::{self, ThreadId};
use std::time::Duration;

/// How long a thread waits that may itself be waited for.
const PATIENCE: Duration = Duration::from_secs(5);

#[derive(Default)]
pub(super) struct Constructing {
    state: Mutex<State>,
    over: Condvar,
}

#[derive(Default)]
struct State {
    turn: Option<Turn>,
    /// How many objects are being closed.
    closing: usize,
    /// How many threads wait for either: to tell them takes as long as all else here, even if there are none.
    waiting: usize,
    /// The objects to close once the turn is over. Nobody waits for that, since a constructor may wait for anybody.
    left: Vec<i64>,
}

struct Turn {
    thread: ThreadId,
    /// How many constructors of the thread are running, one within the other.
    depth: usize,
}

impl Constructing {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Runs a constructor when no other thread runs one, then closes what was left to it by `close`. `None` if it takes too
    /// long for a thread that Go code may be waiting for. Not to be called with the GIL.
    pub(super) fn run<R>(
        &self,
        is_called_by_go: bool,
        constructor: impl FnOnce() -> R,
        close: impl Fn(i64),
    ) -> Option<R> {
        let me = thread::current().id();
        let mut state = self.state();
        loop {
            let State { turn, closing, .. } = &mut *state;
            match turn {
                None if *closing == 0 => {
                    *turn = Some(Turn { thread: me, depth: 1 });
                    break;
                }
                Some(mine) if mine.thread == me => {
                    mine.depth += 1;
                    break;
                }
                _ => {}
            }
            state.waiting += 1;
            let in_vain = if is_called_by_go {
                let waited = self.over.wait_timeout(state, PATIENCE);
                let (next, waited) = waited.unwrap_or_else(PoisonError::into_inner);
                state = next;
                waited.timed_out()
            } else {
                state = self.over.wait(state).unwrap_or_else(PoisonError::into_inner);
                false
            };
            state.waiting -= 1;
            if in_vain {
                // It may be this thread that was told, and no other.
                self.tell(&state);
                return None;
            }
        }
        drop(state);
        let made = constructor();
        self.end(close);
        Some(made)
    }

    fn end(&self, close: impl Fn(i64)) {
        let mut state = self.state();
        loop {
            let State { turn, left, .. } = &mut *state;
            match turn {
                Some(mine) if mine.depth > 1 => {
                    mine.depth -= 1;
                    return;
                }
                _ if left.is_empty() => {
                    *turn = None;
                    self.tell(&state);
                    return;
                }
                _ => {
                    let left = std::mem::take(left);
                    drop(state);
                    left.into_iter().for_each(&close);
                    state = self.state();
                }
            }
        }
    }

    /// Closes an object, unless a constructor is running: then that is left to its thread, and there is no result. Not to be
    /// called with the GIL.
    pub(super) fn close<R>(&self, number: i64, close: impl FnOnce() -> R) -> Option<R> {
        let mut state = self.state();
        if state.turn.is_some() {
            state.left.push(number);
            return None;
        }
        state.closing += 1;
        drop(state);
        let closed = close();
        let mut state = self.state();
        state.closing -= 1;
        if state.closing == 0 {
            self.tell(&state);
        }
        Some(closed)
    }

    /// Has a thread look again that waits.
    fn tell(&self, state: &State) {
        if state.waiting > 0 {
            self.over.notify_one();
        }
    }
}
