//! Comparisons and hashes.

use std::ffi::{c_int, c_void};

use pyo3::ffi::{self, PyObject};

use super::{
    Function, Slot, Special, Specials, call, declared_of, is_declined, new_reference, not_implemented,
};
use crate::direct;
use crate::dispatch::cold::type_error;
use crate::dispatch::instance::{Instance, place};
use crate::dispatch::trampolines::refuse;

/// All comparisons, in the order of CPython's numbers for them.
const COMPARISONS: &[Special] =
    &[Special::__lt__, Special::__le__, Special::__eq__, Special::__ne__, Special::__gt__, Special::__ge__];

/// What compares by value does not hash by identity: CPython sees to that where there is no hash. A class that only knows an
/// order keeps the hash that all objects have.
pub(super) fn slots(specials: &Specials) -> Vec<Slot> {
    let compare: ffi::richcmpfunc = compare;
    let mut slots: Vec<Slot> =
        vec![(COMPARISONS, ffi::Py_tp_richcompare, Function(compare as *const c_void))];
    if specials.has(Special::__hash__) {
        let hash: ffi::hashfunc = hash;
        slots.push((&[Special::__hash__], ffi::Py_tp_hash, Function(hash as *const c_void)));
    } else if !specials.has(Special::__eq__) {
        // SAFETY: CPython's own type, which has a hash.
        let identity = unsafe { ffi::PyBaseObject_Type.tp_hash };
        let identity = identity.map_or(std::ptr::null(), |hash| hash as *const c_void);
        slots.push((COMPARISONS, ffi::Py_tp_hash, Function(identity)));
    }
    slots
}

unsafe extern "C" fn compare(this: *mut PyObject, other: *mut PyObject, operation: c_int) -> *mut PyObject {
    // SAFETY: CPython holds the GIL and the operands; the first is an instance of a type with this slot.
    unsafe {
        let special = COMPARISONS[operation.cast_unsigned() as usize % COMPARISONS.len()];
        if let Some(method) = declared_of(this, special as usize) {
            return call(this, &method.export, [other]);
        }
        match special {
            Special::__eq__ if this == other => new_reference(ffi::Py_True()),
            Special::__ne__ => unequal(this, other),
            _ => not_implemented(),
        }
    }
}

/// What `__ne__` says where only `__eq__` is declared.
///
/// # Safety
///
/// As for [`call`].
unsafe fn unequal(this: *mut PyObject, other: *mut PyObject) -> *mut PyObject {
    // SAFETY: by this function's contract.
    unsafe {
        let Some(method) = declared_of(this, Special::__eq__ as usize) else {
            return if this == other { new_reference(ffi::Py_False()) } else { not_implemented() };
        };
        let equal = call(this, &method.export, [other]);
        if equal.is_null() || equal == ffi::Py_NotImplemented() {
            return equal;
        }
        let truth = ffi::PyObject_IsTrue(equal);
        ffi::Py_DECREF(equal);
        match truth {
            0 => new_reference(ffi::Py_True()),
            1 => new_reference(ffi::Py_False()),
            _ => std::ptr::null_mut(),
        }
    }
}

/// Takes any integer, as Python does of its own classes.
unsafe extern "C" fn hash(this: *mut PyObject) -> ffi::Py_hash_t {
    // SAFETY: CPython holds the GIL and the instance, whose type has this slot.
    unsafe {
        let Some(method) = declared_of(this, Special::__hash__ as usize) else {
            return ffi::PyObject_HashNotImplemented(this);
        };
        let instance = this.cast::<Instance>();
        let result = match (*instance).class() {
            Some(class) if (*instance).is_made() => method.export.call_for_hash(place(instance, class)),
            _ => refuse(this, &method.export),
        };
        match direct::hash_of(result) {
            // -1 says that an error is set.
            Some(-1) => -2,
            Some(hash) => hash,
            None => hash_of_object(result),
        }
    }
}

/// The hash that an object is; -1 with Python's error set.
///
/// # Safety
///
/// This thread holds the GIL; `result` is a reference that may be given back, or null.
#[inline(never)]
unsafe fn hash_of_object(result: *mut PyObject) -> ffi::Py_hash_t {
    // SAFETY: by this function's contract.
    unsafe {
        if result.is_null() {
            return -1;
        }
        if ffi::PyLong_Check(result) == 0 {
            ffi::Py_DECREF(result);
            type_error(direct::NO_INTEGER);
            return -1;
        }
        let hash = match direct::int_value_of(result).map(ffi::Py_hash_t::try_from) {
            Some(Ok(hash)) => hash,
            _ => ffi::PyObject_Hash(result),
        };
        ffi::Py_DECREF(result);
        if hash == -1 { -2 } else { hash }
    }
}

/// Whether what a method answers is true; what it declines is not. -1 is an error.
///
/// # Safety
///
/// This thread holds the GIL; `result` is a reference that may be given back, or null.
pub(super) unsafe fn truth(result: *mut PyObject) -> c_int {
    // SAFETY: by this function's contract.
    unsafe {
        if result.is_null() {
            return -1;
        }
        if is_declined(result) {
            return 0;
        }
        let truth = ffi::PyObject_IsTrue(result);
        ffi::Py_DECREF(result);
        truth
    }
}
