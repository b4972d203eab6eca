//! Python objects as libraries read and make them in the direct lane: the host's
//! [`ObjectTable`](gopylink_abi::direct::ObjectTable).
//!
//! `read` tells what an object is, `int` reads an `int`'s digits, `foreign` reads objects whose type is not builtin,
//! `fault` says why one could not be read, `make` makes objects, `numbers` copies whole lists of numbers, `names` keeps
//! the names of fields, `record` reads dicts of known names and plain instances, `plain` knows which ones these are, `class`
//! makes values of classes, `filling` instances of dataclasses, `hash` numbers that are hashes. What may run Python code is
//! entered through [`enter`](crate::enter). Knows no library, no function, no manifest.

mod class;
mod contents;
mod fault;
mod filling;
mod foreign;
mod hash;
mod int;
mod make;
mod names;
mod numbers;
mod plain;
mod read;
mod record;

use std::ffi::c_void;
use std::panic::{AssertUnwindSafe, catch_unwind};

use gopylink_abi::direct::{Object, ObjectTable, Token};
use pyo3::ffi;
use pyo3::prelude::*;

use crate::{dispatch, enter};

pub(crate) use filling::Filling;
pub(crate) use hash::{NO_INTEGER, hash_of, hash_table};
pub(crate) use int::value_of as int_value_of;
pub(crate) use read::{object, read_without_buffer, scalar};

static TABLE: ObjectTable = FUNCTIONS;

const FUNCTIONS: ObjectTable = ObjectTable {
    size: size_of::<ObjectTable>(),
    read: read::read,
    number: read::number,
    item: contents::item,
    entry: contents::entry,
    record: record::record,
    learn: record::learn,
    pack: numbers::pack,
    retain,
    release: take_back,
    none: make::none,
    boolean: make::boolean,
    signed: make::signed,
    unsigned: make::unsigned,
    big_int: make::big_int,
    float: make::float,
    text: make::text,
    name: names::name,
    bytes: make::bytes,
    numbers: numbers::numbers,
    list: make::list,
    tuple: make::tuple,
    finish: make::finish,
    dict: make::dict,
    insert: make::insert,
    insert_named: make::insert_named,
    set: make::set,
    add: make::add,
    freeze: make::freeze,
    length: make::length,
    failure,
    detach,
    attach,
    arrays: &crate::array::TABLE,
    has_gil: cfg!(not(Py_GIL_DISABLED)),
    instance: class::instance,
    member: class::member,
    standard: class::standard,
    place: dispatch::place,
    make: dispatch::make,
    opaque: read::opaque,
    index: read::index,
};

/// The table for libraries.
pub(crate) fn table() -> *const ObjectTable {
    &raw const TABLE
}

/// Looks at how this interpreter lays out what is read without asking it.
pub(crate) fn prepare(py: Python<'_>) -> PyResult<()> {
    int::prepare(py)
}

unsafe extern "C" fn retain(object: *mut Object) {
    // SAFETY: the table's contract: the object is alive, and this thread holds the GIL.
    unsafe { ffi::Py_INCREF(object.cast()) }
}

unsafe extern "C" fn take_back(object: *mut Object) {
    // SAFETY: the table's contract: the library gives the reference back, and this thread holds the GIL.
    unsafe { give_back(object.cast()) }
}

/// Drops a reference, which may run a destructor.
#[inline]
pub(crate) fn release(object: Bound<'_, PyAny>) {
    // SAFETY: the reference was this function's.
    unsafe { give_back(object.into_ptr()) }
}

/// Drops a reference, which may run a destructor.
///
/// # Safety
///
/// The reference is the caller's, who does not use it again. This thread holds the GIL.
#[inline]
pub(crate) unsafe fn give_back(object: *mut ffi::PyObject) {
    // SAFETY: by this function's contract. With the GIL, a reference that is not the last one stays so.
    unsafe {
        if cfg!(not(Py_GIL_DISABLED)) && ffi::Py_REFCNT(object) > 1 {
            ffi::Py_DECREF(object);
        } else {
            enter::release_raw(object);
        }
    }
}

unsafe extern "C" fn failure(token: *mut Token) {
    let taken = fault::take();
    // SAFETY: the token is the library's, to be filled in.
    unsafe { token.write(taken) }
}

unsafe extern "C" fn detach() -> *mut c_void {
    // SAFETY: the table's contract: this thread holds the GIL.
    unsafe { ffi::PyEval_SaveThread() }.cast()
}

unsafe extern "C" fn attach(state: *mut c_void) {
    // SAFETY: the state is the one that `detach` returned on this thread. Ended threads hang in there.
    unsafe { ffi::PyEval_RestoreThread(state.cast()) }
}

/// Runs `work`; `None` if it panicked.
///
/// # Safety
///
/// This thread holds the GIL.
pub(crate) unsafe fn attached<R>(work: impl FnOnce(Python<'_>) -> R) -> Option<R> {
    // SAFETY: by this function's contract.
    let py = unsafe { Python::assume_attached() };
    catch_unwind(AssertUnwindSafe(|| enter::counted(py, || work(py)))).ok()
}
