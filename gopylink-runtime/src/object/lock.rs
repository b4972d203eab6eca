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
use std::time::Duration;

use parking_lot::RawRwLock;
use parking_lot::lock_api::{RawRwLock as _, RawRwLockRecursive as _};

use crate::error::{Error, ErrorKind, Result};
use crate::host::{self, Attached, Gil};
use crate::running::{self, Borrow, Label, Way};

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
    /// Runs `work`, which wants a lock, with the GIL held, if there is one to be had.
    pub(crate) fn attached<R>(work: impl FnOnce(Self) -> R) -> R {
        let attached = host::attach().ok();
        work(Self { gil: attached.as_ref().map_or(Gil::RELEASED, Attached::gil), keeps_gil: false })
    }
}

/// A lock that calls share, or hold alone.
pub(super) struct Lock {
    taken: RawRwLock,
    /// To how many calls the value is lent, or [`ALONE`]. Read and written with the GIL held.
    lent: AtomicU32,
    /// How many threads wait to take the lock. Changed with the GIL held, where there is one.
    waiting: AtomicU32,
    /// The fork generation in which the lock was last known to belong to living threads.
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
        let way = if caller.keeps_gil && self.lend(alone) {
            Way::lent(alone)
        } else if !caller.keeps_gil && self.take(alone) {
            Way::taken(alone)
        } else {
            self.wait(alone, caller, label)?
        };
        let now = GENERATION.load(Ordering::Relaxed);
        if self.generation.load(Ordering::Relaxed) != now {
            self.generation.store(now, Ordering::Release);
        }
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
        while self.is_lent(alone) {
            if self.generation.load(Ordering::Acquire) != GENERATION.load(Ordering::Relaxed) {
                return Err(left_in_the_parent(label));
            }
            caller.gil.released(|| std::thread::sleep(LOOK));
        }
        self.check_generation(label)?;
        // From here on nothing is lent, until this thread has had its turn.
        self.waiting.fetch_add(1, Ordering::Relaxed);
        caller.gil.released(|| if alone { self.taken.lock_exclusive() } else { self.taken.lock_shared() });
        self.waiting.fetch_sub(1, Ordering::Relaxed);
        Ok(Way::taken(alone))
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
        }
    }

    /// After a fork, tells a lock that living threads hold from one whose holder stayed in the parent: the latter would
    /// never be released.
    fn check_generation(&self, label: &dyn Display) -> Result<()> {
        let now = GENERATION.load(Ordering::Relaxed);
        // A living thread holds the lock only for an instant before the generation is brought up to date.
        for _ in 0..100 {
            if self.generation.load(Ordering::Acquire) == now {
                return Ok(());
            }
            if self.taken.try_lock_exclusive() {
                // SAFETY: just locked.
                unsafe { self.taken.unlock_exclusive() };
                self.generation.store(now, Ordering::Release);
                return Ok(());
            }
            std::thread::sleep(Duration::from_micros(100));
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
