//! NumPy's arrays, looked at as NumPy's own C interface lays them out. An unsafe edge.
//!
//! By the buffer protocol, NumPy writes a description of the elements for each request, which takes longer than all else in a
//! small call. What lies here is what it documents for extension modules, the same in NumPy 1 and 2. Whatever is out of
//! the ordinary is left to the buffer protocol, and so is everything else if NumPy is another one.

mod made;

use std::ffi::{CStr, c_char, c_int, c_void};
use std::ops::Range;
use std::sync::atomic::{AtomicPtr, Ordering};
use std::{ptr, slice};

use pyo3::ffi::{self, PyObject, PyTypeObject};
use pyo3::prelude::*;
use pyo3::types::PyType;

use super::element::Number;

pub(super) use made::share;

/// NumPy's type of arrays, once an array was seen. It is never dropped.
static NDARRAY: AtomicPtr<PyTypeObject> = AtomicPtr::new(ptr::null_mut());
/// Set when it is seen that this NumPy is not one that is known here.
static UNKNOWN: AtomicPtr<PyTypeObject> = AtomicPtr::new(ptr::null_mut());

/// `PyArrayObject_fields`.
#[repr(C)]
struct ArrayObject {
    head: PyObject,
    data: *mut c_char,
    dimensions: c_int,
    shape: *mut isize,
    strides: *mut isize,
    base: *mut PyObject,
    descr: *mut Descr,
    flags: c_int,
}

/// `PyArray_Descr`, as far as both versions have the same.
#[repr(C)]
struct Descr {
    head: PyObject,
    scalar_type: *mut PyTypeObject,
    kind: c_char,
    code: c_char,
    byte_order: c_char,
    former_flags: c_char,
    number: c_int,
}

const C_CONTIGUOUS: c_int = 0x1;
const ALIGNED: c_int = 0x100;
const WRITEABLE: c_int = 0x400;
/// An array that is still to become read-only.
const WARN_ON_WRITE: c_int = 1 << 31;

/// An array of numbers that Rust knows, in C order and aligned.
pub(super) struct Plain {
    pub(super) data: *mut c_void,
    pub(super) number: &'static Number,
    dimensions: c_int,
    shape: *mut isize,
    pub(super) is_read_only: bool,
}

impl Plain {
    /// The lengths of the dimensions.
    #[inline]
    pub(super) fn shape(&self) -> &[usize] {
        match usize::try_from(self.dimensions) {
            // SAFETY: one length for each dimension, none of them negative, which nobody changes without the GIL.
            Ok(dimensions @ 1..) => unsafe { slice::from_raw_parts(self.shape.cast(), dimensions) },
            _ => &[],
        }
    }

    /// Where the elements are.
    #[inline]
    pub(super) fn addresses(&self) -> Range<usize> {
        let start = self.data.addr();
        let count: usize = self.shape().iter().product();
        start..start + count * self.number.size
    }
}

/// The object, if it is such an array and NumPy is known.
#[inline]
pub(super) fn plain(object: &Bound<'_, PyAny>) -> Option<Plain> {
    let object = object.as_ptr();
    // SAFETY: a live object.
    if unsafe { ffi::Py_TYPE(object) } != NDARRAY.load(Ordering::Relaxed) {
        return None;
    }
    // SAFETY: of exactly that type, so this is what it looks like. Whoever changes it holds the GIL.
    let (array, descr) = unsafe {
        let array = &*object.cast::<ArrayObject>();
        (array, &*array.descr)
    };
    let asked = C_CONTIGUOUS | ALIGNED | WARN_ON_WRITE;
    let is_native = matches!(descr.byte_order.cast_unsigned(), b'=' | b'|');
    if array.flags & asked != C_CONTIGUOUS | ALIGNED || !is_native {
        return None;
    }
    Some(Plain {
        data: array.data.cast(),
        number: Number::of_numpy(descr.number)?,
        dimensions: array.dimensions,
        shape: array.shape,
        is_read_only: array.flags & WRITEABLE == 0,
    })
}

/// Whether the object is an array of dates or spans of time.
pub(super) fn has_times(object: &Bound<'_, PyAny>) -> bool {
    note(object);
    let object = object.as_ptr();
    // SAFETY: a live object, of exactly that type if it is what is said, so this is what it looks like.
    unsafe {
        ffi::Py_TYPE(object) == NDARRAY.load(Ordering::Relaxed)
            && matches!((*(*object.cast::<ArrayObject>()).descr).kind.cast_unsigned(), b'M' | b'm')
    }
}

/// The name of a type, with its module if it is no class of Python's own making.
pub(super) fn type_name<'a>(class: &'a Bound<'_, PyType>) -> &'a CStr {
    // SAFETY: a live type, whose name lives as long.
    unsafe { CStr::from_ptr((*class.as_type_ptr()).tp_name) }
}

/// Remembers NumPy's type, if this object is the first array of it.
#[inline]
pub(super) fn note(object: &Bound<'_, PyAny>) {
    // Where there is no GIL, arrays may change while they are looked at.
    if cfg!(Py_GIL_DISABLED) || !NDARRAY.load(Ordering::Relaxed).is_null() {
        return;
    }
    // SAFETY: a live object, whose type has a name.
    let (class, name) = unsafe {
        let class = ffi::Py_TYPE(object.as_ptr());
        (class, CStr::from_ptr((*class).tp_name))
    };
    if name == c"numpy.ndarray" && UNKNOWN.load(Ordering::Relaxed) != class {
        remember(object, class);
    }
}

#[cold]
fn remember(object: &Bound<'_, PyAny>, class: *mut PyTypeObject) {
    if is_known(object).unwrap_or(false) {
        // SAFETY: a live type, which from now on lives forever.
        unsafe { ffi::Py_INCREF(class.cast()) };
        NDARRAY.store(class, Ordering::Relaxed);
    } else {
        UNKNOWN.store(class, Ordering::Relaxed);
    }
}

/// Whether the object is an array of NumPy itself, in a version that is known.
fn is_known(object: &Bound<'_, PyAny>) -> PyResult<bool> {
    let modules = object.py().import("sys")?.getattr("modules")?;
    let numpy = modules.get_item("numpy")?;
    let version: String = numpy.getattr("__version__")?.extract()?;
    let is_known = ["1.", "2."].iter().any(|major| version.starts_with(major));
    Ok(is_known && numpy.getattr("ndarray")?.is(object.get_type()))
}
