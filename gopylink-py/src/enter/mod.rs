//! Entering Python code on a thread that the interpreter may end while it is in there.
//!
//! Before Python 3.14, an exiting interpreter ends every other thread that comes back for the GIL with
//! `pthread_exit`, which unwinds the thread's stack. Unwinding must not reach frames of Rust: those of this crate
//! would run without the GIL, those of a library are not ready for it. So what may run Python code, and with it
//! lose the GIL, is entered through here, where a guard stops the unwinding thread for as long as the process lives.
//!
//! Calls that run no Python code need no guard.
//!
//! Functions with a guard are not inlined. In an `extern "C"` function, the compiler would make one of the guard and of
//! what keeps panics in, which an unwinding thread passes by. What is inlined all the same stands within a
//! `catch_unwind`.

mod calls;
mod exceptions;
mod slots;

use std::ffi::c_int;
use std::mem::ManuallyDrop;
use std::ops::Deref;

use pyo3::ffi::{self, PyObject};
use pyo3::prelude::*;
use pyo3::types::PyString;

pub(crate) use calls::{call, call_named, vectorcall, vectorcall_method};
pub(crate) use exceptions::{handled, raise};
pub(crate) use slots::{call_slot, clear_weak_references, is_plain, new_filled, new_instance};

/// The address of a function of CPython's that may run Python code.
///
/// PyO3 declares these functions as ones that do not unwind, and where the compiler sees which one is called it goes
/// by that and leaves the guard out. The tests of exiting with a thread in Python hold that it does not see.
fn hidden(function: *const ()) -> *const () {
    std::hint::black_box(function)
}

/// `getattr(object, name)`.
#[inline(never)]
pub(crate) fn getattr<'py>(
    object: &Bound<'py, PyAny>,
    name: &Bound<'py, PyString>,
) -> PyResult<Bound<'py, PyAny>> {
    type GetAttr = unsafe extern "C-unwind" fn(*mut PyObject, *mut PyObject) -> *mut PyObject;
    // SAFETY: the address is that of a function of this type, but for its leave to unwind.
    let getattr =
        unsafe { std::mem::transmute::<*const (), GetAttr>(hidden(ffi::PyObject_GetAttr as *const ())) };
    let guard = Hang;
    // SAFETY: the objects are borrowed for the call.
    let result = unsafe { getattr(object.as_ptr(), name.as_ptr()) };
    std::mem::forget(guard);
    // SAFETY: a new reference, or null with an exception set.
    unsafe { Bound::from_owned_ptr_or_err(object.py(), result) }
}

/// What `object.__getattribute__` finds; null with an exception set if that is nothing.
///
/// # Safety
///
/// Object and name are alive for the call. This thread holds the GIL.
#[inline(never)]
pub(crate) unsafe fn generic_getattr(object: *mut PyObject, name: *mut PyObject) -> *mut PyObject {
    type GetAttr = unsafe extern "C-unwind" fn(*mut PyObject, *mut PyObject) -> *mut PyObject;
    // SAFETY: the address is that of a function of this type, but for its leave to unwind.
    let getattr = unsafe {
        std::mem::transmute::<*const (), GetAttr>(hidden(ffi::PyObject_GenericGetAttr as *const ()))
    };
    let guard = Hang;
    // SAFETY: by this function's contract.
    let result = unsafe { getattr(object, name) };
    std::mem::forget(guard);
    result
}

/// `next(iterator)`; `None` at its end.
#[inline(never)]
pub(crate) fn next<'py>(iterator: &Bound<'py, PyAny>) -> PyResult<Option<Bound<'py, PyAny>>> {
    type Next = unsafe extern "C-unwind" fn(*mut PyObject) -> *mut PyObject;
    // SAFETY: the address is that of a function of this type, but for its leave to unwind.
    let next = unsafe { std::mem::transmute::<*const (), Next>(hidden(ffi::PyIter_Next as *const ())) };
    let guard = Hang;
    // SAFETY: an iterator, borrowed for the call.
    let item = unsafe { next(iterator.as_ptr()) };
    std::mem::forget(guard);
    let py = iterator.py();
    // SAFETY: a new reference, or null at the end or with an exception set.
    match unsafe { Bound::from_owned_ptr_or_opt(py, item) } {
        Some(item) => Ok(Some(item)),
        None => PyErr::take(py).map_or(Ok(None), Err),
    }
}

/// Drops a reference, which may run a destructor.
pub(crate) fn release(object: Bound<'_, PyAny>) {
    // SAFETY: the reference was this function's, and is not used again.
    unsafe { release_raw(object.into_ptr()) }
}

/// Drops a reference, which may run a destructor.
///
/// # Safety
///
/// The reference is the caller's, who does not use it again. This thread holds the GIL.
#[inline(never)]
pub(crate) unsafe fn release_raw(object: *mut PyObject) {
    type DecRef = unsafe extern "C-unwind" fn(*mut PyObject);
    // SAFETY: the address is that of a function of this type, but for its leave to unwind.
    let release = unsafe { std::mem::transmute::<*const (), DecRef>(hidden(ffi::Py_DecRef as *const ())) };
    let guard = Hang;
    // SAFETY: by this function's contract.
    unsafe { release(object) };
    std::mem::forget(guard);
}

/// Fills `buffer` in with the memory of an object, which a class may have code of its own for.
///
/// # Safety
///
/// The buffer stays where it is until it is released.
#[inline(never)]
pub(crate) unsafe fn get_buffer(
    object: &Bound<'_, PyAny>,
    buffer: *mut ffi::Py_buffer,
    flags: c_int,
) -> PyResult<()> {
    type Get = unsafe extern "C-unwind" fn(*mut PyObject, *mut ffi::Py_buffer, c_int) -> c_int;
    // SAFETY: the address is that of a function of this type, but for its leave to unwind.
    let get = unsafe { std::mem::transmute::<*const (), Get>(hidden(ffi::PyObject_GetBuffer as *const ())) };
    let guard = Hang;
    // SAFETY: a live object, and by this function's contract.
    let failed = unsafe { get(object.as_ptr(), buffer, flags) } != 0;
    std::mem::forget(guard);
    if failed { Err(PyErr::fetch(object.py())) } else { Ok(()) }
}

/// Gives the memory of an object back.
///
/// # Safety
///
/// The buffer was filled in by [`get_buffer`], or is empty, and is given back once. This thread holds the GIL.
#[inline(never)]
pub(crate) unsafe fn release_buffer(buffer: *mut ffi::Py_buffer) {
    type Release = unsafe extern "C-unwind" fn(*mut ffi::Py_buffer);
    // SAFETY: the address is that of a function of this type, but for its leave to unwind.
    let release =
        unsafe { std::mem::transmute::<*const (), Release>(hidden(ffi::PyBuffer_Release as *const ())) };
    let guard = Hang;
    // SAFETY: by this function's contract.
    unsafe { release(buffer) };
    std::mem::forget(guard);
}

/// A reference that is dropped by [`release`].
pub(crate) struct Guarded<'py>(ManuallyDrop<Bound<'py, PyAny>>);

impl<'py> Guarded<'py> {
    pub(crate) fn new(object: Bound<'py, PyAny>) -> Self {
        Self(ManuallyDrop::new(object))
    }

    pub(crate) fn into_inner(self) -> Bound<'py, PyAny> {
        let mut this = ManuallyDrop::new(self);
        // SAFETY: taken once, since nothing else is dropped.
        unsafe { ManuallyDrop::take(&mut this.0) }
    }
}

impl<'py> Deref for Guarded<'py> {
    type Target = Bound<'py, PyAny>;

    fn deref(&self) -> &Self::Target {
        &self.0
    }
}

impl Drop for Guarded<'_> {
    fn drop(&mut self) {
        // SAFETY: taken once, when this is dropped.
        release(unsafe { ManuallyDrop::take(&mut self.0) });
    }
}

/// Calls a function of CPython's that makes a container. Before Python 3.12 this may collect garbage, and so run
/// destructors.
///
/// # Safety
///
/// This thread holds the GIL, and the argument is what the function takes.
#[cfg(not(Py_3_12))]
#[inline(never)]
pub(crate) unsafe fn new_container<A>(
    function: unsafe extern "C" fn(A) -> *mut PyObject,
    argument: A,
) -> *mut PyObject {
    // SAFETY: the address is that of a function of this type, but for its leave to unwind.
    let function = unsafe {
        std::mem::transmute::<*const (), unsafe extern "C-unwind" fn(A) -> *mut PyObject>(hidden(
            function as *const (),
        ))
    };
    let guard = Hang;
    // SAFETY: by this function's contract.
    let container = unsafe { function(argument) };
    std::mem::forget(guard);
    container
}

/// Calls a function of CPython's that makes a container. Garbage is collected elsewhere.
///
/// # Safety
///
/// This thread holds the GIL, and the argument is what the function takes.
#[cfg(Py_3_12)]
#[inline]
pub(crate) unsafe fn new_container<A>(
    function: unsafe extern "C" fn(A) -> *mut PyObject,
    argument: A,
) -> *mut PyObject {
    // SAFETY: by this function's contract.
    unsafe { function(argument) }
}

/// An empty dict, made as by [`new_container`]; null with an exception set if there is no memory.
///
/// # Safety
///
/// This thread holds the GIL.
#[cfg(not(Py_3_12))]
#[inline(never)]
pub(crate) unsafe fn new_dict() -> *mut PyObject {
    type New = unsafe extern "C-unwind" fn() -> *mut PyObject;
    // SAFETY: the address is that of a function of this type, but for its leave to unwind.
    let new = unsafe { std::mem::transmute::<*const (), New>(hidden(ffi::PyDict_New as *const ())) };
    let guard = Hang;
    // SAFETY: by this function's contract.
    let dict = unsafe { new() };
    std::mem::forget(guard);
    dict
}

/// An empty dict; null with an exception set if there is no memory.
///
/// # Safety
///
/// This thread holds the GIL.
#[cfg(Py_3_12)]
#[inline]
pub(crate) unsafe fn new_dict() -> *mut PyObject {
    // SAFETY: by this function's contract.
    unsafe { ffi::PyDict_New() }
}

/// Runs `work` with PyO3 knowing that this thread is attached, which it does not in what the direct lane calls. It then
/// drops references at once, not when it next attaches.
pub(crate) fn counted<R>(_py: Python<'_>, work: impl FnOnce() -> R) -> R {
    let mut work = Some(work);
    // PyO3 does not enter an interpreter that exits, but this thread is inside already.
    let outcome = Python::try_attach(|_| work.take().map(|work| work())).flatten();
    outcome.or_else(|| work.map(|work| work())).expect("ran in one place or the other")
}

/// Ends what `PyGILState_Ensure` began on a thread that did not hold the GIL. If the thread was new to the interpreter, it
/// loses what Python keeps for it, which may run destructors.
///
/// # Safety
///
/// This thread took the GIL so, and does not use it any more.
#[inline(never)]
pub(crate) unsafe fn release_gil() {
    type Release = unsafe extern "C-unwind" fn(ffi::PyGILState_STATE);
    // SAFETY: the address is that of a function of this type, but for its leave to unwind.
    let release =
        unsafe { std::mem::transmute::<*const (), Release>(hidden(ffi::PyGILState_Release as *const ())) };
    let guard = Hang;
    // SAFETY: by this function's contract.
    unsafe { release(ffi::PyGILState_STATE::PyGILState_UNLOCKED) };
    std::mem::forget(guard);
}

/// Whether this is the interpreter that the process started with, and not one inside it.
pub(crate) fn is_main_interpreter(_py: Python<'_>) -> bool {
    // SAFETY: the thread is attached, so it has an interpreter.
    unsafe { ffi::PyInterpreterState_GetID(ffi::PyInterpreterState_Get()) == 0 }
}

/// Stops the thread that drops it.
struct Hang;

impl Drop for Hang {
    fn drop(&mut self) {
        loop {
            std::thread::park();
        }
    }
}
