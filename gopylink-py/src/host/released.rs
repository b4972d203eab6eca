//! Objects that libraries let go of on threads without the GIL. They wait here until Python may run.
//!
//! Whoever enters Python next drops them. The interpreter's main thread is asked to, as it may be that nobody enters; not
//! for each object, since that takes longer than to make one.

use std::ffi::{c_int, c_void};
use std::panic::catch_unwind;
use std::ptr::{self, NonNull};
use std::sync::atomic::{AtomicBool, AtomicPtr, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use pyo3::ffi::{self, PyObject};
use pyo3::prelude::*;

use crate::{enter, gate};

/// As many as wait at a time, mostly. No lock is taken for these, so that a fork cannot find one taken.
static FEW: [AtomicPtr<PyObject>; 8] = [const { AtomicPtr::new(ptr::null_mut()) }; 8];
/// The rest.
static MANY: Mutex<Vec<Py<PyAny>>> = Mutex::new(Vec::new());
/// Whether there is a rest.
static MORE: AtomicBool = AtomicBool::new(false);
/// Whether any wait, to be asked first.
static ANY: AtomicBool = AtomicBool::new(false);
/// Whether the main thread has been asked, and is still to come.
static ASKED: AtomicBool = AtomicBool::new(false);

fn many() -> MutexGuard<'static, Vec<Py<PyAny>>> {
    MANY.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Keeps an object until the next [`drop_all`]. Not to be called with the GIL.
pub(super) fn keep(object: Py<PyAny>) {
    let object = object.into_ptr();
    let into = |place: &AtomicPtr<PyObject>| {
        place.load(Ordering::Relaxed).is_null()
            && place.compare_exchange(ptr::null_mut(), object, Ordering::SeqCst, Ordering::Relaxed).is_ok()
    };
    if !FEW.iter().any(into) {
        // SAFETY: the reference is this function's, and stands in none of the places. It may change hands without the GIL.
        let object = unsafe { std::mem::transmute::<*mut PyObject, Py<PyAny>>(object) };
        gate::undisturbed_by_forks(|| {
            many().push(object);
            MORE.store(true, Ordering::SeqCst);
        });
    }
    ANY.store(true, Ordering::Release);
}

/// Has the main thread drop what is waiting, as soon as it runs Python code.
pub(super) fn ask_main_thread() {
    // Looked at after the object was put where it waits; taken back before the main thread looks there.
    if ASKED.load(Ordering::SeqCst) || ASKED.swap(true, Ordering::SeqCst) {
        return;
    }
    let asked = gate::enter().is_some_and(|_pass| {
        // SAFETY: the interpreter lives; any thread may call this.
        unsafe { ffi::Py_AddPendingCall(Some(asked_to_drop), ptr::null_mut()) == 0 }
    });
    if !asked {
        ASKED.store(false, Ordering::SeqCst);
    }
}

extern "C" fn asked_to_drop(_: *mut c_void) -> c_int {
    let _ = catch_unwind(|| {
        ASKED.store(false, Ordering::SeqCst);
        Python::try_attach(drop_waiting)
    });
    0
}

/// Drops what is waiting, which may run destructors.
#[inline]
pub(crate) fn drop_all(py: Python<'_>) {
    if ANY.load(Ordering::Relaxed) {
        drop_waiting(py);
    }
}

#[cold]
fn drop_waiting(py: Python<'_>) {
    ANY.swap(false, Ordering::AcqRel);
    for place in &FEW {
        if let Some(object) = take(place) {
            // SAFETY: the reference was given up by `keep`, and has just been taken from the one place where it stood.
            unsafe { enter::release_raw(object.as_ptr()) };
        }
    }
    if MORE.load(Ordering::SeqCst) {
        drop_many(py);
    }
}

#[inline]
fn take(place: &AtomicPtr<PyObject>) -> Option<NonNull<PyObject>> {
    let object = NonNull::new(place.load(Ordering::SeqCst))?;
    if cfg!(Py_GIL_DISABLED) {
        return NonNull::new(place.swap(ptr::null_mut(), Ordering::AcqRel));
    }
    // Only who holds the GIL takes objects away.
    place.store(ptr::null_mut(), Ordering::Release);
    Some(object)
}

#[cold]
fn drop_many(py: Python<'_>) {
    MORE.store(false, Ordering::SeqCst);
    let objects = std::mem::take(&mut *many());
    for object in objects {
        enter::release(object.into_bound(py));
    }
}

/// In a forked child, which has lost what its parent's main thread was asked.
pub(crate) fn forked() {
    ASKED.store(false, Ordering::SeqCst);
    if MORE.load(Ordering::SeqCst) || FEW.iter().any(|place| !place.load(Ordering::SeqCst).is_null()) {
        ask_main_thread();
    }
}
