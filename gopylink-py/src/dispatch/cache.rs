//! Remembers what recent names stand for, by the address of the name: a literal in the user's code is one object.

use std::cell::Cell;
use std::ptr;

use pyo3::ffi::{self, PyObject};

const SLOTS: usize = 64;

/// A small table from names to what lives as long as the process. Without a GIL it stays empty.
pub(super) struct Cache<T: 'static>([Slot<T>; SLOTS]);

/// The name is referred to, so that its address is not another's.
struct Slot<T: 'static>(Cell<(*mut PyObject, Option<&'static T>)>);

// SAFETY: the slots are used by threads that hold the GIL only, and not at all where there is none.
unsafe impl<T: Sync> Send for Cache<T> {}
// SAFETY: as above.
unsafe impl<T: Sync> Sync for Cache<T> {}

impl<T> Default for Cache<T> {
    fn default() -> Self {
        Self([const { Slot(Cell::new((ptr::null_mut(), None))) }; SLOTS])
    }
}

impl<T> Cache<T> {
    /// # Safety
    ///
    /// This thread holds the GIL.
    #[inline(always)]
    pub(super) unsafe fn get(&self, name: *mut PyObject) -> Option<&'static T> {
        if cfg!(Py_GIL_DISABLED) {
            return None;
        }
        let (known, value) = self.slot(name).get();
        value.filter(|_| known == name)
    }

    /// # Safety
    ///
    /// This thread holds the GIL, and `name` is a `str`.
    pub(super) unsafe fn put(&self, name: *mut PyObject, value: &'static T) {
        // Nothing of a subclass's is kept alive, nor its destructor run.
        // SAFETY: by this function's contract.
        if cfg!(Py_GIL_DISABLED) || unsafe { ffi::PyUnicode_CheckExact(name) } == 0 {
            return;
        }
        // SAFETY: by this function's contract; what the slot referred to is dropped when the slot is consistent.
        unsafe {
            ffi::Py_INCREF(name);
            let (forgotten, _) = self.slot(name).replace((name, Some(value)));
            ffi::Py_XDECREF(forgotten);
        }
    }

    #[inline(always)]
    fn slot(&self, name: *mut PyObject) -> &Cell<(*mut PyObject, Option<&'static T>)> {
        let address = name.addr();
        &self.0[(address >> 4 ^ address >> 10) % SLOTS].0
    }
}
