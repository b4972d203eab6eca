//! The arguments of a call by the direct lane, in the library's own memory.

use gopylink_abi::direct::Object;
use pyo3::ffi::PyObject;
use pyo3::prelude::*;

use crate::{direct, enter};

/// Arguments, given back when dropped, and a free place before the first one.
pub(crate) struct Places<'py> {
    first: *mut *mut PyObject,
    count: usize,
    _py: Python<'py>,
}

impl<'py> Places<'py> {
    /// # Safety
    ///
    /// `first` points to `count` references that are the host's from now on, with a place before the first one.
    #[inline]
    pub(super) unsafe fn new(py: Python<'py>, first: *mut *mut Object, count: usize) -> Self {
        Self { first: first.cast(), count, _py: py }
    }

    /// `callable(*arguments)`; `None` with an exception set. The last arguments are passed by these names, of which there are
    /// not more.
    #[inline]
    pub(crate) fn call(
        &self,
        callable: &Bound<'py, PyAny>,
        names: Option<&Bound<'py, PyAny>>,
    ) -> Option<Bound<'py, PyAny>> {
        // SAFETY: as `new` was told.
        unsafe { enter::vectorcall(callable, self.first, self.count, names) }
    }

    /// `object.name(*arguments)`, as [`call`](Self::call).
    #[inline]
    pub(crate) fn call_method(
        &self,
        object: &Bound<'py, PyAny>,
        name: &Bound<'py, PyAny>,
        names: Option<&Bound<'py, PyAny>>,
    ) -> Option<Bound<'py, PyAny>> {
        // SAFETY: as `new` was told; the object is borrowed for the call.
        unsafe {
            let places = self.first.sub(1);
            places.write(object.as_ptr());
            enter::vectorcall_method(name, places, self.count + 1, names)
        }
    }
}

impl Drop for Places<'_> {
    #[inline]
    fn drop(&mut self) {
        for index in 0..self.count {
            // SAFETY: as `new` was told; the reference is not used again.
            unsafe { direct::give_back(*self.first.add(index)) };
        }
    }
}
