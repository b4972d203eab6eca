//! Instances as arguments and results: how libraries and the codec see them.

use std::ffi::c_void;
use std::ptr;

use gopylink_abi::direct::Object;
use pyo3::prelude::*;

use super::class::Class;
use super::instance::{found, made};
use crate::{errors, library};

/// [`ObjectTable::place`](gopylink_abi::direct::ObjectTable::place).
pub(crate) unsafe extern "C" fn place(object: *mut Object, place: *mut *mut c_void) -> *const c_void {
    // SAFETY: the table's contract: the object is alive, the place is there to be filled in.
    unsafe {
        let Some((class, value)) = found(object.cast()) else { return ptr::null() };
        *place = value;
        ptr::from_ref(class).cast()
    }
}

/// [`ObjectTable::make`](gopylink_abi::direct::ObjectTable::make).
pub(crate) unsafe extern "C" fn make(class: *const c_void, place: *mut *mut c_void) -> *mut Object {
    // SAFETY: the table's contract: a class that the library was handed, which lives as long as the process.
    unsafe {
        let (object, value) = made(&*class.cast::<Class>());
        *place = value;
        object.cast()
    }
}

/// The addresses by which a library knows an instance of an exported class, and its place; for who keeps the object alive.
pub(crate) fn addresses(object: &Bound<'_, PyAny>) -> Option<(usize, usize)> {
    // SAFETY: the object is alive.
    let (class, place) = unsafe { found(object.as_ptr()) }?;
    Some((ptr::from_ref(class).expose_provenance(), place.expose_provenance()))
}

/// How messages name the type of an object: with the build, where it is an instance and there are several
/// of its library.
pub(crate) fn word(object: &Bound<'_, PyAny>) -> String {
    let name = errors::type_name_of(object);
    // SAFETY: the object is alive.
    let build = unsafe { found(object.as_ptr()) }.and_then(|(class, _)| library::build(class.library));
    match build {
        Some(build) => format!("{name}, an instance of {build}"),
        None => name,
    }
}

/// The object that a library has made, whose address it gives in 8 bytes, with the reference to it.
pub(crate) fn adopt<'py>(py: Python<'py>, address: &[u8]) -> Option<Bound<'py, PyAny>> {
    let address = usize::try_from(u64::from_ne_bytes(address.try_into().ok()?)).ok()?;
    let object = ptr::with_exposed_provenance_mut(address);
    // SAFETY: the boundary's contract: it comes from `make`, and the reference is given away.
    unsafe { Bound::from_owned_ptr_or_opt(py, object) }
}
