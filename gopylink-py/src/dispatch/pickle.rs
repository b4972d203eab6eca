//! Instances as bytes. `gopylink._pickle` makes pickles of these.

use std::ffi::OsString;
use std::ptr;

use pyo3::exceptions::PyTypeError;
use pyo3::ffi::PyObject;
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyType};

use super::bind::Given;
use super::class::Class;
use super::instance::{Instance, base, make_by, place};
use super::members::made;
use crate::errors;

/// An instance, and the class whose value it holds.
fn instance_of<'a>(object: &'a Bound<'_, PyAny>) -> PyResult<&'a Instance> {
    if !object.is_instance(base(object.py())?)? {
        let class = errors::class_name(object);
        return Err(PyTypeError::new_err(format!("expected an instance of an exported class, got {class}")));
    }
    // SAFETY: so it begins, as those of the base do; the object keeps it.
    Ok(unsafe { &*object.as_ptr().cast::<Instance>() })
}

/// Where the class of an instance is from: the library's file, the class's name, the class, and whether its instances can be
/// pickled.
#[pyfunction]
pub(crate) fn origin<'py>(
    instance: &Bound<'py, PyAny>,
) -> PyResult<(OsString, &'static str, Bound<'py, PyType>, bool)> {
    let class = made(instance_of(instance)?, instance, "pickling")?;
    // SAFETY: a class's type lives as long as the process.
    let of_type = unsafe { Bound::from_borrowed_ptr(instance.py(), class.of_type().cast()) };
    Ok((
        class.library.path().as_os_str().to_owned(),
        &class.name,
        of_type.cast_into()?,
        class.pickle.is_some(),
    ))
}

/// The value of an instance, as bytes.
#[pyfunction]
pub(crate) fn save<'py>(instance: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
    let class = made(instance_of(instance)?, instance, "pickling")?;
    let (save, _) = class.pickle.as_ref().ok_or_else(|| not_pickled(class))?;
    let nothing = Given { arguments: ptr::null(), positional: 0, keywords: ptr::null_mut() };
    // SAFETY: this thread holds the GIL, and the object, which the caller keeps, holds a value of that class.
    unsafe {
        let bytes = save.call(place(instance.as_ptr().cast(), class), nothing);
        Bound::from_owned_ptr_or_err(instance.py(), bytes)
    }
}

/// Gives an instance without a value the one that was saved.
#[pyfunction]
pub(crate) fn restore(instance: &Bound<'_, PyAny>, state: &Bound<'_, PyBytes>) -> PyResult<()> {
    let found = instance_of(instance)?;
    let class =
        found.class().ok_or_else(|| PyTypeError::new_err("only the classes of a library have instances"))?;
    let (_, restore) = class.pickle.as_ref().ok_or_else(|| not_pickled(class))?;
    let arguments: [*mut PyObject; 1] = [state.as_ptr()];
    let given = Given { arguments: arguments.as_ptr(), positional: 1, keywords: ptr::null_mut() };
    // SAFETY: this thread holds the GIL, and the caller keeps the objects; the instance is one.
    let restored = unsafe { make_by(restore, class, instance.as_ptr().cast(), given) };
    restored.ok_or_else(|| PyErr::fetch(instance.py()))
}

fn not_pickled(class: &Class) -> PyErr {
    PyTypeError::new_err(format!("instances of class '{}' are not pickled", class.name))
}
