//! Memory that a library has given away, or that the host has copied out of a message. An unsafe edge.

use std::ffi::c_void;

use gopylink_abi::array::OwnedArray;
use pyo3::Py;

use super::object::Array;

/// Memory with elements of one type, until dropped.
pub(super) struct Memory {
    data: *mut c_void,
    owner: *mut c_void,
    release: unsafe extern "C" fn(*mut c_void),
    is_sole: unsafe extern "C" fn(*mut c_void) -> bool,
    /// Whether it belongs to another array.
    pub(super) is_part: bool,
}

// SAFETY: the owner may be given back, and asked, on any thread; numbers are at home everywhere.
unsafe impl Send for Memory {}
// SAFETY: as above.
unsafe impl Sync for Memory {}

impl Memory {
    /// Takes the owner of an array.
    ///
    /// # Safety
    ///
    /// The array is a library's, which gives its owner away by this.
    pub(super) unsafe fn take(array: &OwnedArray) -> Self {
        Self {
            data: array.data,
            owner: array.owner,
            release: array.release,
            is_sole: array.is_sole,
            is_part: false,
        }
    }

    /// Memory of the host's own, with these bytes, at an address that suits every number.
    pub(super) fn copy(bytes: &[u8]) -> Self {
        unsafe extern "C" fn release(owner: *mut c_void) {
            // SAFETY: made below by `into_raw`, and given back once.
            drop(unsafe { Box::from_raw(owner.cast::<Vec<u64>>()) });
        }

        unsafe extern "C" fn is_sole(_: *mut c_void) -> bool {
            true
        }

        let mut words = Box::new(vec![0_u64; bytes.len().div_ceil(size_of::<u64>())]);
        // SAFETY: there is room for as many bytes, which are elsewhere.
        unsafe { bytes.as_ptr().copy_to_nonoverlapping(words.as_mut_ptr().cast(), bytes.len()) };
        let data = words.as_mut_ptr().cast();
        Self { data, owner: Box::into_raw(words).cast(), release, is_sole, is_part: false }
    }

    /// What lies from there on in the memory of an array, which lives as long as this.
    pub(super) fn part(whole: Py<Array>, data: *mut c_void) -> Self {
        unsafe extern "C" fn release(owner: *mut c_void) {
            // SAFETY: made below by `into_raw`, and given back once.
            drop(unsafe { Box::from_raw(owner.cast::<Py<Array>>()) });
        }

        unsafe extern "C" fn is_sole(owner: *mut c_void) -> bool {
            // SAFETY: made below by `into_raw`, and not given back yet.
            unsafe { &*owner.cast::<Py<Array>>() }.get().memory.is_sole()
        }

        Self { data, owner: Box::into_raw(Box::new(whole)).cast(), release, is_sole, is_part: true }
    }

    pub(super) fn data(&self) -> *mut c_void {
        self.data
    }

    /// Whether nobody else has the memory, so that it may be written. Once true, always true.
    pub(super) fn is_sole(&self) -> bool {
        // SAFETY: the owner is not given back yet.
        unsafe { (self.is_sole)(self.owner) }
    }
}

impl Drop for Memory {
    fn drop(&mut self) {
        // SAFETY: given back once, when nobody looks any more: whoever does holds the object that holds this.
        unsafe { (self.release)(self.owner) }
    }
}
