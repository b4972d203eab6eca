//! The lock of an instance.
//!
//! It is held in one of two ways. A call that lets go of the GIL *takes* the lock. A call that holds the GIL from its
//! beginning to its end has the value *lent*, by a note that only threads with the GIL look at: that takes no atomic
//! exchange, of which one costs as much as half of a small call.
//!
//! The two agree because a thread takes the lock with the GIL held, or is counted among those that wait for it, and
//! nothing is lent past those. Code may give up the GIL while it has the value lent, by a call into Python; who comes
//! then looks again and again, as that is not meant to happen.

use std::fmt::Display;
use std::sync::atomic::{AtomicU32, Ordering, fence};
use std::time::{Duration, Instant};

use parking_lot::RawRwLock;
use parking_lot::lock_api::{RawRwLock as _, RawRwLockRecursive as _, RawRwLockTimed as _};

use crate::error::{Error, ErrorKind, Result};
use crate::host::{self, Gil, client};
use crate::running::{self, Borrow, Label, Way};

/// How long the thread that runs the interpreter's exit waits for an instance: who holds it may never go on.
const PATIENCE: Duration = Duration::from_secs(1);
/// How often a thread looks whether what is lent has come back.
const LOOK: Duration = Duration::from_micros(50);
/// The value of [`Lock::lent`] when one call has the value alone.
const ALONE: u32 = u32::MAX;

/// How often this process and its ancestors were forked.
static GENERATION: AtomicU32 = AtomicU32::new(0);

pub(super) fn forked() {
    GENERATION.fetch_add(1, Ordering::Relaxed);
}

/// How the call that wants a lock stands to the GIL.
#[derive(Clone, Copy)]
pub(crate) struct Caller {
    /// Whether the thread holds it.
    pub(crate) gil: Gil,
    /// Whether it does so until the call ends.
    pub(crate) keeps_gil: bool,
}

impl Caller {
    /// Runs `work`, which wants a lock, with the GIL held: without it nobody could tell what is lent.
    ///
    /// What a client of the GoPyLink protocol has made is lent to nobody, and there may be no GIL to ask for.
    pub(crate) fn attached<R>(work: impl FnOnce(Self) -> Result<R>) -> Result<R> {
        if client::is_serving() {
            return work(Self { gil: Gil::RELEASED, keeps_gil: false });
        }
        let attached =
            host::resume().map_err(|failed| Error::from_python(failed.failure, failed.exception))?;
        work(Self { gil: attached.gil(), keeps_gil: false })
    }
}

/// A lock that calls share, or hold alone.
pub(super) struct Lock {
    taken: RawRwLock,
    /// To how many calls the value is lent, or [`ALONE`]. Read and written with the GIL held.
    lent: AtomicU32,
    /// How many threads wait to take the lock. Changed with the GIL held, where there is one.
    waiting: AtomicU32,
    /// The fork generation in which nobody held the lock last, as far as is known. All who have held it since then live.
    generation: AtomicU32,
}

impl Lock {
    pub(super) fn new() -> Self {
        Self {
            taken: RawRwLock::INIT,
            lent: AtomicU32::new(0),
            waiting: AtomicU32::new(0),
            generation: AtomicU32::new(GENERATION.load(Ordering::Relaxed)),
        }
    }

    /// By which the calls that hold it are [noted](running::Running::note).
    #[inline]
    pub(super) fn address(&self) -> usize {
        (&raw const *self).addr()
    }

    /// Holds the lock, and waits for that with the GIL released. `label` is how messages name the caller.
    #[inline(always)]
    pub(super) fn hold(&self, alone: bool, caller: Caller, label: &dyn Display) -> Result<Way> {
        if !self.is_of_this_process() {
            self.renew();
        }
        let way = if caller.keeps_gil && self.lend(alone) {
            Way::lent(alone)
        } else if !caller.keeps_gil && self.take(alone) {
            Way::taken(alone)
        } else {
            self.wait(alone, caller, label)?
        };
        Ok(way)
    }

    #[inline]
    fn lend(&self, alone: bool) -> bool {
        let lent = self.lent.load(Ordering::Relaxed);
        if self.waiting.load(Ordering::Relaxed) > 0 {
            return false;
        }
        let is_free = if alone {
            lent == 0 && !self.taken.is_locked()
        } else {
            lent < ALONE - 1 && !self.taken.is_locked_exclusive()
        };
        if is_free {
            // Sees what those did who had taken the lock, and have let go of it without the GIL.
            fence(Ordering::Acquire);
            self.lent.store(if alone { ALONE } else { lent + 1 }, Ordering::Relaxed);
        }
        is_free
    }

    #[inline]
    fn take(&self, alone: bool) -> bool {
        if self.is_lent(alone) {
            return false;
        }
        if alone { self.taken.try_lock_exclusive() } else { self.taken.try_lock_shared() }
    }

    /// Whether what is lent keeps the lock from being taken.
    #[inline]
    fn is_lent(&self, alone: bool) -> bool {
        let lent = self.lent.load(Ordering::Relaxed);
        if alone { lent > 0 } else { lent == ALONE }
    }

    #[cold]
    fn wait(&self, alone: bool, caller: Caller, label: &dyn Display) -> Result<Way> {
        match running::borrowed(self.address()) {
            Some(Borrow::Shared(_)) if !alone => {
                // The second borrow on one thread must not queue behind somebody who waits for the first. Nobody has
                // the value alone.
                self.taken.lock_shared_recursive();
                return Ok(Way::taken(alone));
            }
            Some(Borrow::Shared(holder) | Borrow::Alone(holder)) => return Err(in_use(label, holder)),
            None => {}
        }
        self.check_generation(caller, label)?;
        // From here on nothing is lent, until this thread has had its turn.
        self.waiting.fetch_add(1, Ordering::Relaxed);
        let taken = self.wait_for_lent(alone, caller) && caller.gil.released(|| self.wait_for_taken(alone));
        self.waiting.fetch_sub(1, Ordering::Relaxed);
        if taken { Ok(Way::taken(alone)) } else { Err(kept_at_exit(label)) }
    }

    /// Waits until nothing is lent that keeps the lock from being taken; false if that may never be.
    fn wait_for_lent(&self, alone: bool, caller: Caller) -> bool {
        let begun = Instant::now();
        while self.is_lent(alone) {
            if host::runs_exit() && begun.elapsed() > PATIENCE {
                return false;
            }
            caller.gil.released(|| std::thread::sleep(LOOK));
        }
        true
    }

    /// Takes the lock; false if that may never be.
    fn wait_for_taken(&self, alone: bool) -> bool {
        match (host::runs_exit(), alone) {
            // Whoever holds the value, or waits to have it alone, may in turn wait for what this thread has borrowed.
            (false, false) if running::has_borrowed() => self.taken.lock_shared_recursive(),
            (false, false) => self.taken.lock_shared(),
            (false, true) => self.taken.lock_exclusive(),
            (true, false) => return self.taken.try_lock_shared_for(PATIENCE),
            (true, true) => return self.taken.try_lock_exclusive_for(PATIENCE),
        }
        true
    }

    /// Lets go of the lock.
    ///
    /// # Safety
    ///
    /// This thread holds it, in that way, and if it was lent, the GIL.
    #[inline]
    pub(super) unsafe fn give_back(&self, way: Way) {
        let Self { taken, lent, .. } = self;
        match way {
            Way::LentAlone => lent.store(0, Ordering::Relaxed),
            Way::LentShared => lent.store(lent.load(Ordering::Relaxed) - 1, Ordering::Relaxed),
            // SAFETY: by this function's contract.
            Way::TakenAlone => unsafe { taken.unlock_exclusive() },
            // SAFETY: as above.
            Way::TakenShared => unsafe { taken.unlock_shared() },
            // Who has borrowed several gives each back.
            Way::Several => {}
        }
    }

    /// Whether all who hold the lock live, and are not threads that a fork has left behind.
    #[inline]
    fn is_of_this_process(&self) -> bool {
        self.generation.load(Ordering::Acquire) == GENERATION.load(Ordering::Relaxed)
    }

    /// After a fork, makes a lock that nobody holds one of this process.
    #[cold]
    fn renew(&self) {
        if self.lent.load(Ordering::Relaxed) == 0 && !self.taken.is_locked() {
            // Those who waited stayed in the parent: here, nobody waits for a lock that is not yet of this process.
            self.waiting.store(0, Ordering::Relaxed);
            self.generation.store(GENERATION.load(Ordering::Relaxed), Ordering::Release);
        }
    }

    /// After a fork, refuses a lock whose holder may have stayed in the parent: it would never be released. This thread's
    /// own calls, and those that share the instance with them, get a moment to end.
    fn check_generation(&self, caller: Caller, label: &dyn Display) -> Result<()> {
        for _ in 0..100 {
            if self.is_of_this_process() {
                return Ok(());
            }
            caller.gil.released(|| std::thread::sleep(Duration::from_micros(100)));
            self.renew();
        }
        Err(left_in_the_parent(label))
    }
}

fn in_use(label: &dyn Display, holder: &Label) -> Error {
    Error::of_kind(ErrorKind::Borrow, format!("{label}: the instance is in use by {holder} on this thread"))
}

fn left_in_the_parent(label: &dyn Display) -> Error {
    let what = "another thread was using the instance when this process was forked; make a new one";
    Error::of_kind(ErrorKind::Borrow, format!("{label}: {what}"))
}

fn kept_at_exit(label: &dyn Display) -> Error {
    let what = "another thread is using the instance and cannot go on, as Python is shutting down";
    Error::of_kind(ErrorKind::Unavailable, format!("{label}: {what}"))
}
