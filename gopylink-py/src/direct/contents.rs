//! What containers hold, read one by one.

use gopylink_abi::direct::{Object, Token};
use pyo3::ffi::{self, PyObject};

use super::give_back;
use super::read::{Needs, changed, fill_text, given_to, kept};

/// [`ObjectTable::item`](gopylink_abi::direct::ObjectTable::item).
pub(super) unsafe extern "C" fn item(container: *mut Object, index: usize, count: usize, token: *mut Token) {
    let container = container.cast::<PyObject>();
    // SAFETY: the table's contract: the container is a list or a tuple, and alive.
    unsafe {
        empty(token);
        if ffi::PyList_Check(container) != 0 {
            item_of_list(container, index, count, token);
        } else if index < ffi::PyTuple_GET_SIZE(container) as usize {
            kept(ffi::PyTuple_GET_ITEM(container, index as isize), token);
        } else {
            changed(container, token);
        }
    }
}

#[cfg(not(Py_GIL_DISABLED))]
#[inline]
unsafe fn item_of_list(list: *mut PyObject, index: usize, count: usize, token: *mut Token) {
    // SAFETY: a list; the table's contract: the index is less than the count, which is compared with its size, and no
    // other code runs before the item is kept.
    unsafe {
        if ffi::PyList_GET_SIZE(list) as usize == count {
            kept(ffi::PyList_GET_ITEM(list, index as isize), token);
        } else {
            changed(list, token);
        }
    }
}

#[cfg(Py_GIL_DISABLED)]
unsafe fn item_of_list(list: *mut PyObject, index: usize, count: usize, token: *mut Token) {
    // SAFETY: a list; where there is no item, null is returned and an exception set.
    unsafe {
        if ffi::PyList_Size(list) as usize != count {
            return changed(list, token);
        }
        let item = ffi::PyList_GetItemRef(list, index as isize);
        if item.is_null() {
            ffi::PyErr_Clear();
            changed(list, token);
        } else {
            given_to(item, token);
        }
    }
}

/// [`ObjectTable::entry`](gopylink_abi::direct::ObjectTable::entry).
pub(super) unsafe extern "C" fn entry(
    dict: *mut Object,
    position: *mut isize,
    count: usize,
    key: *mut Token,
    value: *mut Token,
) {
    let dict = dict.cast::<PyObject>();
    // SAFETY: the table's contract: the dict is alive, the position is the one of the entry before.
    unsafe {
        empty(key);
        empty(value);
        next_entry(dict, position, count, key, value);
    }
}

#[cfg(not(Py_GIL_DISABLED))]
#[inline]
unsafe fn next_entry(
    dict: *mut PyObject,
    position: *mut isize,
    count: usize,
    key: *mut Token,
    value: *mut Token,
) {
    let (mut found_key, mut found_value) = (std::ptr::null_mut(), std::ptr::null_mut());
    // SAFETY: a dict, alive, whose key and value are so for as long as no Python code runs.
    unsafe {
        if (*dict.cast::<ffi::PyDictObject>()).ma_used as usize != count
            || ffi::PyDict_Next(dict, position, &raw mut found_key, &raw mut found_value) == 0
        {
            return changed(dict, key);
        }
        if ffi::Py_TYPE(found_key) != &raw mut ffi::PyUnicode_Type {
            return entry_of_any_key(found_key, found_value, key, value);
        }
        // Runs no Python code, unless it fails.
        if fill_text(found_key, key) == Needs::Object {
            ffi::Py_INCREF(found_key);
            (*key).owned = true;
            kept(found_value, value);
        }
    }
}

/// To read the key may run code that changes the dict.
#[cfg(not(Py_GIL_DISABLED))]
unsafe fn entry_of_any_key(
    found_key: *mut PyObject,
    found_value: *mut PyObject,
    key: *mut Token,
    value: *mut Token,
) {
    // SAFETY: key and value are alive.
    unsafe {
        ffi::Py_INCREF(found_key);
        ffi::Py_INCREF(found_value);
        given_to(found_key, key);
        given_to(found_value, value);
    }
}

#[cfg(Py_GIL_DISABLED)]
unsafe fn next_entry(
    dict: *mut PyObject,
    position: *mut isize,
    count: usize,
    key: *mut Token,
    value: *mut Token,
) {
    let (mut found_key, mut found_value) = (std::ptr::null_mut(), std::ptr::null_mut());
    // SAFETY: a dict, alive, which the section keeps other threads from.
    unsafe {
        let mut section = std::mem::zeroed();
        ffi::PyCriticalSection_Begin(&raw mut section, dict);
        let found = ffi::PyDict_Size(dict) as usize == count
            && ffi::PyDict_Next(dict, position, &raw mut found_key, &raw mut found_value) != 0;
        if found {
            ffi::Py_INCREF(found_key);
            ffi::Py_INCREF(found_value);
        }
        ffi::PyCriticalSection_End(&raw mut section);
        if found {
            given_to(found_key, key);
            given_to(found_value, value);
        } else {
            changed(dict, key);
        }
    }
}

/// Gives back what a token owned before it is filled in again.
#[inline]
unsafe fn empty(token: *mut Token) {
    // SAFETY: the token is the library's, and so is the reference.
    unsafe {
        if (*token).owned {
            (*token).owned = false;
            give_back((*token).object.cast());
        }
    }
}
