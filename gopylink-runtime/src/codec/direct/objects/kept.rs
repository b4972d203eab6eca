//! What has to live until a call has ended.

use std::cell::RefCell;

use super::{Objects, Owned};

/// The objects that hold what arguments borrow.
///
/// References are only ever added, so that what they hold lives as long as this value. It is dropped with the GIL held.
pub(crate) struct Kept {
    objects: Objects,
    references: RefCell<Vec<Owned>>,
}

impl Kept {
    #[inline]
    pub(crate) fn new(objects: Objects) -> Self {
        Self { objects, references: RefCell::new(Vec::new()) }
    }

    #[inline]
    pub(crate) fn objects(&self) -> Objects {
        self.objects
    }

    pub(super) fn add(&self, owned: Owned) {
        self.references.borrow_mut().push(owned);
    }
}
