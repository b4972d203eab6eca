//! Buffers that a thread keeps for its next calls: fresh ones of a megabyte cost more than what is written to them.
//!
//! Each side has its own, by linking its own copy of this crate. A call within a call takes a buffer of its own, so a
//! thread keeps a few. Only one of them may be large: that is what a thread that passes large values needs again and
//! again, and it bounds what one that did so once holds on to.

use std::cell::RefCell;
use std::mem;
use std::ops::{Deref, DerefMut};

/// How many buffers a thread keeps.
const KEPT: usize = 4;
/// The capacity above which a buffer is large.
const SMALL: usize = 64 << 10;
/// The capacity of the largest buffer that is kept.
const LARGEST: usize = 4 << 20;
/// The capacity of a new buffer: enough for the arguments or the result of most calls.
const FRESH: usize = 512;

thread_local! {
    static POOL: RefCell<Pool> = const { RefCell::new(Pool { buffers: [const { Vec::new() }; KEPT], count: 0 }) };
}

struct Pool {
    /// The first `count` are kept.
    buffers: [Vec<u8>; KEPT],
    count: usize,
}

impl Pool {
    #[inline]
    fn take(&mut self) -> Option<Vec<u8>> {
        self.count = self.count.checked_sub(1)?;
        Some(mem::take(&mut self.buffers[self.count]))
    }

    /// Keeps a buffer. What it has no place for, it gives back.
    #[inline]
    fn give(&mut self, buffer: Vec<u8>) -> Option<Vec<u8>> {
        // The largest is taken first, so that it need not grow.
        let largest = self.buffers[..self.count].last().map_or(0, Vec::capacity);
        if self.count == KEPT || buffer.capacity() > SMALL || buffer.capacity() < largest {
            return self.give_beside(buffer);
        }
        self.put(buffer);
        None
    }

    #[inline]
    fn put(&mut self, buffer: Vec<u8>) {
        // Without a drop: there is an empty one.
        mem::forget(mem::replace(&mut self.buffers[self.count], buffer));
        self.count += 1;
    }

    #[cold]
    fn give_beside(&mut self, buffer: Vec<u8>) -> Option<Vec<u8>> {
        if buffer.capacity() > SMALL
            && let Some(large) = self.buffers.iter_mut().find(|kept| kept.capacity() > SMALL)
        {
            let smaller = large.capacity() < buffer.capacity();
            return Some(if smaller { mem::replace(large, buffer) } else { buffer });
        }
        if self.count == KEPT {
            return Some(buffer);
        }
        self.put(buffer);
        if let [.., below, top] = &mut self.buffers[..self.count]
            && below.capacity() > top.capacity()
        {
            mem::swap(below, top);
        }
        None
    }
}

/// An empty buffer: one that this thread has kept, or a new one.
#[inline]
#[must_use]
pub fn take() -> Vec<u8> {
    // A thread that is ending may call after its thread-locals are gone.
    let kept = POOL.try_with(|pool| pool.borrow_mut().take()).ok().flatten();
    kept.unwrap_or_else(|| Vec::with_capacity(FRESH))
}

/// Keeps a buffer for the next calls of this thread, or frees it: also one that is smaller than a new one, as the text of an
/// error is.
#[inline]
pub fn give(mut buffer: Vec<u8>) {
    if (FRESH..=LARGEST).contains(&buffer.capacity()) {
        buffer.clear();
        // What comes back is freed after the pool is let go of. Without a pool, the thread is ending.
        drop(POOL.try_with(|pool| pool.borrow_mut().give(buffer)));
    }
}

/// A buffer that goes back to the pool when it is dropped.
#[derive(Debug, Default)]
pub struct Pooled(Vec<u8>);

impl Pooled {
    /// An empty buffer.
    #[inline]
    #[must_use]
    pub fn take() -> Self {
        Self(take())
    }

    /// The buffer, for somebody who gives it back himself.
    #[inline]
    #[must_use]
    pub fn into_inner(mut self) -> Vec<u8> {
        mem::take(&mut self.0)
    }
}

impl Deref for Pooled {
    type Target = Vec<u8>;

    #[inline]
    fn deref(&self) -> &Vec<u8> {
        &self.0
    }
}

impl DerefMut for Pooled {
    #[inline]
    fn deref_mut(&mut self) -> &mut Vec<u8> {
        &mut self.0
    }
}

impl Drop for Pooled {
    #[inline]
    fn drop(&mut self) {
        give(mem::take(&mut self.0));
    }
}

#[cfg(test)]
mod tests {
    use std::thread;

    use super::{FRESH, KEPT, LARGEST, Pooled, SMALL, give, take};

    /// Each test has a thread, and so a pool, of its own.
    fn capacities() -> Vec<usize> {
        let mut capacities: Vec<_> = (0..=KEPT).map(|_| take().capacity()).collect();
        capacities.sort_unstable();
        capacities.retain(|&capacity| capacity != FRESH);
        capacities
    }

    #[test]
    fn a_buffer_is_taken_again_and_is_empty() {
        let mut buffer = take();
        buffer.extend_from_slice(&[1; 1000]);
        let address = buffer.as_ptr();
        give(buffer);
        let again = Pooled::take();
        assert_eq!((again.as_ptr(), again.len()), (address, 0));
        drop(again);
        let again = take();
        assert_eq!(again.as_ptr(), address);
    }

    #[test]
    fn the_largest_is_taken_first() {
        for capacity in [1000, 3000, 2000] {
            give(Vec::with_capacity(capacity));
        }
        assert_eq!(take().capacity(), 3000);
    }

    #[test]
    fn calls_within_calls_have_buffers_of_their_own() {
        let buffers: Vec<_> = (0..10).map(|_| Pooled::take()).collect();
        let addresses: std::collections::HashSet<_> = buffers.iter().map(|buffer| buffer.as_ptr()).collect();
        assert_eq!(addresses.len(), 10);
    }

    #[test]
    fn only_a_few_are_kept() {
        (0..10).for_each(|_| give(Vec::with_capacity(1000)));
        assert_eq!(capacities(), [1000; KEPT]);
    }

    #[test]
    fn one_large_buffer_is_kept() {
        for capacity in [2 * SMALL, LARGEST, 3 * SMALL, LARGEST + 1, FRESH - 1, 0] {
            give(Vec::with_capacity(capacity));
        }
        assert_eq!(capacities(), [LARGEST]);
    }

    #[test]
    fn another_thread_may_give_back() {
        let buffer = take();
        let address = buffer.as_ptr().addr();
        let taken = thread::spawn(move || {
            give(buffer);
            let again = take();
            again.as_ptr().addr()
        });
        assert_eq!(taken.join().unwrap(), address);
    }
}
