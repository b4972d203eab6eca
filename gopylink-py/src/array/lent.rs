//! The memory that libraries look at right now. What one of them may write, no other may look at.
//!
//! Two objects can share memory, as a NumPy array and a slice of it do, so what counts is where the memory is. An unsafe
//! edge: for small arrays, a lock beside the GIL would take as long as all the rest of lending.

#[cfg(not(Py_GIL_DISABLED))]
use std::cell::UnsafeCell;
use std::ops::Range;
#[cfg(Py_GIL_DISABLED)]
use std::sync::{Mutex, PoisonError};

use pyo3::prelude::*;

use super::overlaps::Many;

static LENT: Shared = Shared::new();

pub(super) struct Lent {
    /// Whose memory it is, for whoever ends the loan.
    pub(super) owner: usize,
    pub(super) addresses: Range<usize>,
    pub(super) to_write: bool,
    /// The thread of the call, by [`this_thread`].
    pub(super) thread: usize,
}

/// All loans.
struct Loans {
    /// As many as are looked through sooner than a tree.
    few: Vec<Lent>,
    /// The others.
    many: Many,
}

/// How many loans are few: a tree takes longer for as many.
const FEW: usize = 128;

impl Loans {
    const fn new() -> Self {
        Self { few: Vec::new(), many: Many::new() }
    }
}

/// Lends memory of an owner, which is any address; whether that may be. It may not, if the memory is lent already and one of
/// the two would write.
#[inline]
pub(super) fn lend(py: Python<'_>, owner: usize, addresses: Range<usize>, to_write: bool) -> bool {
    // Nothing at all is nowhere.
    let addresses = if addresses.is_empty() { 0..0 } else { addresses };
    let thread = this_thread();
    LENT.with(py, |loans| {
        let overlaps = |other: &Lent| {
            addresses.start < other.addresses.end
                && other.addresses.start < addresses.end
                && (to_write || other.to_write)
        };
        let may = !loans.few.iter().any(overlaps)
            && (loans.many.is_empty() || !loans.many.overlaps(&addresses, to_write));
        if may {
            let lent = Lent { owner, addresses, to_write, thread };
            if loans.few.len() < FEW {
                loans.few.push(lent);
            } else {
                loans.many.add(&lent);
            }
        }
        may
    })
}

/// Whether a library writes to any memory at all.
#[inline]
pub(super) fn is_written(py: Python<'_>) -> bool {
    LENT.with(py, |loans| loans.few.iter().any(|other| other.to_write) || loans.many.is_written())
}

/// Ends the last loan of an owner.
#[inline]
pub(super) fn end(py: Python<'_>, owner: usize) {
    LENT.with(py, |loans| match loans.few.iter().rposition(|other| other.owner == owner) {
        Some(index) => drop(loans.few.swap_remove(index)),
        None => loans.many.remove(owner),
    });
}

/// Which thread this is, of all that are inside a call.
#[inline]
fn this_thread() -> usize {
    thread_local!(static PLACE: u8 = const { 0 });
    PLACE.with(|place| std::ptr::from_ref(place).addr())
}

/// Forgets what the threads look at that stayed in the parent: they never return it.
pub(crate) fn forked(py: Python<'_>) {
    let mine = this_thread();
    LENT.with(py, |loans| {
        loans.few.retain(|lent| lent.thread == mine);
        loans.many.retain(mine);
    });
}

/// All of it, for the thread that holds the GIL, or the lock where there is none.
struct Shared {
    #[cfg(not(Py_GIL_DISABLED))]
    lent: UnsafeCell<Loans>,
    #[cfg(Py_GIL_DISABLED)]
    lent: Mutex<Loans>,
}

// SAFETY: used by `with` alone, which only the thread with the GIL calls.
#[cfg(not(Py_GIL_DISABLED))]
unsafe impl Sync for Shared {}

impl Shared {
    #[cfg(not(Py_GIL_DISABLED))]
    const fn new() -> Self {
        Self { lent: UnsafeCell::new(Loans::new()) }
    }

    #[cfg(Py_GIL_DISABLED)]
    const fn new() -> Self {
        Self { lent: Mutex::new(Loans::new()) }
    }

    /// Does `work`, which runs no Python code and does not come back here.
    #[cfg(not(Py_GIL_DISABLED))]
    #[inline]
    fn with<R>(&self, _: Python<'_>, work: impl FnOnce(&mut Loans) -> R) -> R {
        // SAFETY: this thread holds the GIL, which it keeps, and is not in here already, as all work is in this file.
        work(unsafe { &mut *self.lent.get() })
    }

    /// Does `work`, which runs no Python code and does not come back here.
    #[cfg(Py_GIL_DISABLED)]
    fn with<R>(&self, _: Python<'_>, work: impl FnOnce(&mut Loans) -> R) -> R {
        work(&mut self.lent.lock().unwrap_or_else(PoisonError::into_inner))
    }
}
