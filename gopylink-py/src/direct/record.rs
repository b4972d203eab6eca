//! Dicts whose keys are the fields of a Rust type, read at once.
//!
//! Names in Python code and those that this crate makes are interned: a key is a field if it is the same object.

#[cfg(not(Py_GIL_DISABLED))]
pub(super) use with_gil::{learn, record};
#[cfg(Py_GIL_DISABLED)]
pub(super) use without_gil::{learn, record};

#[cfg(not(Py_GIL_DISABLED))]
mod with_gil {
    use std::cell::UnsafeCell;
    use std::ffi::c_void;
    use std::{ptr, slice};

    use gopylink_abi::direct::{FIELDS, Object, Token, record, token};
    use gopylink_abi::layout::Slice;
    use pyo3::ffi::{self, PyObject};

    use super::super::names;
    use super::super::read::{Needs, builtin};

    /// How many records are known at most.
    const SLOTS: usize = 256;

    #[derive(Clone, Copy)]
    struct Known {
        /// The library's, which no other record has.
        names: *const c_void,
        count: usize,
        /// References for as long as the record is known.
        keys: [*mut PyObject; FIELDS],
    }

    struct Memory(UnsafeCell<[Known; SLOTS]>);

    // SAFETY: used only by whoever holds the GIL, and never across code that could let it go.
    unsafe impl Sync for Memory {}

    const NONE: Known = Known { names: ptr::null(), count: 0, keys: [ptr::null_mut(); FIELDS] };
    static MEMORY: Memory = Memory(UnsafeCell::new([NONE; SLOTS]));

    /// Where a record is, if it is known.
    #[inline]
    fn place(names: *const c_void) -> *mut Known {
        let mixed = names.addr().wrapping_mul(0x9e37_79b1) >> 12;
        MEMORY.0.get().cast::<Known>().wrapping_add(mixed % SLOTS)
    }

    /// [`ObjectTable::record`](gopylink_abi::direct::ObjectTable::record).
    pub(crate) unsafe extern "C" fn record(
        dict: *mut Object,
        names: *const c_void,
        count: usize,
        tokens: *mut Token,
        stride: usize,
    ) -> u32 {
        let dict = dict.cast::<PyObject>();
        let (mut position, mut token) = (0, tokens);
        let mut outcome = record::SCALARS;
        // SAFETY: the table's contract: the object is alive, there are so many tokens. No Python code runs, so that the
        // dict, the record that is known, and what is found in the dict stay as they are.
        unsafe {
            let known = place(names);
            if !ptr::eq((*known).names, names) || (*known).count != count {
                return record::UNKNOWN;
            }
            if ffi::Py_TYPE(dict) != &raw mut ffi::PyDict_Type || ffi::PyDict_Size(dict) as usize != count {
                return record::OTHER;
            }
            for &expected in &(&(*known).keys)[..count] {
                let (mut key, mut value) = (ptr::null_mut(), ptr::null_mut());
                if ffi::PyDict_Next(dict, &raw mut position, &raw mut key, &raw mut value) == 0
                    || key != expected
                {
                    return record::OTHER;
                }
                match builtin(value, token) {
                    Some(Needs::Nothing) => {}
                    Some(Needs::Object) => {
                        ffi::Py_INCREF(value);
                        (*token).owned = true;
                        if matches!((*token).kind, token::LIST | token::TUPLE | token::DICT) {
                            outcome = record::CONTAINERS;
                        }
                    }
                    None => return record::OTHER,
                }
                token = token.byte_add(stride);
            }
        }
        outcome
    }

    /// [`ObjectTable::learn`](gopylink_abi::direct::ObjectTable::learn).
    #[cold]
    pub(crate) unsafe extern "C" fn learn(names: *const c_void, texts: *const Slice, count: usize) {
        let mut learnt = Known { names, count, ..NONE };
        // SAFETY: the table's contract. Names are `str`s, which end without running code.
        unsafe {
            for (&text, key) in slice::from_raw_parts(texts, count).iter().zip(&mut learnt.keys) {
                *key = names::get(text);
                ffi::Py_XINCREF(*key);
                if key.is_null() {
                    // It is learnt another time.
                    ffi::PyErr_Clear();
                    learnt.keys.into_iter().for_each(|key| ffi::Py_XDECREF(key));
                    return;
                }
            }
            place(names).replace(learnt).keys.into_iter().for_each(|key| ffi::Py_XDECREF(key));
        }
    }
}

/// Without a GIL, dicts are read entry by entry.
#[cfg(Py_GIL_DISABLED)]
mod without_gil {
    use std::ffi::c_void;

    use gopylink_abi::direct::{Object, Token, record};
    use gopylink_abi::layout::Slice;

    /// [`ObjectTable::record`](gopylink_abi::direct::ObjectTable::record).
    pub(crate) unsafe extern "C" fn record(
        _: *mut Object,
        _: *const c_void,
        _: usize,
        _: *mut Token,
        _: usize,
    ) -> u32 {
        record::OTHER
    }

    /// [`ObjectTable::learn`](gopylink_abi::direct::ObjectTable::learn).
    pub(crate) unsafe extern "C" fn learn(_: *const c_void, _: *const Slice, _: usize) {}
}
