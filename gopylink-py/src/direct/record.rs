//! Dicts whose keys are the fields of a Rust type, and instances whose attributes are, read at once.
//!
//! Names in Python code and those that this crate makes are interned: a key is a field if it is the same object.

#[cfg(not(Py_GIL_DISABLED))]
pub(super) use with_gil::{learn, record};
#[cfg(Py_GIL_DISABLED)]
pub(super) use without_gil::{learn, record};

#[cfg(not(Py_GIL_DISABLED))]
mod with_gil {
    use std::cell::UnsafeCell;
    use std::ffi::{c_uint, c_void};
    use std::{ptr, slice};

    use gopylink_abi::direct::{FIELDS, Object, Token, record, token};
    use gopylink_abi::layout::Slice;
    use pyo3::ffi::{self, PyObject};

    use super::super::read::{Needs, builtin, given_to};
    use super::super::{names, plain};
    use crate::enter;

    /// How many records are known at most.
    const SLOTS: usize = 256;

    #[derive(Clone, Copy)]
    struct Known {
        /// The library's, which no other record has.
        names: *const c_void,
        count: usize,
        /// References for as long as the record is known.
        keys: [*mut PyObject; FIELDS],
        /// The class whose plain instances were last read, by its version.
        class: *mut ffi::PyTypeObject,
        version: c_uint,
        /// The keys as the tuple of that class, a reference; null before there is one.
        fields: *mut PyObject,
    }

    struct Memory(UnsafeCell<[Known; SLOTS]>);

    // SAFETY: used only by whoever holds the GIL, and never across code that could let it go.
    unsafe impl Sync for Memory {}

    const NONE: Known = Known {
        names: ptr::null(),
        count: 0,
        keys: [ptr::null_mut(); FIELDS],
        class: ptr::null_mut(),
        version: 0,
        fields: ptr::null_mut(),
    };
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
            if ffi::Py_TYPE(dict) != &raw mut ffi::PyDict_Type {
                return instance(dict, known, tokens, stride);
            }
            if ffi::PyDict_Size(dict) as usize != count {
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

    /// Reads the attributes of a plain instance whose fields are the keys, in their order.
    ///
    /// # Safety
    ///
    /// As for [`record`], of which `known` is the record.
    unsafe fn instance(
        object: *mut PyObject,
        known: *mut Known,
        mut token: *mut Token,
        stride: usize,
    ) -> u32 {
        // SAFETY: the object is alive, and so are the fields, once they have a reference more. Every attribute is a new
        // reference, or null with an exception set.
        unsafe {
            let class = ffi::Py_TYPE(object);
            let Some(version) = plain::version(class) else { return record::OTHER };
            if (*known).class != class || (*known).version != version {
                let fields = plain::fields(class, version);
                if fields.is_null() || !are(fields, &(&(*known).keys)[..(*known).count]) {
                    return record::OTHER;
                }
                ffi::Py_INCREF(fields);
                ffi::Py_XDECREF((*known).fields);
                ((*known).class, (*known).version, (*known).fields) = (class, version, fields);
            }
            // From the first attribute on, the record may be forgotten: one that is not there makes an exception, for which
            // garbage may be collected.
            let (fields, count) = ((*known).fields, (*known).count);
            ffi::Py_INCREF(fields);
            let mut outcome = record::SCALARS;
            for index in 0..count {
                let value = enter::generic_getattr(object, ffi::PyTuple_GET_ITEM(fields, index as isize));
                if value.is_null() {
                    ffi::PyErr_Clear();
                    outcome = record::OTHER;
                    break;
                }
                given_to(value, token);
                token = token.byte_add(stride);
            }
            ffi::Py_DECREF(fields);
            outcome
        }
    }

    /// Whether the items of a tuple are these objects.
    unsafe fn are(tuple: *mut PyObject, objects: &[*mut PyObject]) -> bool {
        // SAFETY: a tuple, alive.
        unsafe {
            ffi::PyTuple_GET_SIZE(tuple) as usize == objects.len()
                && (0..).zip(objects).all(|(index, &object)| ffi::PyTuple_GET_ITEM(tuple, index) == object)
        }
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
            let forgotten = place(names).replace(learnt);
            forgotten.keys.into_iter().for_each(|key| ffi::Py_XDECREF(key));
            ffi::Py_XDECREF(forgotten.fields);
        }
    }
}

/// Without a GIL, dicts are read entry by entry, and instances asked.
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
