//! Calling what is callable.

use std::ptr;

use pyo3::ffi::{self, PyObject};
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyTuple};

use super::{Hang, hidden};

/// `callable(*arguments)`.
pub(crate) fn call<'py>(
    callable: &Bound<'py, PyAny>,
    arguments: &Bound<'py, PyTuple>,
) -> PyResult<Bound<'py, PyAny>> {
    call_named(callable, arguments, None)
}

/// `callable(*arguments, **keywords)`.
#[inline(never)]
pub(crate) fn call_named<'py>(
    callable: &Bound<'py, PyAny>,
    arguments: &Bound<'py, PyTuple>,
    keywords: Option<&Bound<'py, PyDict>>,
) -> PyResult<Bound<'py, PyAny>> {
    type Call = unsafe extern "C-unwind" fn(*mut PyObject, *mut PyObject, *mut PyObject) -> *mut PyObject;
    // SAFETY: the address is that of a function of this type, but for its leave to unwind.
    let call = unsafe { std::mem::transmute::<*const (), Call>(hidden(ffi::PyObject_Call as *const ())) };
    let keywords = keywords.map_or(ptr::null_mut(), |keywords| keywords.as_ptr());
    let guard = Hang;
    // SAFETY: the objects are borrowed for the call.
    let result = unsafe { call(callable.as_ptr(), arguments.as_ptr(), keywords) };
    std::mem::forget(guard);
    // SAFETY: a new reference, or null with an exception set.
    unsafe { Bound::from_owned_ptr_or_err(callable.py(), result) }
}

/// `callable(*arguments)`; `None` with an exception set. The last arguments are passed by `names`, a tuple of strings, where
/// it is there.
///
/// # Safety
///
/// `first` points to `count` objects, and the place before it may be written. There are not more names than that.
#[inline]
pub(crate) unsafe fn vectorcall<'py>(
    callable: &Bound<'py, PyAny>,
    first: *mut *mut PyObject,
    count: usize,
    names: Option<&Bound<'py, PyAny>>,
) -> Option<Bound<'py, PyAny>> {
    #[cfg(Py_3_11)]
    // SAFETY: by this function's contract.
    unsafe {
        call_vector(ffi::PyObject_Vectorcall as *const (), callable, first, count, names)
    }
    // Before Python 3.11, what takes names is no function of CPython's.
    #[cfg(not(Py_3_11))]
    // SAFETY: by this function's contract.
    unsafe {
        match names {
            None => call_vector(ffi::PyObject_VectorcallDict as *const (), callable, first, count, None),
            Some(names) => {
                let outcome = call_dict(callable, first, count, names);
                outcome.map_err(|error| error.restore(callable.py())).ok()
            }
        }
    }
}

/// As [`vectorcall`], with a dict made of the arguments that have names.
///
/// # Safety
///
/// As [`vectorcall`].
#[cfg(not(Py_3_11))]
#[cold]
unsafe fn call_dict<'py>(
    callable: &Bound<'py, PyAny>,
    first: *mut *mut PyObject,
    count: usize,
    names: &Bound<'py, PyAny>,
) -> PyResult<Bound<'py, PyAny>> {
    super::counted(callable.py(), || {
        let py = callable.py();
        let names = names.cast::<PyTuple>()?;
        // SAFETY: by this function's contract.
        let argument = |index| unsafe { Bound::from_borrowed_ptr(py, *first.add(index)) };
        let positional = count - names.len();
        let arguments = PyTuple::new(py, (0..positional).map(argument).collect::<Vec<_>>())?;
        let keywords = PyDict::new(py);
        for (index, name) in names.iter().enumerate() {
            keywords.set_item(name, argument(positional + index))?;
        }
        let outcome = call_named(callable, &arguments, Some(&keywords));
        super::release(arguments.into_any());
        super::release(keywords.into_any());
        outcome
    })
}

/// `getattr(object, name)(*arguments)`, with `names` and `None` as for [`vectorcall`].
///
/// # Safety
///
/// `places` points to `count` objects, of which the first is the one with the method; its place may be written. There are
/// fewer names than that.
#[inline]
pub(crate) unsafe fn vectorcall_method<'py>(
    name: &Bound<'py, PyAny>,
    places: *mut *mut PyObject,
    count: usize,
    names: Option<&Bound<'py, PyAny>>,
) -> Option<Bound<'py, PyAny>> {
    // SAFETY: by this function's contract.
    unsafe { call_vector(ffi::PyObject_VectorcallMethod as *const (), name, places, count, names) }
}

#[inline]
unsafe fn call_vector<'py>(
    function: *const (),
    called: &Bound<'py, PyAny>,
    first: *mut *mut PyObject,
    count: usize,
    names: Option<&Bound<'py, PyAny>>,
) -> Option<Bound<'py, PyAny>> {
    type Call = unsafe extern "C-unwind" fn(
        *mut PyObject,
        *const *mut PyObject,
        usize,
        *mut PyObject,
    ) -> *mut PyObject;
    // SAFETY: the address is that of a function of this type, but for its leave to unwind.
    let call = unsafe { std::mem::transmute::<*const (), Call>(hidden(function)) };
    let (count, names) = match names {
        None => (count, ptr::null_mut()),
        Some(names) => {
            // SAFETY: a tuple.
            let named = unsafe { ffi::PyTuple_GET_SIZE(names.as_ptr()) }.cast_unsigned();
            (count - named, names.as_ptr())
        }
    };
    let guard = Hang;
    // SAFETY: as the callers were told.
    let result = unsafe { call(called.as_ptr(), first, count | ffi::PY_VECTORCALL_ARGUMENTS_OFFSET, names) };
    std::mem::forget(guard);
    // SAFETY: a new reference, or null with an exception set.
    unsafe { Bound::from_owned_ptr_or_opt(called.py(), result) }
}
