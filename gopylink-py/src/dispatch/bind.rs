//! Binding: from the arguments of a Python call to one object for each parameter, in order. Null stands for a default.

use std::ptr;

use pyo3::Python;
use pyo3::ffi::{self, PyObject};
use pyo3::prelude::*;
use pyo3::types::{PyString, PyTuple};

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

impl Given {
    /// No arguments.
    pub(super) const NOTHING: Self =
        Self { arguments: ptr::null(), positional: 0, keywords: ptr::null_mut() };
}

/// How many parameters are bound without allocating.
pub(super) const INLINE: usize = 16;

/// A reference that is this function's to give back.
struct Owned(*mut PyObject);

impl Owned {
    /// Takes a new reference; null means that Python's error is set.
    fn new(object: *mut PyObject) -> Result<Self, Raised> {
        if object.is_null() { Err(Raised) } else { Ok(Self(object)) }
    }
}

impl Drop for Owned {
    fn drop(&mut self) {
        // SAFETY: the reference is this value's; binding happens with the GIL held.
        unsafe { ffi::Py_DECREF(self.0) }
    }
}

/// Binds the arguments and passes `run` a borrowed object for each parameter: those of `*rest` as a fresh list, those of
/// `**options` as a fresh dict, and null where a default stands.
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
    let count = signature.parameters().len();
    let mut inline = [ptr::null_mut(); INLINE];
    let mut spilled = Vec::new();
    let bound = if count <= INLINE {
        &mut inline[..count]
    } else {
        spilled.resize(count, ptr::null_mut());
        &mut spilled[..]
    };
    let by_position = given.positional.min(signature.positional());
    for (index, place) in bound.iter_mut().enumerate().take(by_position) {
        // SAFETY: there are at least as many arguments.
        *place = unsafe { *given.arguments.add(index) };
    }
    if signature.collects() {
        // SAFETY: by this function's contract.
        return unsafe { bind_and_collect(signature, given, bound, by_position, run) };
    }
    let mut filled = by_position;
    if !given.keywords.is_null() {
        // SAFETY: by this function's contract.
        filled += unsafe { bind_by_name(signature, given, bound, ptr::null_mut())? };
    }
    if filled < count || given.positional > by_position {
        // SAFETY: by this function's contract.
        unsafe { check(signature, given, bound)? };
    }
    Ok(run(bound.as_ptr()))
}

/// Binds what is left when the parameters that are passed by position are bound, for a signature with `*rest` or
/// `**options`.
///
/// # Safety
///
/// As for [`bind`].
unsafe fn bind_and_collect<R>(
    signature: &Signature,
    given: Given,
    bound: &mut [*mut PyObject],
    by_position: usize,
    run: impl FnOnce(*const *mut PyObject) -> R,
) -> Result<R, Raised> {
    let mut held = [const { None }; 2];
    let mut options = ptr::null_mut();
    if let Some(place) = signature.options() {
        // SAFETY: by this function's contract.
        let dict = Owned::new(unsafe { ffi::PyDict_New() })?;
        options = dict.0;
        bound[place] = options;
        held[0] = Some(dict);
    }
    if !given.keywords.is_null() {
        // SAFETY: by this function's contract.
        unsafe { bind_by_name(signature, given, bound, options)? };
    }
    if let Some(place) = signature.rest() {
        // SAFETY: by this function's contract.
        let list = unsafe { list(given, by_position)? };
        bound[place] = list.0;
        held[1] = Some(list);
    }
    // SAFETY: by this function's contract.
    unsafe { check(signature, given, bound)? };
    Ok(run(bound.as_ptr()))
}

/// Whether there are no more arguments than parameters, and one for each that must be given.
///
/// # Safety
///
/// As for [`bind`].
unsafe fn check(signature: &Signature, given: Given, bound: &[*mut PyObject]) -> Result<(), Raised> {
    if given.positional > signature.positional() && signature.rest().is_none() {
        // SAFETY: by this function's contract.
        return Err(unsafe { type_error(&signature.too_many(given.positional, bound)) });
    }
    let mut pairs = bound.iter().zip(signature.parameters());
    if pairs.any(|(object, parameter)| object.is_null() && parameter.required) {
        // SAFETY: by this function's contract.
        return Err(unsafe { refuse_missing(signature, given, bound) });
    }
    Ok(())
}

/// Binds the arguments that are passed by name, and says how many there are. `options` is the dict for what no parameter
/// is named for, or null.
///
/// # Safety
///
/// As for [`bind`]; there are keywords.
unsafe fn bind_by_name(
    signature: &Signature,
    given: Given,
    bound: &mut [*mut PyObject],
    options: *mut PyObject,
) -> Result<usize, Raised> {
    // SAFETY: a tuple.
    let count = unsafe { ffi::PyTuple_GET_SIZE(given.keywords) }.cast_unsigned();
    for index in 0..count {
        // SAFETY: an item of the tuple, which keeps it alive; the arguments go on with as many.
        let (keyword, argument) = unsafe {
            let argument = *given.arguments.add(given.positional + index);
            (ffi::PyTuple_GET_ITEM(given.keywords, index.cast_signed()), argument)
        };
        // SAFETY: by the contract of `bind`.
        match unsafe { place_of(signature, keyword) } {
            Some(place) if bound[place].is_null() => bound[place] = argument,
            None if !options.is_null() => {
                // SAFETY: as above; the dict is this call's.
                if unsafe { ffi::PyDict_SetItem(options, keyword, argument) } < 0 {
                    return Err(Raised);
                }
            }
            // SAFETY: as above.
            taken => return Err(unsafe { refuse(signature, given, keyword, taken.is_some()) }),
        }
    }
    Ok(count)
}

/// Raises what there is to say of a keyword that names no parameter, or one that is taken.
///
/// # Safety
///
/// As for [`bind_by_name`]; `keyword` is one of the keywords.
#[cold]
unsafe fn refuse(signature: &Signature, given: Given, keyword: *mut PyObject, taken: bool) -> Raised {
    // SAFETY: by this function's contract.
    let (keyword, keywords) = unsafe { (text(keyword), keywords(given)) };
    let message =
        if taken { signature.repeated(&keyword) } else { signature.unexpected(&keyword, &keywords) };
    // SAFETY: by this function's contract.
    unsafe { type_error(&message) }
}

/// Raises what there is to say of parameters that were given nothing.
///
/// # Safety
///
/// As for [`bind`].
#[cold]
unsafe fn refuse_missing(signature: &Signature, given: Given, bound: &[*mut PyObject]) -> Raised {
    // SAFETY: by this function's contract.
    let mut unmatched = unsafe { keywords(given) };
    unmatched.retain(|keyword| {
        !signature.parameters().iter().any(|parameter| parameter.is_named() && parameter.name == *keyword)
    });
    // SAFETY: by this function's contract.
    unsafe { type_error(&signature.missing(bound, &unmatched)) }
}

/// The names of the arguments that were passed by name.
///
/// # Safety
///
/// As for [`bind`].
unsafe fn keywords(given: Given) -> Vec<String> {
    // SAFETY: by this function's contract, a tuple of `str` or null.
    unsafe {
        let names = Borrowed::from_ptr_or_opt(Python::assume_attached(), given.keywords);
        let names = names.map(|names| names.cast_unchecked::<PyTuple>());
        names.map(|names| names.iter().map(|name| text(name.as_ptr())).collect()).unwrap_or_default()
    }
}

/// # Safety
///
/// This thread holds the GIL, and `keyword` is a `str`.
unsafe fn text(keyword: *mut PyObject) -> String {
    // SAFETY: by this function's contract.
    let keyword =
        unsafe { Borrowed::from_ptr(Python::assume_attached(), keyword).cast_unchecked::<PyString>() };
    keyword.to_string_lossy().into_owned()
}

/// The place of the parameter that a keyword names. Most keywords are interned, as the names of parameters are.
///
/// # Safety
///
/// This thread holds the GIL, and `keyword` is a `str`.
unsafe fn place_of(signature: &Signature, keyword: *mut PyObject) -> Option<usize> {
    let named = signature.named();
    let found = named.iter().find(|(name, _)| name.0 == keyword).or_else(|| {
        // SAFETY: by this function's contract; runs no Python code.
        let same = |name: Interned| unsafe { ffi::PyUnicode_Compare(name.0, keyword) == 0 };
        named.iter().find(|(name, _)| same(*name))
    });
    found.map(|(_, place)| *place)
}

/// The positional arguments that no parameter of their own takes, as a list.
///
/// # Safety
///
/// As for [`bind`].
unsafe fn list(given: Given, from: usize) -> Result<Owned, Raised> {
    let count = given.positional - from;
    // SAFETY: the GIL is held; every place of the new list is filled, once, with a reference of its own.
    unsafe {
        let list = Owned::new(ffi::PyList_New(count.cast_signed()))?;
        for index in 0..count {
            let item = *given.arguments.add(from + index);
            ffi::Py_INCREF(item);
            ffi::PyList_SET_ITEM(list.0, index.cast_signed(), item);
        }
        Ok(list)
    }
}
