//! Properties: attributes of instances that functions of a library stand behind.

use std::ffi::{c_int, c_void};
use std::ptr;

use gopylink_abi::manifest;
use pyo3::exceptions::PyAttributeError;
use pyo3::ffi::{PyGetSetDef, PyObject};
use pyo3::prelude::*;

use super::cold::attempt;
use super::export::Export;
use super::function::leak;
use super::special::call;
use crate::errors;
use crate::library::Library;

/// What the functions of a descriptor know of their property.
struct Property {
    name: String,
    getter: Export,
    setter: Option<Export>,
}

/// The list of a class's properties as a type takes it. It lives as long as the process.
pub(super) fn definitions(
    py: Python<'_>,
    library: &'static Library,
    class: &manifest::Class,
) -> *mut PyGetSetDef {
    let definition = |property: &manifest::Property| {
        let label = format!("{}.{}", class.name, property.name);
        let setter = |function| Export::without_result(py, library, function, label.clone());
        let doc = &property.getter.doc;
        let state = Box::leak(Box::new(Property {
            name: property.name.clone(),
            getter: Export::new(py, library, &property.getter, label.clone()),
            setter: property.setter.as_ref().map(setter),
        }));
        PyGetSetDef {
            name: leak(&property.name),
            get: Some(get),
            set: Some(set),
            doc: if doc.is_empty() { ptr::null() } else { leak(doc) },
            closure: ptr::from_mut(state).cast(),
        }
    };
    let definitions: Vec<_> =
        class.properties.iter().map(definition).chain([PyGetSetDef::default()]).collect();
    Box::leak(definitions.into_boxed_slice()).as_mut_ptr()
}

unsafe extern "C" fn get(this: *mut PyObject, property: *mut c_void) -> *mut PyObject {
    // SAFETY: CPython holds the GIL and the instance, whose type it has checked; the closure is that of `definitions`.
    unsafe { call(this, &(*property.cast::<Property>()).getter, []) }
}

/// Deletes where the value is null.
unsafe extern "C" fn set(this: *mut PyObject, value: *mut PyObject, property: *mut c_void) -> c_int {
    // SAFETY: as above.
    unsafe {
        let property = &*property.cast::<Property>();
        match &property.setter {
            Some(setter) if !value.is_null() => {
                if call(this, setter, [value]).is_null() {
                    -1
                } else {
                    0
                }
            }
            _ => refuse(this, property, value.is_null()),
        }
    }
}

/// Raises what Python says of its own properties.
///
/// # Safety
///
/// This thread holds the GIL; `this` is held.
#[cold]
#[inline(never)]
unsafe fn refuse(this: *mut PyObject, property: &Property, deletes: bool) -> c_int {
    let work = |py: Python<'_>| {
        let name = &property.name;
        let version = py.version_info();
        let message = if version >= (3, 11) {
            // SAFETY: by this function's contract.
            let class = errors::class_name(&unsafe { Bound::from_borrowed_ptr(py, this) });
            let missing = if deletes { "deleter" } else { "setter" };
            format!("property '{name}' of '{class}' object has no {missing}")
        } else {
            let verb = if deletes { "delete" } else { "set" };
            let quoted = if version >= (3, 10) { format!(" '{name}'") } else { String::new() };
            format!("can't {verb} attribute{quoted}")
        };
        Err::<(), _>(PyAttributeError::new_err(message))
    };
    // SAFETY: by this function's contract.
    unsafe { attempt(work) };
    -1
}
