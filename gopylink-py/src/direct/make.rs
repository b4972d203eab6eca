//! Making objects of builtin types.

use std::ptr::{self, NonNull};

use gopylink_abi::direct::Object;
use gopylink_abi::layout::Slice;
use pyo3::ffi::{self, PyObject};

use super::{give_back, names};
use crate::enter;

/// [`ObjectTable::none`](gopylink_abi::direct::ObjectTable::none); the functions below are those of their names.
pub(super) unsafe extern "C" fn none() -> *mut Object {
    // SAFETY: `None` always lives; here and below, this thread holds the GIL.
    unsafe { shared(ffi::Py_None()) }
}

pub(super) unsafe extern "C" fn boolean(value: bool) -> *mut Object {
    // SAFETY: both always live.
    unsafe { shared(if value { ffi::Py_True() } else { ffi::Py_False() }) }
}

/// A new reference to an object that always lives.
#[inline]
unsafe fn shared(object: *mut PyObject) -> *mut Object {
    // SAFETY: by the callers' word.
    unsafe { ffi::Py_INCREF(object) };
    object.cast()
}

pub(super) unsafe extern "C" fn signed(value: i64) -> *mut Object {
    // SAFETY: this thread holds the GIL.
    unsafe { new_int(value) }.cast()
}

/// An `int`. `PyLong_FromLong`, where it takes 64 bits, is faster than `PyLong_FromLongLong`.
///
/// # Safety
///
/// This thread holds the GIL.
#[inline]
pub(super) unsafe fn new_int(value: i64) -> *mut PyObject {
    // SAFETY: by this function's contract.
    unsafe {
        #[cfg(all(target_pointer_width = "64", not(windows)))]
        let int = ffi::PyLong_FromLong(value);
        #[cfg(not(all(target_pointer_width = "64", not(windows))))]
        let int = ffi::PyLong_FromLongLong(value);
        int
    }
}

pub(super) unsafe extern "C" fn unsigned(value: u64) -> *mut Object {
    // SAFETY: this thread holds the GIL.
    unsafe { new_unsigned(value) }.cast()
}

/// As [`new_int`]: CPython takes more steps to an `int` from a type without a sign.
///
/// # Safety
///
/// This thread holds the GIL.
#[inline]
pub(super) unsafe fn new_unsigned(value: u64) -> *mut PyObject {
    // SAFETY: by this function's contract.
    unsafe {
        match i64::try_from(value) {
            Ok(value) => new_int(value),
            Err(_) => ffi::PyLong_FromUnsignedLongLong(value),
        }
    }
}

pub(super) unsafe extern "C" fn big_int(bytes: Slice) -> *mut Object {
    // SAFETY: the library lends the bytes for the call.
    unsafe {
        #[cfg(Py_3_13)]
        let int =
            ffi::PyLong_FromNativeBytes(bytes.data.cast(), bytes.len, ffi::Py_ASNATIVEBYTES_LITTLE_ENDIAN);
        #[cfg(not(Py_3_13))]
        let int = ffi::_PyLong_FromByteArray(bytes.data, bytes.len, 1, 1);
        int.cast()
    }
}

pub(super) unsafe extern "C" fn float(value: f64) -> *mut Object {
    // SAFETY: this thread holds the GIL.
    unsafe { ffi::PyFloat_FromDouble(value) }.cast()
}

pub(super) unsafe extern "C" fn text(text: Slice) -> *mut Object {
    // SAFETY: the library lends the text for the call.
    unsafe { new_text(text.bytes()) }.cast()
}

/// A `str`, or null with an exception set.
///
/// # Safety
///
/// This thread holds the GIL.
#[inline]
pub(super) unsafe fn new_text(text: &[u8]) -> *mut PyObject {
    // SAFETY: by this function's contract. A `str` of ASCII that has just been made has room for as many bytes behind
    // its head, and nobody else sees it.
    unsafe {
        // CPython keeps the strings of one character, and the empty one.
        #[cfg(not(Py_3_14))]
        if text.len() > 1 && text.is_ascii() {
            let object = ffi::PyUnicode_New(text.len() as isize, 0x7f);
            if !object.is_null() {
                let target = object.cast::<ffi::PyASCIIObject>().add(1).cast::<u8>();
                ptr::copy_nonoverlapping(text.as_ptr(), target, text.len());
            }
            return object;
        }
        ffi::PyUnicode_FromStringAndSize(text.as_ptr().cast(), text.len() as isize)
    }
}

pub(super) unsafe extern "C" fn bytes(bytes: Slice) -> *mut Object {
    // SAFETY: the library lends the bytes for the call.
    unsafe {
        let bytes = bytes.bytes();
        ffi::PyBytes_FromStringAndSize(bytes.as_ptr().cast(), bytes.len() as isize).cast()
    }
}

/// The garbage collector does not see the list before `finish`, and nobody through it.
pub(super) unsafe extern "C" fn list(count: usize, items: *mut *mut *mut Object) -> *mut Object {
    // SAFETY: a list of null items is what CPython makes; its places are written where it has them.
    unsafe {
        let list = enter::new_container(ffi::PyList_New, count as isize);
        if list.is_null() {
            return ptr::null_mut();
        }
        ffi::PyObject_GC_UnTrack(list.cast());
        items.write(places((*list.cast::<ffi::PyListObject>()).ob_item));
        list.cast()
    }
}

pub(super) unsafe extern "C" fn tuple(count: usize, items: *mut *mut *mut Object) -> *mut Object {
    // SAFETY: as for a list. There is one empty tuple, which is left alone.
    unsafe {
        let tuple = enter::new_container(ffi::PyTuple_New, count as isize);
        if tuple.is_null() {
            return ptr::null_mut();
        }
        if count > 0 {
            ffi::PyObject_GC_UnTrack(tuple.cast());
        }
        items.write(places((&raw mut (*tuple.cast::<ffi::PyTupleObject>()).ob_item).cast()));
        tuple.cast()
    }
}

/// Where items go; an empty list has no place at all.
#[inline]
fn places(items: *mut *mut PyObject) -> *mut *mut Object {
    if items.is_null() { NonNull::dangling().as_ptr() } else { items.cast() }
}

pub(super) unsafe extern "C" fn finish(container: *mut Object) {
    let container = container.cast::<PyObject>();
    // SAFETY: the table's contract: `list` or `tuple` made it, and all items are put.
    unsafe {
        if ffi::PyTuple_Check(container) == 0 || ffi::PyTuple_GET_SIZE(container) > 0 {
            ffi::PyObject_GC_Track(container.cast());
        }
    }
}

pub(super) unsafe extern "C" fn dict() -> *mut Object {
    // SAFETY: this thread holds the GIL.
    unsafe { enter::new_dict() }.cast()
}

pub(super) unsafe extern "C" fn insert(dict: *mut Object, key: *mut Object, value: *mut Object) -> bool {
    let (key, value) = (key.cast(), value.cast());
    // SAFETY: the table's contract: the references are the host's from now on. Keys are of builtin types, so that
    // comparing them runs no Python code.
    unsafe {
        let outcome = ffi::PyDict_SetItem(dict.cast(), key, value);
        give_back(key);
        give_back(value);
        outcome == 0
    }
}

pub(super) unsafe extern "C" fn insert_named(dict: *mut Object, name: Slice, value: *mut Object) -> bool {
    let value = value.cast();
    // SAFETY: as for `insert`. The dict takes a reference to the name before anything else may happen.
    unsafe {
        let name = names::get(name);
        let inserted = !name.is_null() && ffi::PyDict_SetItem(dict.cast(), name, value) == 0;
        give_back(value);
        inserted
    }
}

pub(super) unsafe extern "C" fn set() -> *mut Object {
    // SAFETY: null makes an empty set.
    unsafe { enter::new_container(ffi::PySet_New, ptr::null_mut()) }.cast()
}

pub(super) unsafe extern "C" fn add(set: *mut Object, element: *mut Object) -> bool {
    let element = element.cast();
    // SAFETY: as for `insert`.
    unsafe {
        let outcome = ffi::PySet_Add(set.cast(), element);
        give_back(element);
        outcome == 0
    }
}

pub(super) unsafe extern "C" fn freeze(set: *mut Object) -> *mut Object {
    let set = set.cast();
    // SAFETY: the table's contract: a set, whose reference is the host's from now on.
    unsafe {
        let frozen = enter::new_container(ffi::PyFrozenSet_New, set);
        give_back(set);
        frozen.cast()
    }
}

pub(super) unsafe extern "C" fn length(container: *mut Object) -> usize {
    let container = container.cast();
    // SAFETY: the table's contract: a dict or a set.
    let length = unsafe {
        if ffi::PyDict_Check(container) != 0 {
            ffi::PyDict_Size(container)
        } else {
            ffi::PySet_Size(container)
        }
    };
    length as usize
}
