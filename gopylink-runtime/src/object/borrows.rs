//! What instances the methods running on this thread have borrowed, innermost last.
//!
//! A lock alone would wait forever for a borrow further up on its own thread. Here the thread sees it and says
//! which method holds it.

use std::cell::RefCell;

thread_local! {
    static BORROWS: RefCell<Vec<Borrow>> = const { RefCell::new(Vec::new()) };
}

struct Borrow {
    /// The address of the instance's lock, which does not move while it is borrowed.
    instance: usize,
    exclusive: bool,
    method: &'static str,
}

/// What a thread holds of one instance, and the method that took it.
pub(super) enum Held {
    Nothing,
    Shared(&'static str),
    Exclusive(&'static str),
}

/// A note that this thread holds an instance, until dropped.
pub(super) struct Noted(usize);

/// Notes that this thread is about to borrow `instance`. Returns what it has held of it until now.
#[inline]
pub(super) fn note(instance: usize, exclusive: bool, method: &'static str) -> (Noted, Held) {
    let held = BORROWS.try_with(|borrows| {
        let mut borrows = borrows.borrow_mut();
        let held = match borrows.iter().rev().find(|borrow| borrow.instance == instance) {
            None => Held::Nothing,
            Some(borrow) if borrow.exclusive => Held::Exclusive(borrow.method),
            Some(borrow) => Held::Shared(borrow.method),
        };
        borrows.push(Borrow { instance, exclusive, method });
        held
    });
    // A thread that is ending may call here after its thread-locals are gone.
    (Noted(instance), held.unwrap_or(Held::Nothing))
}

impl Drop for Noted {
    #[inline]
    fn drop(&mut self) {
        let _ = BORROWS.try_with(|borrows| {
            let mut borrows = borrows.borrow_mut();
            if let Some(position) = borrows.iter().rposition(|borrow| borrow.instance == self.0) {
                borrows.remove(position);
            }
        });
    }
}
