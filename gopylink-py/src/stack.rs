//! How much of this thread's stack is left.
//!
//! Calls may nest Python → Rust → Python without end, and user code may nest values as deeply. Both must end in
//! a `RecursionError` while there is still room to raise one.

use std::cell::Cell;

/// What is kept free for raising the error and for the user's own frames, in bytes.
const RESERVE: usize = 256 * 1024;

/// Whether it is time to raise a `RecursionError` instead of going deeper.
pub(crate) fn exhausted() -> bool {
    here() < limit()
}

/// The lowest address that this thread's stack should reach; 0 where the platform does not tell.
pub(crate) fn limit() -> usize {
    thread_local! {
        static LIMIT: Cell<Option<usize>> = const { Cell::new(None) };
    }
    LIMIT.get().unwrap_or_else(|| {
        let limit = stacker::remaining_stack().map_or(0, |remaining| {
            // A small stack, as some platforms give threads, keeps a quarter free instead.
            here().saturating_sub(remaining) + RESERVE.min(remaining / 4)
        });
        LIMIT.set(Some(limit));
        limit
    })
}

fn here() -> usize {
    let here = 0_u8;
    (&raw const here).addr()
}
