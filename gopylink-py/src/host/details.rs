//! What the call of a stub has beyond what every call has, as the library lends it.

use gopylink_abi::layout;
use pyo3::ffi;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyTuple};

use super::lookup;
use crate::enter;
use crate::errors::Failed;

/// Details of a call, for as long as it lasts.
#[derive(Clone, Copy)]
pub(crate) struct Details<'call>(&'call layout::Details);

impl<'call> Details<'call> {
    /// # Safety
    ///
    /// `details` is null, or the library keeps it and all it points to for `'call`.
    #[inline]
    pub(super) unsafe fn new(details: *const layout::Details) -> Option<Self> {
        // SAFETY: by this function's contract.
        unsafe { details.as_ref() }.map(Self)
    }

    /// How many arguments, the last ones, are passed by name.
    pub(crate) fn name_count(self) -> usize {
        self.0.name_count
    }

    fn names(self) -> impl Iterator<Item = &'call [u8]> {
        // SAFETY: by the contract of `new`; each name is lent for the call.
        (0..self.0.name_count).map(move |index| unsafe { (*self.0.names.add(index)).bytes() })
    }

    /// The class of the result; empty where the library wants the value.
    pub(crate) fn class(self) -> &'call [u8] {
        // SAFETY: by the contract of `new`.
        unsafe { self.0.class.bytes() }
    }

    /// The names as a tuple of strings; `None` if there are none.
    pub(crate) fn keywords<'py>(self, py: Python<'py>) -> Result<Option<Bound<'py, PyAny>>, Box<Failed>> {
        if self.name_count() == 0 {
            return Ok(None);
        }
        let names: Vec<_> = self.names().map(|name| lookup::method(py, name)).collect::<Result<_, _>>()?;
        let count = names.len() as ffi::Py_ssize_t;
        // SAFETY: this thread holds the GIL; the function takes a count, and returns a new reference or null.
        let tuple = unsafe {
            Bound::from_owned_ptr_or_err(py, enter::new_container(ffi::PyTuple_New, count))
                .map_err(|error| super::callback::raised(py, error))?
        };
        for (index, name) in (0..count).zip(names) {
            // SAFETY: nobody else has seen the tuple, which has a free place for each name, and takes the reference.
            unsafe { ffi::PyTuple_SET_ITEM(tuple.as_ptr(), index, name.into_ptr()) };
        }
        Ok(Some(tuple))
    }

    /// Arguments as they came by the msgpack lane, with the objects in their places: those by position, and those by name.
    pub(crate) fn apply<'py>(
        self,
        arguments: &Bound<'py, PyTuple>,
    ) -> PyResult<(Bound<'py, PyTuple>, Option<Bound<'py, PyDict>>)> {
        let py = arguments.py();
        let mut all: Vec<_> = arguments.iter().collect();
        for index in 0..self.0.object_count {
            // SAFETY: by the contract of `new`; the library keeps the handles for the call.
            let (index, object) = unsafe {
                let argument = *self.0.objects.add(index);
                (argument.index, Bound::from_borrowed_ptr_or_opt(py, argument.object.cast()))
            };
            if let (Some(place), Some(object)) = (all.get_mut(index), object) {
                *place = object;
            }
        }
        let named = all.split_off(all.len().saturating_sub(self.name_count()));
        let keywords = (!named.is_empty()).then(|| PyDict::new(py));
        if let Some(keywords) = &keywords {
            for (name, argument) in self.names().zip(named) {
                keywords.set_item(String::from_utf8_lossy(name), argument)?;
            }
        }
        Ok((PyTuple::new(py, all)?, keywords))
    }
}
