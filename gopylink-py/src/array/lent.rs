//! The memory that libraries look at right now. What one of them may write, no other may look at.
//!
//! Two objects can share memory, as a NumPy array and a slice of it do, so what counts is where the memory is.

use std::ops::Range;
use std::sync::{Mutex, PoisonError};

/// All of it. Locked for moments only in which no Python code runs.
static LENT: Mutex<Vec<Lent>> = Mutex::new(Vec::new());

struct Lent {
    number: u64,
    addresses: Range<usize>,
    to_write: bool,
    /// The thread of the call, by [`this_thread`].
    thread: usize,
}

/// Memory that is lent, until dropped.
pub(super) struct Loan(u64);

/// Lends memory; `None` if it is lent already, and one of the two would write.
pub(super) fn lend(addresses: Range<usize>, to_write: bool) -> Option<Loan> {
    let mut lent = LENT.lock().unwrap_or_else(PoisonError::into_inner);
    let overlaps = |other: &Lent| {
        addresses.start < other.addresses.end
            && other.addresses.start < addresses.end
            && (to_write || other.to_write)
    };
    if lent.iter().any(overlaps) {
        return None;
    }
    let number = lent.last().map_or(0, |last| last.number + 1);
    lent.push(Lent { number, addresses, to_write, thread: this_thread() });
    Some(Loan(number))
}

impl Drop for Loan {
    fn drop(&mut self) {
        let mut lent = LENT.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(index) = lent.iter().rposition(|other| other.number == self.0) {
            lent.remove(index);
        }
    }
}

/// Which thread this is, of all that are inside a call.
#[inline]
fn this_thread() -> usize {
    thread_local!(static PLACE: u8 = const { 0 });
    PLACE.with(|place| std::ptr::from_ref(place).addr())
}

/// Forgets what the threads look at that stayed in the parent: they never return it.
pub(crate) fn forked() {
    let mine = this_thread();
    LENT.lock().unwrap_or_else(PoisonError::into_inner).retain(|lent| lent.thread == mine);
}
