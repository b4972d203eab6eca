//! Memory of Rust's with numbers in it.
//!
//! An unsafe edge: it becomes pointers for Python.

use std::ffi::c_void;
use std::mem::ManuallyDrop;
use std::slice;
use std::sync::Arc;
use std::sync::atomic::{self, Ordering};

use crate::codec::slices::Numbers;
use crate::element::Element;

/// The memory of numbers.
pub(crate) fn bytes(numbers: Numbers<'_>) -> &[u8] {
    fn of<T: Element>(numbers: &[T]) -> &[u8] {
        // SAFETY: numbers have no padding, so that each of their bytes can be read.
        unsafe { slice::from_raw_parts(numbers.as_ptr().cast(), size_of_val(numbers)) }
    }
    match numbers {
        Numbers::U8(numbers) => numbers,
        Numbers::I8(numbers) => of(numbers),
        Numbers::I16(numbers) => of(numbers),
        Numbers::I32(numbers) => of(numbers),
        Numbers::I64(numbers) => of(numbers),
        Numbers::Isize(numbers) => of(numbers),
        Numbers::U16(numbers) => of(numbers),
        Numbers::U32(numbers) => of(numbers),
        Numbers::U64(numbers) => of(numbers),
        Numbers::Usize(numbers) => of(numbers),
        Numbers::F32(numbers) => of(numbers),
        Numbers::F64(numbers) => of(numbers),
    }
}

/// Memory that can be shared with Python.
pub(crate) trait Storage {
    /// A share in it.
    fn share(&self) -> Shared;
}

/// Memory of Rust's that Python may come to share.
///
/// While both have it, neither writes: Python's view is read-only as long as there is anybody else, and Rust makes a copy
/// before it writes.
#[derive(Debug)]
pub(crate) struct Memory<T>(Arc<Vec<T>>);

impl<T: Element> Memory<T> {
    pub(crate) fn new(elements: Vec<T>) -> Self {
        Self(Arc::new(elements))
    }

    pub(crate) fn elements(&self) -> &[T] {
        &self.0
    }

    /// The elements, to write: of a copy, if Python has these.
    pub(crate) fn elements_mut(&mut self) -> &mut [T] {
        Arc::<Vec<T>>::make_mut(&mut self.0)
    }

    /// The elements, copied if Python has them too.
    pub(crate) fn into_elements(self) -> Vec<T> {
        Arc::try_unwrap(self.0).unwrap_or_else(|shared| shared.to_vec())
    }
}

impl<T: Element> Storage for Memory<T> {
    fn share(&self) -> Shared {
        let data = self.0.as_ptr().cast_mut().cast();
        let owner = Arc::into_raw(Arc::clone(&self.0)).cast_mut().cast();
        Shared { data, owner, release: release::<T>, is_sole: is_sole::<T> }
    }
}

unsafe extern "C" fn release<T: Element>(owner: *mut c_void) {
    // SAFETY: made by `share`, and given back once.
    drop(unsafe { Arc::from_raw(owner.cast::<Vec<T>>()) });
}

unsafe extern "C" fn is_sole<T: Element>(owner: *mut c_void) -> bool {
    // SAFETY: made by `share`, and not given back yet; the share stays the caller's.
    let share = ManuallyDrop::new(unsafe { Arc::from_raw(owner.cast::<Vec<T>>()) });
    // There are no weak ones. What others did with the memory comes before what is done because of this.
    let is_sole = Arc::strong_count(&share) == 1;
    atomic::fence(Ordering::Acquire);
    is_sole
}

/// A share in memory, with all that Python needs to know to keep it.
pub(crate) struct Shared {
    pub(crate) data: *mut c_void,
    owner: *mut c_void,
    pub(crate) release: unsafe extern "C" fn(*mut c_void),
    pub(crate) is_sole: unsafe extern "C" fn(*mut c_void) -> bool,
}

impl Shared {
    /// The owner of the share, for somebody who gives it back by `release`.
    pub(crate) fn into_owner(self) -> *mut c_void {
        ManuallyDrop::new(self).owner
    }
}

impl Drop for Shared {
    fn drop(&mut self) {
        // SAFETY: the share is this value's alone.
        unsafe { (self.release)(self.owner) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn memory_shared_with_python() {
        let mut memory = Memory::new(vec![1, 2]);
        let place = memory.elements().as_ptr();
        let shared = memory.share();
        let (data, is_sole, release) = (shared.data, shared.is_sole, shared.release);
        let owner = shared.into_owner();
        let sole = || {
            // SAFETY: the owner is given back below.
            unsafe { is_sole(owner) }
        };
        assert_eq!(data.cast_const().cast(), place);
        assert!(!sole());
        // Python has the old elements now, alone.
        memory.elements_mut()[0] = 7;
        assert_ne!(memory.elements().as_ptr(), place);
        assert!(sole());
        // SAFETY: given back once, as by the host.
        unsafe { release(owner) };
        assert_eq!(memory.into_elements(), [7, 2]);
    }

    #[test]
    fn memory_that_python_gave_back() {
        let mut memory = Memory::new(vec![1, 2]);
        let place = memory.elements().as_ptr();
        drop(memory.share());
        memory.elements_mut()[0] = 7;
        assert_eq!(memory.elements().as_ptr(), place);
    }
}
