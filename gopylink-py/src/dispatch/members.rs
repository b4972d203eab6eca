//! What all instances have, whatever their class: `close`, `with` and a `repr`.

use std::ffi::CStr;

use pyo3::exceptions::PyTypeError;
use pyo3::ffi::{self, Py_ssize_t, PyMethodDef, PyMethodDefPointer, PyObject};
use pyo3::intern;
use pyo3::prelude::*;
use pyo3::types::{PyString, PyTuple};

use super::class::Class;
use super::cold::guarded;
use super::instance::{Instance, place};
use crate::{enter, errors};

pub(super) const DOC: &CStr = c"The base of all exported classes: an instance of a Rust class.

Rust methods run with the GIL released. `close()` drops the Rust value, as does leaving a `with` block.";

/// The methods of the base, for as long as the process lives.
pub(super) fn methods() -> *mut PyMethodDef {
    let without_arguments =
        |name: &'static CStr, function: ffi::PyCFunction, doc: &'static CStr| PyMethodDef {
            ml_name: name.as_ptr(),
            ml_meth: PyMethodDefPointer { PyCFunction: function },
            ml_flags: ffi::METH_NOARGS,
            ml_doc: doc.as_ptr(),
        };
    let exit_method = PyMethodDef {
        ml_name: c"__exit__".as_ptr(),
        ml_meth: PyMethodDefPointer { PyCFunctionFast: exit },
        ml_flags: ffi::METH_FASTCALL,
        ml_doc: c"__exit__($self, /, *exception)\n--\n\nCalls close(), which a class may have of its own to be called with nothing, and drops the Rust value if that did not.".as_ptr(),
    };
    let reduce_method = PyMethodDef {
        ml_name: c"__reduce_ex__".as_ptr(),
        ml_meth: PyMethodDefPointer { PyCFunction: reduce_ex },
        ml_flags: ffi::METH_O,
        ml_doc: c"__reduce_ex__($self, protocol, /)\n--\n\nWhat copies and pickles are made of, where the class is #[gopylink::class(pickle)].".as_ptr(),
    };
    let methods = [
        without_arguments(
            c"close",
            close,
            c"close($self, /)\n--\n\nDrops the Rust value now. Waits while other threads use it; later calls raise ClosedError.",
        ),
        without_arguments(c"__enter__", enter, c"__enter__($self, /)\n--\n\n"),
        exit_method,
        without_arguments(c"__reduce__", reduce, c"__reduce__($self, /)\n--\n\nAs __reduce_ex__(), for subclasses that ask for it."),
        reduce_method,
        PyMethodDef::zeroed(),
    ];
    Box::leak(Box::new(methods)).as_mut_ptr()
}

/// An instance that a slot or method of the base was called with.
///
/// # Safety
///
/// `this` is an instance, which the caller keeps alive.
unsafe fn instance<'a, 'py>(py: Python<'py>, this: *mut PyObject) -> (&'a Instance, Bound<'py, PyAny>) {
    // SAFETY: by this function's contract.
    unsafe { (&*this.cast::<Instance>(), Bound::from_borrowed_ptr(py, this)) }
}

pub(super) unsafe extern "C" fn repr(this: *mut PyObject) -> *mut PyObject {
    let work = |py| {
        // SAFETY: CPython calls with an instance.
        let (instance, object) = unsafe { instance(py, this) };
        let class = object.get_type();
        let closed = if instance.is_closed() { " (closed)" } else { "" };
        let text =
            format!("<{}.{} object at {:#x}{closed}>", class.module()?, class.qualname()?, this.addr());
        Ok(PyString::new(py, &text).into_any())
    };
    // SAFETY: Python calls with the GIL held.
    unsafe { guarded(work) }
}

unsafe extern "C" fn close(this: *mut PyObject, _: *mut PyObject) -> *mut PyObject {
    let work = |py| {
        // SAFETY: CPython calls with an instance.
        let (instance, object) = unsafe { instance(py, this) };
        drop_value(instance, &object)?;
        Ok(object.py().None().into_bound(object.py()))
    };
    // SAFETY: Python calls with the GIL held.
    unsafe { guarded(work) }
}

unsafe extern "C" fn enter(this: *mut PyObject, _: *mut PyObject) -> *mut PyObject {
    let work = |py| {
        // SAFETY: CPython calls with an instance.
        let (instance, object) = unsafe { instance(py, this) };
        if instance.is_closed() {
            let class = object.get_type().name()?;
            return Err(errors::closed(py, &format!("{class}.__enter__(): the instance is closed")));
        }
        Ok(object)
    };
    // SAFETY: Python calls with the GIL held.
    unsafe { guarded(work) }
}

unsafe extern "C" fn exit(this: *mut PyObject, _: *mut *mut PyObject, _: Py_ssize_t) -> *mut PyObject {
    let work = |py| {
        // SAFETY: CPython calls with an instance.
        let (instance, object) = unsafe { instance(py, this) };
        // Closed within the block: what the block's end asks for is done.
        let unless_closed = |error: PyErr| if errors::is_closed(py, &error) { Ok(()) } else { Err(error) };
        let own = if has_other_close(instance, &object)? {
            Ok(())
        } else {
            enter::getattr(&object, intern!(py, "close"))
                .and_then(|close| enter::call(&close, &PyTuple::empty(py)))
                .map(drop)
                .or_else(unless_closed)
        };
        let dropped =
            if instance.is_closed() { Ok(()) } else { drop_value(instance, &object).or_else(unless_closed) };
        own.and(dropped)?;
        Ok(object.py().None().into_bound(object.py()))
    };
    // SAFETY: Python calls with the GIL held.
    unsafe { guarded(work) }
}

/// Whether an instance has what its exported class has by the name `close`, and that cannot be called.
fn has_other_close(instance: &Instance, object: &Bound<'_, PyAny>) -> PyResult<bool> {
    let py = object.py();
    let Some(class) = instance.class().filter(|class| class.other_close) else { return Ok(false) };
    let name = intern!(py, "close");
    // SAFETY: the type of a class lives as long as the process.
    let exported = unsafe { Bound::from_borrowed_ptr(py, class.of_type().cast()) };
    Ok(enter::getattr(object.get_type().as_any(), name)?.is(&enter::getattr(&exported, name)?))
}

unsafe extern "C" fn reduce(this: *mut PyObject, _: *mut PyObject) -> *mut PyObject {
    // SAFETY: CPython calls with an instance.
    unsafe { reduced_by("reduce_value", this) }
}

unsafe extern "C" fn reduce_ex(this: *mut PyObject, _: *mut PyObject) -> *mut PyObject {
    // SAFETY: as above.
    unsafe { reduced_by("reduce", this) }
}

/// What a function of `gopylink._pickle` makes of an instance.
///
/// # Safety
///
/// `this` is an instance, and this thread holds the GIL.
unsafe fn reduced_by(function: &str, this: *mut PyObject) -> *mut PyObject {
    let work = |py| {
        // SAFETY: by this function's contract.
        let (_, object) = unsafe { instance(py, this) };
        let reduce = PyModule::import(py, "gopylink._pickle")?.getattr(function)?;
        enter::call(&reduce, &PyTuple::new(py, [object])?)
    };
    // SAFETY: as above.
    unsafe { guarded(work) }
}

fn drop_value(instance: &Instance, object: &Bound<'_, PyAny>) -> PyResult<()> {
    let py = object.py();
    let class = made(instance, object, "close()")?;
    // SAFETY: the object is this instance, which holds a value.
    let outcome = unsafe { class.library.close(py, place(object.as_ptr().cast(), class)) };
    let outcome = outcome.map_err(|failed| errors::raise(py, *failed));
    // A `Drop` that panicked has run, too.
    if !outcome.as_ref().is_err_and(|error| errors::is_borrowed(py, error)) {
        instance.set_closed();
    }
    outcome
}

/// The class of an instance that holds a value; `what` is how messages name what needs it.
pub(super) fn made(instance: &Instance, object: &Bound<'_, PyAny>, what: &str) -> PyResult<&'static Class> {
    instance.class().filter(|_| instance.is_made()).ok_or_else(|| {
        let class = errors::class_name(object);
        PyTypeError::new_err(format!(
            "{what} needs an initialized instance: '{class}.__init__' must call super().__init__()"
        ))
    })
}
