//! The turn of constructors. The Go original numbers new objects by how many there are, without a lock of its own: of two
//! constructors at a time, both could get the number of one object.

use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::{self, ThreadId};
use std::time::Duration;

/// How long a thread waits that may itself be waited for.
const PATIENCE: Duration = Duration::from_secs(5);

#[derive(Default)]
pub(super) struct Constructing {
    turn: Mutex<Option<Turn>>,
    over: Condvar,
}

struct Turn {
    thread: ThreadId,
    /// How many constructors of the thread are running, one within the other.
    depth: usize,
}

impl Constructing {
    fn turn(&self) -> MutexGuard<'_, Option<Turn>> {
        self.turn.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Runs a constructor when no other thread runs one. `None` if that takes too long for a thread that Go code may be
    /// waiting for. Not to be called with the GIL.
    pub(super) fn run<R>(&self, is_called_by_go: bool, constructor: impl FnOnce() -> R) -> Option<R> {
        let me = thread::current().id();
        let mut turn = self.turn();
        loop {
            match &mut *turn {
                None => {
                    *turn = Some(Turn { thread: me, depth: 1 });
                    break;
                }
                Some(mine) if mine.thread == me => {
                    mine.depth += 1;
                    break;
                }
                Some(_) if is_called_by_go => {
                    let (next, waited) =
                        self.over.wait_timeout(turn, PATIENCE).unwrap_or_else(PoisonError::into_inner);
                    if waited.timed_out() {
                        return None;
                    }
                    turn = next;
                }
                Some(_) => turn = self.over.wait(turn).unwrap_or_else(PoisonError::into_inner),
            }
        }
        drop(turn);
        let made = constructor();
        let mut turn = self.turn();
        if let Some(mine) = &mut *turn {
            mine.depth -= 1;
            if mine.depth == 0 {
                *turn = None;
                self.over.notify_one();
            }
        }
        Some(made)
    }
}
