//! Instances in memory of the library's own, for hosts that have none for them.

use std::alloc::{self, Layout};
use std::ptr::NonNull;

use super::place::Place;
use crate::error::{Error, ErrorKind, Result};

/// Memory for one instance, and the instance once it is made.
#[derive(Debug)]
pub(crate) struct OwnedInstance {
    memory: NonNull<u8>,
    layout: Layout,
    is_made: bool,
}

// SAFETY: exported classes are `Send` and `Sync`, and access to what is in the memory is behind its lock.
unsafe impl Send for OwnedInstance {}
// SAFETY: as above.
unsafe impl Sync for OwnedInstance {}

impl OwnedInstance {
    /// Memory of a class's size and alignment, in which `make` makes the instance.
    pub(crate) fn make<R>(
        size: usize,
        align: usize,
        make: impl FnOnce(Place<'_>) -> Result<R>,
    ) -> Result<(Self, R)> {
        let layout = Layout::from_size_align(size, align).ok().filter(|layout| layout.size() > 0);
        let layout = layout.ok_or_else(|| Error::of_kind(ErrorKind::Internal, "a class without a size"))?;
        // SAFETY: the size is not zero.
        let memory = NonNull::new(unsafe { alloc::alloc(layout) });
        let Some(memory) = memory else { alloc::handle_alloc_error(layout) };
        let mut instance = Self { memory, layout, is_made: false };
        let made = make(instance.place()?)?;
        instance.is_made = true;
        Ok((instance, made))
    }

    /// Where it is.
    pub(crate) fn place(&self) -> Result<Place<'_>> {
        // SAFETY: the memory has the size and alignment of the class, and lives as long as this value; before the instance is
        // made, nobody has it but its constructor.
        let place = unsafe { Place::new(self.memory.as_ptr().cast()) };
        place.ok_or_else(|| Error::of_kind(ErrorKind::Internal, "an instance without a place"))
    }
}

impl Drop for OwnedInstance {
    fn drop(&mut self) {
        if self.is_made
            && let Ok(place) = self.place()
        {
            // SAFETY: the instance was made, and nobody uses it any more.
            unsafe { place.end() };
        }
        // SAFETY: allocated with that layout.
        unsafe { alloc::dealloc(self.memory.as_ptr(), self.layout) };
    }
}
