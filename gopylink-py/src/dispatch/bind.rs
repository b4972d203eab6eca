//! Binding: from the arguments of a Python call to one object for each parameter, in order.

use std::ptr;

use pyo3::Python;
use pyo3::ffi::{self, PyObject};
use pyo3::prelude::*;
use pyo3::types::PyString;

use super::cold::{Raised, type_error};
use super::signature::Signature;

/// An interned `str` that lives as long as the process.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Interned(*mut PyObject);

// SAFETY: the object is immutable, and never dropped.
unsafe impl Send for Interned {}
// SAFETY: as above.
unsafe impl Sync for Interned {}

impl Interned {
    pub(super) fn new(text: Bound<'_, PyString>) -> Self {
        Self(text.into_ptr())
    }
}

/// The arguments of a call, as CPython passes them: positional ones, then those whose names are in `keywords`.
#[derive(Clone, Copy)]
pub(super) struct Given {
    pub(super) arguments: *const *mut PyObject,
    pub(super) positional: usize,
    /// A tuple of `str`, or null.
    pub(super) keywords: *mut PyObject,
}

/// How many parameters are bound without allocating.
const INLINE: usize = 16;

/// Binds the arguments and passes `run` a borrowed object for each parameter: those of `*rest` as a fresh list.
///
/// # Safety
///
/// This thread holds the GIL, and `given` are arguments that the caller keeps alive.
#[inline]
pub(super) unsafe fn bind<R>(
    signature: &Signature,
    given: Given,
    run: impl FnOnce(*const *mut PyObject) -> R,
) -> Result<R, Raised> {
    let parameters = signature.parameters();
    let by_position = given.positional.min(parameters.len());
    let rest = signature.rest().is_some();
    if given.positional > by_position && !rest {
        // SAFETY: by this function's contract.
        return Err(unsafe { type_error(&signature.too_many(given.positional)) });
    }
    let count = parameters.len() + usize::from(rest);
    let mut inline = [ptr::null_mut(); INLINE];
    let mut spilled = Vec::new();
    let bound = if count <= INLINE {
        &mut inline[..count]
    } else {
        spilled.resize(count, ptr::null_mut());
        &mut spilled[..]
    };
    for (index, place) in bound.iter_mut().enumerate().take(by_position) {
        // SAFETY: there are at least as many arguments.
        *place = unsafe { *given.arguments.add(index) };
    }
    if !given.keywords.is_null() {
        // SAFETY: by this function's contract.
        unsafe { bind_by_name(signature, given, bound)? };
    }
    if bound[by_position..parameters.len()].iter().any(|object| object.is_null()) {
        // SAFETY: by this function's contract.
        return Err(unsafe { type_error(&signature.missing(bound)) });
    }
    if !rest {
        return Ok(run(bound.as_ptr()));
    }
    // SAFETY: by this function's contract.
    let list = unsafe { list(given, by_position)? };
    bound[parameters.len()] = list;
    let result = run(bound.as_ptr());
    // SAFETY: the reference is this function's.
    unsafe { ffi::Py_DECREF(list) };
    Ok(result)
}

/// # Safety
///
/// As for [`bind`]; there are keywords.
unsafe fn bind_by_name(
    signature: &Signature,
    given: Given,
    bound: &mut [*mut PyObject],
) -> Result<(), Raised> {
    // SAFETY: a tuple.
    let count = unsafe { ffi::PyTuple_GET_SIZE(given.keywords) };
    for index in 0..count {
        // SAFETY: an item of the tuple, which keeps it alive; the arguments go on with as many.
        let (keyword, argument) = unsafe {
            let argument = *given.arguments.add(given.positional + index.cast_unsigned());
            (ffi::PyTuple_GET_ITEM(given.keywords, index), argument)
        };
        // SAFETY: by the contract of `bind`.
        match unsafe { position(signature, keyword) } {
            Some(place) if bound[place].is_null() => bound[place] = argument,
            // SAFETY: as above.
            taken => return Err(unsafe { refuse(signature, keyword, taken.is_some()) }),
        }
    }
    Ok(())
}

/// Raises what there is to say of a keyword that names no parameter, or one that is taken.
///
/// # Safety
///
/// This thread holds the GIL, and `keyword` is a `str`.
#[cold]
unsafe fn refuse(signature: &Signature, keyword: *mut PyObject, taken: bool) -> Raised {
    // SAFETY: by this function's contract.
    let keyword = unsafe {
        let keyword = Borrowed::from_ptr(Python::assume_attached(), keyword);
        keyword.cast_unchecked::<PyString>().to_string_lossy().into_owned()
    };
    let message = if taken { signature.repeated(&keyword) } else { signature.unexpected(&keyword) };
    // SAFETY: by this function's contract.
    unsafe { type_error(&message) }
}

/// Which parameter a keyword names. Most keywords are interned, as the names of parameters are.
///
/// # Safety
///
/// This thread holds the GIL, and `keyword` is a `str`.
unsafe fn position(signature: &Signature, keyword: *mut PyObject) -> Option<usize> {
    let parameters = signature.parameters();
    parameters.iter().position(|parameter| parameter.interned.0 == keyword).or_else(|| {
        // SAFETY: by this function's contract; runs no Python code.
        let same = |name: Interned| unsafe { ffi::PyUnicode_Compare(name.0, keyword) == 0 };
        parameters.iter().position(|parameter| same(parameter.interned))
    })
}

/// The positional arguments that no parameter of their own takes, as a list.
///
/// # Safety
///
/// As for [`bind`].
unsafe fn list(given: Given, from: usize) -> Result<*mut PyObject, Raised> {
    let count = given.positional - from;
    // SAFETY: the GIL is held; every place of the new list is filled, once, with a reference of its own.
    unsafe {
        let list = ffi::PyList_New(count.cast_signed());
        if list.is_null() {
            return Err(Raised);
        }
        for index in 0..count {
            let item = *given.arguments.add(from + index);
            ffi::Py_INCREF(item);
            ffi::PyList_SET_ITEM(list, index.cast_signed(), item);
        }
        Ok(list)
    }
}
