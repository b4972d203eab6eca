//! How much of this thread's stack is left.
//!
//! Calls may nest Python → Rust → Python without end, and user code may nest values as deeply. Both must end in
//! a `RecursionError` while there is still room to raise one.

use std::cell::Cell;

use gopylink_abi::layout::StackReserve;

/// Whether it is time to raise a `RecursionError` instead of going deeper.
pub(crate) fn exhausted() -> bool {
    reserve().is_entered()
}

/// The reserve of this thread's stack.
pub(crate) fn reserve() -> StackReserve {
    thread_local! {
        static OF_THREAD: Cell<Option<StackReserve>> = const { Cell::new(None) };
    }
    OF_THREAD.get().unwrap_or_else(|| {
        let reserve = stacker::remaining_stack().map_or(StackReserve::UNKNOWN, |remaining| {
            let here = 0_u8;
            let lowest = (&raw const here).addr().saturating_sub(remaining);
            StackReserve::of(lowest, remaining)
        });
        OF_THREAD.set(Some(reserve));
        reserve
    })
}
