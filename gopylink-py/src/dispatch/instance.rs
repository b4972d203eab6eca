//! Instances of exported classes: Python objects with the Rust value inside, from their making to their end.

use std::ffi::{c_int, c_void};
use std::mem::{offset_of, size_of};
use std::ptr;
use std::sync::atomic::{AtomicBool, AtomicPtr, AtomicU8, Ordering};

use pyo3::exceptions::PyTypeError;
use pyo3::ffi::{self, PyObject, PyTypeObject};
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyAnyMethods, PyDict, PyString, PyTuple, PyType};

use super::bind::Given;
use super::class::Class;
use super::export::Export;
use super::{cold, function, members};
use crate::{enter, errors};

/// How each instance begins. The value follows, where the class says.
#[repr(C)]
pub(super) struct Instance {
    object: PyObject,
    /// CPython's list of weak references.
    weak_references: *mut PyObject,
    /// Null for instances of no exported class. Written before anybody sees the object.
    class: *const Class,
    stage: AtomicU8,
    closed: AtomicBool,
}

/// An instance holds no value: its constructor has not run, or has failed.
const EMPTY: u8 = 0;
/// The constructor runs.
const MAKING: u8 = 1;
/// An instance holds a value, maybe a closed one.
const MADE: u8 = 2;

impl Instance {
    /// The class whose value the instance is for.
    pub(super) fn class(&self) -> Option<&'static Class> {
        // SAFETY: null or a class, which lives as long as the process.
        unsafe { self.class.as_ref() }
    }

    #[inline(always)]
    pub(super) fn is_made(&self) -> bool {
        self.stage.load(Ordering::Acquire) == MADE
    }

    pub(super) fn is_closed(&self) -> bool {
        self.closed.load(Ordering::Relaxed)
    }

    pub(super) fn set_closed(&self) {
        self.closed.store(true, Ordering::Relaxed);
    }
}

/// The value of an instance of `class`.
///
/// # Safety
///
/// `instance` is an instance of that class.
#[inline(always)]
pub(super) unsafe fn place(instance: *mut Instance, class: &Class) -> *mut c_void {
    // SAFETY: the class's type has room behind the header for the value and what it takes to align it.
    let behind = unsafe { instance.add(1).cast::<c_void>() };
    behind.map_addr(|address| (address + class.align_mask) & !class.align_mask)
}

/// How many bytes an instance takes. All classes take more than their base: so Python knows that they cannot be mixed,
/// nor one be assigned to the `__class__` of another's instance.
pub(super) fn total_size(size: usize, align: usize) -> Option<usize> {
    // Python aligns objects to a pointer at least.
    let padding = align.saturating_sub(size_of::<usize>());
    let value = size.max(size_of::<usize>()).checked_next_multiple_of(size_of::<usize>())?;
    size_of::<Instance>().checked_add(padding)?.checked_add(value)
}

/// The base of all exported classes, for who looks at objects; null before there is one.
static BASE_TYPE: AtomicPtr<PyTypeObject> = AtomicPtr::new(ptr::null_mut());

/// The base of all exported classes.
pub(crate) fn base(py: Python<'_>) -> PyResult<&Bound<'_, PyType>> {
    static BASE: PyOnceLock<Py<PyType>> = PyOnceLock::new();
    let make = || {
        let slot = |slot, pfunc: *mut c_void| ffi::PyType_Slot { slot, pfunc };
        let weak_references = Box::leak(Box::new([
            ffi::PyMemberDef {
                name: c"__weaklistoffset__".as_ptr(),
                type_code: ffi::Py_T_PYSSIZET,
                offset: offset_of!(Instance, weak_references).cast_signed(),
                flags: ffi::Py_READONLY,
                doc: ptr::null(),
            },
            ffi::PyMemberDef::default(),
        ]));
        let mut slots = [
            slot(ffi::Py_tp_new, new as ffi::newfunc as *mut c_void),
            slot(ffi::Py_tp_init, init as ffi::initproc as *mut c_void),
            slot(ffi::Py_tp_dealloc, end as ffi::destructor as *mut c_void),
            slot(ffi::Py_tp_repr, members::repr as ffi::reprfunc as *mut c_void),
            slot(ffi::Py_tp_methods, members::methods().cast()),
            slot(ffi::Py_tp_members, weak_references.as_mut_ptr().cast()),
            slot(ffi::Py_tp_doc, members::DOC.as_ptr().cast_mut().cast()),
        ];
        let size = size_of::<Instance>();
        let flags = ffi::Py_TPFLAGS_BASETYPE;
        let base = py.get_type::<PyAny>();
        let made = function::make_type(py, "gopylink._native.Instance", size, flags, &mut slots, &base)?;
        BASE_TYPE.store(made.as_type_ptr(), Ordering::Relaxed);
        Ok::<_, PyErr>(made.unbind())
    };
    Ok(BASE.get_or_try_init(py, make)?.bind(py))
}

/// `tp_new`: an instance without a value. `__init__` makes that, so that subclasses may have parameters of their own.
pub(super) unsafe extern "C" fn new(
    of_type: *mut PyTypeObject,
    _arguments: *mut PyObject,
    _keywords: *mut PyObject,
) -> *mut PyObject {
    // SAFETY: CPython passes a type that derives from the base. All that it allocates is zero, so the stage is right.
    unsafe {
        let instance = ffi::PyType_GenericAlloc(of_type, 0).cast::<Instance>();
        if !instance.is_null() {
            (*instance).class = Class::nearest(of_type);
        }
        instance.cast()
    }
}

/// `tp_init`: makes the value.
pub(super) unsafe extern "C" fn init(
    this: *mut PyObject,
    arguments: *mut PyObject,
    keywords: *mut PyObject,
) -> c_int {
    let work = |py: Python<'_>| {
        // SAFETY: CPython passes a tuple and a dict or null, which it keeps for the call.
        let (arguments, keywords) = unsafe {
            let arguments = Borrowed::from_ptr(py, arguments).cast_unchecked::<PyTuple>();
            let keywords = Borrowed::from_ptr_or_opt(py, keywords);
            (arguments, keywords.map(|keywords| keywords.cast_unchecked::<PyDict>()))
        };
        let made = spread(py, arguments, keywords, |given| {
            // SAFETY: CPython passes an instance of the type that this is the slot of; the objects are held.
            unsafe { make(this.cast(), given) }
        })?;
        made.ok_or_else(|| PyErr::fetch(py))
    };
    // SAFETY: Python calls with the GIL held.
    if unsafe { cold::attempt(work) }.is_some() { 0 } else { -1 }
}

/// Runs a call with the arguments of a tuple and a dict.
pub(super) fn spread<R>(
    py: Python<'_>,
    arguments: Borrowed<'_, '_, PyTuple>,
    keywords: Option<Borrowed<'_, '_, PyDict>>,
    run: impl FnOnce(Given) -> R,
) -> PyResult<R> {
    // Held, since the dict may change while the call runs.
    let mut objects: Vec<Bound<'_, PyAny>> = arguments.iter().collect();
    let names = keywords.filter(|keywords| !keywords.is_empty()).map(|keywords| {
        let (names, values): (Vec<_>, Vec<_>) = keywords.iter().unzip();
        objects.extend(values);
        PyTuple::new(py, names)
    });
    let names = names.transpose()?;
    if let Some(names) = &names
        && names.iter().any(|name| !name.is_instance_of::<PyString>())
    {
        return Err(PyTypeError::new_err("keywords must be strings"));
    }
    let pointers: Vec<*mut PyObject> = objects.iter().map(Bound::as_ptr).collect();
    Ok(run(Given {
        arguments: pointers.as_ptr(),
        positional: arguments.len(),
        keywords: names.as_ref().map_or(ptr::null_mut(), |names| names.as_ptr()),
    }))
}

/// Runs the constructor for an instance that others may see. `None` means that Python's error is set.
///
/// # Safety
///
/// `instance` is one, and the arguments are held.
unsafe fn make(instance: *mut Instance, given: Given) -> Option<()> {
    // SAFETY: by this function's contract.
    let this = unsafe { &*instance };
    let Some(class) = this.class() else {
        // SAFETY: this thread holds the GIL.
        unsafe { cold::type_error("only the classes of a gopylink library have instances") };
        return None;
    };
    // SAFETY: by this function's contract.
    unsafe { make_by(&class.constructor, class, instance, given) }
}

/// As [`make`], by that constructor of the instance's class.
///
/// # Safety
///
/// As for [`make`].
pub(super) unsafe fn make_by(
    constructor: &Export,
    class: &Class,
    instance: *mut Instance,
    given: Given,
) -> Option<()> {
    // SAFETY: by this function's contract.
    let this = unsafe { &*instance };
    if this.stage.compare_exchange(EMPTY, MAKING, Ordering::AcqRel, Ordering::Acquire).is_err() {
        // SAFETY: as above.
        unsafe { cold::type_error("the instance is initialized already") };
        return None;
    }
    // SAFETY: the place is of this class, and this thread's alone while the stage says so.
    let made = unsafe { constructor.call(place(instance, class), given) };
    this.stage.store(if made.is_null() { EMPTY } else { MADE }, Ordering::Release);
    (!made.is_null()).then_some(())
}

/// Makes an instance that nobody sees before it is made. Returns null with Python's error set if that fails.
///
/// # Safety
///
/// `of_type` is the type of `class` itself, and the arguments are held.
#[inline(always)]
pub(super) unsafe fn construct(
    of_type: *mut PyTypeObject,
    class: &'static Class,
    given: Given,
) -> *mut PyObject {
    // SAFETY: by this function's contract. The place is of this class, and nobody else's.
    unsafe {
        let instance = empty(of_type, class);
        if instance.is_null() {
            return ptr::null_mut();
        }
        if class.constructor.call(place(instance, class), given).is_null() {
            ffi::Py_DECREF(instance.cast());
            return ptr::null_mut();
        }
        (*instance).stage.store(MADE, Ordering::Release);
        instance.cast()
    }
}

/// An instance of an exported class: that class, and the place of the value; null if it is not made.
///
/// # Safety
///
/// `object` is one that is alive.
#[inline]
pub(super) unsafe fn found(object: *mut PyObject) -> Option<(&'static Class, *mut c_void)> {
    // SAFETY: by this function's contract. The base is the first of the types that derive from it.
    unsafe {
        let of_type = ffi::Py_TYPE(object);
        if !Class::is_of(of_type) {
            let base = BASE_TYPE.load(Ordering::Relaxed);
            if base.is_null() || ffi::PyType_IsSubtype(of_type, base) == 0 {
                return None;
            }
        }
        let instance = object.cast::<Instance>();
        let class = (*instance).class()?;
        Some((class, if (*instance).is_made() { place(instance, class) } else { ptr::null_mut() }))
    }
}

/// A new instance, and the place in which its value has to be made before anything else. Null with Python's error set if that
/// fails.
///
/// # Safety
///
/// This thread holds the GIL.
pub(super) unsafe fn made(class: &'static Class) -> (*mut PyObject, *mut c_void) {
    // SAFETY: by this function's contract; the type is that of the class.
    unsafe {
        let instance = empty(class.of_type(), class);
        if instance.is_null() {
            return (ptr::null_mut(), ptr::null_mut());
        }
        (*instance).stage.store(MADE, Ordering::Release);
        (instance.cast(), place(instance, class))
    }
}

/// An instance without a value, which nobody else sees. Null with Python's error set if that fails.
///
/// # Safety
///
/// `of_type` is the type of `class` itself, and this thread holds the GIL.
#[inline(always)]
unsafe fn empty(of_type: *mut PyTypeObject, class: &'static Class) -> *mut Instance {
    // SAFETY: the type has no objects but those of its size, which need no garbage collection; all of the header is
    // written here.
    unsafe {
        let instance = ffi::PyObject_New::<Instance>(of_type);
        if !instance.is_null() {
            (&raw mut (*instance).weak_references).write(ptr::null_mut());
            (&raw mut (*instance).class).write(class);
            (&raw mut (*instance).stage).write(AtomicU8::new(EMPTY));
            (&raw mut (*instance).closed).write(AtomicBool::new(false));
        }
        instance
    }
}

/// `tp_dealloc`: ends the value. For instances of Python's subclasses, their own has run before.
pub(super) unsafe extern "C" fn end(this: *mut PyObject) {
    let instance = this.cast::<Instance>();
    // SAFETY: nobody refers to the object any more. Its type outlives it by the reference that is dropped last.
    unsafe {
        let of_type = ffi::Py_TYPE(this);
        if !(*instance).weak_references.is_null() {
            enter::clear_weak_references(this);
        }
        if let Some(class) = (*instance).class()
            && !class.trivial_drop
            && (*instance).is_made()
        {
            end_value(class, place(instance, class));
        }
        if let Some(free) = (*of_type).tp_free {
            free(this.cast());
        }
        ffi::Py_DECREF(of_type.cast());
    }
}

/// Runs the value's `Drop`. Nobody is there to hear of a panic in it, so Python reports it as unraisable.
///
/// # Safety
///
/// `place` holds a value of `class` that is not used any more; this thread holds the GIL.
#[cold]
unsafe fn end_value(class: &'static Class, place: *mut c_void) {
    let work = |py: Python<'_>| {
        // Deallocation may happen while an exception is on its way.
        let pending = PyErr::take(py);
        // SAFETY: by this function's contract.
        if let Err(failed) = unsafe { class.library.end(py, place) } {
            let what = PyString::new(py, &format!("Drop of {}", class.name));
            errors::raise(py, *failed).write_unraisable(py, Some(&what));
        }
        if let Some(pending) = pending {
            pending.restore(py);
        }
        Ok(())
    };
    // SAFETY: by this function's contract.
    unsafe { cold::attempt(work) };
}
