//! Values of classes: of those that Python has for records, and of the standard library's.

use std::ffi::c_void;
use std::{ptr, slice};

use gopylink_abi::direct::Object;
use gopylink_abi::layout::Slice;
use pyo3::ffi::{self, PyObject};
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyString};

use super::{attached, give_back, names};
use crate::enter;
use crate::record::Class;

/// [`ObjectTable::instance`](gopylink_abi::direct::ObjectTable::instance).
pub(super) unsafe extern "C" fn instance(
    class: *const c_void,
    names: *const Slice,
    values: *const *mut Object,
    count: usize,
) -> *mut Object {
    // SAFETY: the table's contract: a class that the library was handed, and so many names and values, which are objects of
    // the host's. This thread holds the GIL. The references to the values are the host's, to be given back.
    unsafe {
        let class = &*class.cast::<Class>();
        let of_type: *mut ffi::PyTypeObject = class.made.as_ptr().cast();
        let names = slice::from_raw_parts(names, count);
        let values = slice::from_raw_parts(values.cast::<*mut PyObject>(), count);
        let made = match class.filling.names(of_type, names) {
            Some((nothing, names)) => enter::new_filled(of_type, nothing, names, values).cast(),
            None => attached(|py| given(py, of_dict(py, class, names, values))).unwrap_or(ptr::null_mut()),
        };
        for &value in values {
            give_back(value);
        }
        made
    }
}

/// An instance made of the dict of its fields: the first one, and those of a class that Python code has changed.
///
/// # Safety
///
/// There are as many values, which are alive, as names, which never change or end.
#[cold]
unsafe fn of_dict<'py>(
    py: Python<'py>,
    class: &Class,
    names: &[Slice],
    values: &[*mut PyObject],
) -> PyResult<Bound<'py, PyAny>> {
    let fields = PyDict::new(py);
    let mut known = Vec::with_capacity(names.len());
    for (&text, &value) in names.iter().zip(values) {
        // SAFETY: by this function's contract.
        let (name, value) = unsafe {
            (Bound::from_borrowed_ptr_or_err(py, names::get(text))?, Bound::from_borrowed_ptr(py, value))
        };
        fields.set_item(&name, value)?;
        known.push(name.cast_into::<PyString>()?);
    }
    let is_whole = class.has_all(&fields);
    let instance = class.instance(&fields)?;
    if is_whole {
        class.filling.learn(class.made(py), &instance, names, &known)?;
    }
    Ok(instance)
}

/// [`ObjectTable::member`](gopylink_abi::direct::ObjectTable::member).
pub(super) unsafe extern "C" fn member(class: *const c_void, name: Slice) -> *mut Object {
    let work = |py: Python<'_>| {
        // SAFETY: the table's contract: a class that the library was handed, and a text that never changes or ends.
        let (class, name) =
            unsafe { (&*class.cast::<Class>(), Bound::from_borrowed_ptr_or_err(py, names::get(name))) };
        given(py, name.and_then(|name| class.member(name.cast::<PyString>()?)))
    };
    // SAFETY: the table's contract: this thread holds the GIL.
    unsafe { attached(work) }.unwrap_or(ptr::null_mut())
}

/// [`ObjectTable::standard`](gopylink_abi::direct::ObjectTable::standard).
pub(super) unsafe extern "C" fn standard(payload: Slice) -> *mut Object {
    // SAFETY: the library lends the bytes for the call.
    let work = |py: Python<'_>| given(py, crate::standard::make(py, unsafe { payload.bytes() }));
    // SAFETY: the table's contract: this thread holds the GIL.
    unsafe { attached(work) }.unwrap_or(ptr::null_mut())
}

/// A new reference, or null with an exception set.
fn given(py: Python<'_>, value: PyResult<Bound<'_, PyAny>>) -> *mut Object {
    match value {
        Ok(value) => value.into_ptr().cast(),
        Err(error) => {
            error.restore(py);
            ptr::null_mut()
        }
    }
}
