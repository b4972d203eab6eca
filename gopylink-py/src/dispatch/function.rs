//! Exported functions: builtin functions of CPython's, whose `__self__` tells which export they are.

use std::ffi::{CStr, CString, c_int};
use std::mem::size_of;
use std::ptr;

use gopylink_abi::manifest;
use pyo3::exceptions::PySystemError;
use pyo3::ffi::{self, Py_ssize_t, PyCFunctionFastWithKeywords, PyMethodDef, PyMethodDefPointer, PyObject};
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyModule, PyString, PyTuple, PyType};

use super::bind::Given;
use super::export::Export;
use crate::library::Library;

/// Where an object that is the `__self__` of builtin functions holds the pointer to what they are about: behind all
/// that a module object has in any version of Python.
const STATE: usize = 256;

/// Where the `__self__` of a function, or its type, tells what the function is found by again: the library's file, and the
/// class for one that is in a class.
pub(super) const ORIGIN: &str = "_gopylink_origin";

/// What is behind the `__self__` that CPython calls a function with.
///
/// # Safety
///
/// `object` was made by [`holder`] with a `T`.
#[inline(always)]
pub(super) unsafe fn state<T>(object: *mut PyObject) -> &'static T {
    // SAFETY: by this function's contract; the state lives as long as the process.
    unsafe { &**object.byte_add(STATE).cast::<*const T>() }
}

/// The type of objects that hold the state of builtin functions. CPython names a function for the type of its
/// `__self__`, as in `Counter.parse`, but where that is a module.
pub(super) fn holder_type<'py>(name: &str, base: &Bound<'py, PyType>) -> PyResult<Bound<'py, PyType>> {
    let py = base.py();
    // SAFETY: an object's type is no longer than this.
    let needed = unsafe { (*base.as_type_ptr()).tp_basicsize };
    if needed.cast_unsigned() > STATE {
        return Err(PySystemError::new_err(format!("objects of {name} take {needed} bytes")));
    }
    make_type(py, name, STATE + size_of::<usize>(), 0, &mut [], base)
}

/// An object that holds `state`, to be the `__self__` of builtin functions.
pub(super) fn holder<'py, T: Sync>(
    of_type: &Bound<'py, PyType>,
    name: &str,
    state: &'static T,
) -> PyResult<Bound<'py, PyAny>> {
    let object =
        if of_type.is_subclass_of::<PyModule>()? { of_type.call1((name,))? } else { of_type.call0()? };
    // SAFETY: `of_type` was made by `holder_type`, so its objects have room for a pointer there.
    unsafe { object.as_ptr().byte_add(STATE).cast::<*const T>().write(state) };
    Ok(object)
}

/// Makes a type of CPython's. It and what it is made of live as long as the process.
pub(super) fn make_type<'py>(
    py: Python<'py>,
    name: &str,
    size: usize,
    flags: u64,
    slots: &mut [ffi::PyType_Slot],
    base: &Bound<'py, PyType>,
) -> PyResult<Bound<'py, PyType>> {
    let bases = PyTuple::new(py, [base])?;
    let mut slots = slots.to_vec();
    slots.push(ffi::PyType_Slot::default());
    let name = leak(name);
    let mut spec = ffi::PyType_Spec {
        name,
        basicsize: c_int::try_from(size)?,
        itemsize: 0,
        flags: u32::try_from(ffi::Py_TPFLAGS_DEFAULT | flags)?,
        slots: slots.as_mut_ptr(),
    };
    // SAFETY: the spec ends in an empty slot; CPython keeps nothing of it but the name and what the slots point to.
    let made = unsafe {
        Bound::from_owned_ptr_or_err(py, ffi::PyType_FromSpecWithBases(&raw mut spec, bases.as_ptr()))?
    };
    let made = made.cast_into::<PyType>()?;
    // Python's messages name a type as a `class` statement names it, without its module.
    // SAFETY: nobody else knows the type yet; the text lives as long as the process, and begins after a dot in it.
    unsafe {
        let dot = CStr::from_ptr(name).to_bytes().iter().rposition(|byte| *byte == b'.');
        (*made.as_type_ptr()).tp_name = name.add(dot.map_or(0, |dot| dot + 1));
    }
    Ok(made)
}

/// A text as C has it, which lives as long as the process. What follows a NUL is lost.
pub(super) fn leak(text: &str) -> *const std::ffi::c_char {
    let text = text.split('\0').next().unwrap_or_default();
    CString::new(text).unwrap_or_default().into_raw()
}

/// What CPython needs to know of a function or method. It lives as long as the process, as libraries do.
///
/// The head, in front of the docs, is where CPython takes `__text_signature__` from.
pub(super) fn definition(
    name: &str,
    head: &str,
    doc: &str,
    function: PyCFunctionFastWithKeywords,
) -> *mut PyMethodDef {
    Box::into_raw(Box::new(PyMethodDef {
        ml_name: leak(name),
        ml_meth: PyMethodDefPointer { PyCFunctionFastWithKeywords: function },
        ml_flags: ffi::METH_FASTCALL | ffi::METH_KEYWORDS,
        ml_doc: leak(&format!("{name}{head}\n\n{doc}")),
    }))
}

/// A builtin function.
pub(super) fn builtin<'py>(
    definition: *mut PyMethodDef,
    holder: &Bound<'py, PyAny>,
    module: &str,
) -> PyResult<Bound<'py, PyAny>> {
    let py = holder.py();
    let module = PyString::new(py, module);
    // SAFETY: the definition lives as long as the process; CPython takes references of its own to the objects.
    unsafe {
        let function = ffi::PyCFunction_NewEx(definition, holder.as_ptr(), module.as_ptr());
        Bound::from_owned_ptr_or_err(py, function)
    }
}

/// The type of what holds the state of a library's functions: a module, since theirs have their bare names.
pub(super) fn module_holder_type(py: Python<'_>) -> PyResult<&Bound<'_, PyType>> {
    static TYPE: PyOnceLock<Py<PyType>> = PyOnceLock::new();
    let make =
        || Ok::<_, PyErr>(holder_type("gopylink._native.library", &py.get_type::<PyModule>())?.unbind());
    Ok(TYPE.get_or_try_init(py, make)?.bind(py))
}

/// A function of a library, or a static method of a class, as Python sees it.
pub(super) fn new<'py>(
    library: &'static Library,
    module: &str,
    class: Option<&str>,
    of_type: &Bound<'py, PyType>,
    function: &manifest::Function,
) -> PyResult<(Bound<'py, PyAny>, &'static Export)> {
    let py = of_type.py();
    let label = match class {
        Some(class) => format!("{class}.{}()", function.name),
        None => format!("{}()", function.name),
    };
    let export: &'static Export = Box::leak(Box::new(Export::new(py, library, function, label)));
    let head = export.signature().head(None);
    let definition = definition(&function.name, &head, &function.doc, call);
    let holder = holder(of_type, module, export)?;
    if class.is_none() {
        holder.setattr(ORIGIN, (library.path().as_os_str(),))?;
    }
    let object = builtin(definition, &holder, module)?;
    Ok((object, export))
}

unsafe extern "C" fn call(
    holder: *mut PyObject,
    arguments: *const *mut PyObject,
    positional: Py_ssize_t,
    keywords: *mut PyObject,
) -> *mut PyObject {
    let given = Given { arguments, positional: positional.cast_unsigned(), keywords };
    // SAFETY: CPython calls with the holder that `new` made the function with, and keeps the arguments alive.
    unsafe { state::<Export>(holder).call(ptr::null_mut(), given) }
}
