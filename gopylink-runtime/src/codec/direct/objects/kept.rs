//! What has to live until a call has ended.

use std::cell::{OnceCell, RefCell};
use std::ptr::NonNull;

use gopylink_abi::array;
use smallvec::SmallVec;

use super::{Objects, Owned};

/// The objects that hold what arguments borrow.
///
/// References and leases are only ever added, so that what they hold lives as long as this value. It is dropped with the
/// GIL held.
pub(crate) struct Kept {
    objects: Objects,
    /// Most calls have none of it.
    kept: OnceCell<RefCell<SmallVec<[Keeper; 2]>>>,
}

/// What keeps memory of Python's where it is.
#[expect(dead_code, reason = "they are there to be dropped")]
enum Keeper {
    Reference(Owned),
    Lease(Lease),
}

impl Kept {
    #[inline]
    pub(crate) fn new(objects: Objects) -> Self {
        Self { objects, kept: OnceCell::new() }
    }

    #[inline]
    pub(crate) fn objects(&self) -> Objects {
        self.objects
    }

    pub(super) fn add(&self, owned: Owned) {
        self.keep(Keeper::Reference(owned));
    }

    pub(super) fn add_lease(&self, lease: Lease) {
        self.keep(Keeper::Lease(lease));
    }

    fn keep(&self, keeper: Keeper) {
        self.kept.get_or_init(RefCell::default).borrow_mut().push(keeper);
    }
}

/// Leave to look into an array. Dropping it gives it back.
pub(super) struct Lease {
    lease: NonNull<array::Lease>,
    objects: Objects,
}

impl Lease {
    /// # Safety
    ///
    /// The host of `objects` has given the lease to the caller, who gives it away.
    #[inline]
    pub(super) unsafe fn from_raw(objects: Objects, lease: NonNull<array::Lease>) -> Self {
        Self { lease, objects }
    }
}

impl Drop for Lease {
    #[inline]
    fn drop(&mut self) {
        // SAFETY: the lease is this value's alone.
        unsafe { (self.objects.table.arrays.close)(self.lease.as_ptr()) }
    }
}
