//! NumPy arrays made of memory of ours, by the functions that NumPy has for extension modules.

use std::ffi::{c_int, c_uint, c_void};
use std::mem::transmute_copy;
use std::ptr;

use pyo3::ffi::{self, PyObject, PyTypeObject};
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::PyCapsule;

use super::WRITEABLE;
use crate::array::element::Number;

/// What is used of NumPy's table of functions, which has each at the same place in NumPy 1 and 2.
struct Functions {
    ndarray: *mut PyTypeObject,
    /// `PyArray_DescrFromType`.
    descr: unsafe extern "C" fn(c_int) -> *mut PyObject,
    /// `PyArray_NewFromDescr`.
    new: New,
    /// `PyArray_SetBaseObject`.
    set_base: unsafe extern "C" fn(*mut PyObject, *mut PyObject) -> c_int,
}

type New = unsafe extern "C" fn(
    *mut PyTypeObject,
    *mut PyObject,
    c_int,
    *const isize,
    *const isize,
    *mut c_void,
    c_int,
    *mut PyObject,
) -> *mut PyObject;

// SAFETY: the functions and the type live as long as the process, and are used by threads that are attached.
unsafe impl Send for Functions {}
// SAFETY: as above.
unsafe impl Sync for Functions {}

/// A `numpy.ndarray` of elements in C order, which share the memory that `owner` keeps; `None` if this NumPy is not one that
/// is known here.
///
/// # Safety
///
/// As many numbers as the shape has lie there, for as long as `owner` lives, and may be written unless `is_read_only`.
pub(in crate::array) unsafe fn share<'py>(
    owner: &Bound<'py, PyAny>,
    data: *mut c_void,
    number: &Number,
    shape: &[usize],
    is_read_only: bool,
) -> PyResult<Option<Bound<'py, PyAny>>> {
    let py = owner.py();
    let Some(functions) = functions(py)? else { return Ok(None) };
    let (Some(type_number), Ok(dimensions)) = (number.to_numpy(), c_int::try_from(shape.len())) else {
        return Ok(None);
    };
    let flags = if is_read_only { 0 } else { WRITEABLE };
    // SAFETY: NumPy's own functions. The first takes the description; for its own type, it runs no Python code. No strides
    // are those of C order. The other takes a reference to the owner.
    unsafe {
        let descr = (functions.descr)(type_number);
        if descr.is_null() {
            return Err(PyErr::fetch(py));
        }
        let (lengths, none, object) = (shape.as_ptr().cast(), ptr::null(), ptr::null_mut());
        let array = (functions.new)(functions.ndarray, descr, dimensions, lengths, none, data, flags, object);
        let array = Bound::from_owned_ptr_or_err(py, array)?;
        if (functions.set_base)(array.as_ptr(), owner.clone().into_ptr()) != 0 {
            return Err(PyErr::fetch(py));
        }
        Ok(Some(array))
    }
}

/// NumPy's functions; `None` if they may be others than are known here. Imports NumPy the first time.
fn functions(py: Python<'_>) -> PyResult<Option<&'static Functions>> {
    static FUNCTIONS: PyOnceLock<Option<Functions>> = PyOnceLock::new();
    FUNCTIONS.get_or_try_init(py, || find(py)).map(Option::as_ref)
}

#[cold]
fn find(py: Python<'_>) -> PyResult<Option<Functions>> {
    let numpy = py.import("numpy")?;
    let is_first = numpy.getattr("__version__")?.extract::<String>()?.starts_with("1.");
    let core = if is_first { "numpy.core._multiarray_umath" } else { "numpy._core._multiarray_umath" };
    let Ok(capsule) = py.import(core).and_then(|core| core.getattr("_ARRAY_API")) else { return Ok(None) };
    let Ok(capsule) = capsule.cast_into::<PyCapsule>() else { return Ok(None) };
    // SAFETY: a live capsule; NumPy gives this one no name.
    let table = unsafe { ffi::PyCapsule_GetPointer(capsule.as_ptr(), ptr::null()) }.cast::<*const c_void>();
    if table.is_null() {
        return Err(PyErr::fetch(py));
    }
    // SAFETY: NumPy's table, which lives as long as the process. The first place has `PyArray_GetNDArrayCVersion`, whose
    // highest byte says which table it is; if it is one of these two, the others have what is said above.
    unsafe {
        let version: unsafe extern "C" fn() -> c_uint = function(table, 0);
        if !matches!(version() >> 24, 1 | 2) {
            return Ok(None);
        }
        Ok(Some(Functions {
            ndarray: table.add(2).read().cast_mut().cast(),
            descr: function(table, 45),
            new: function(table, 94),
            set_base: function(table, 282),
        }))
    }
}

/// The function at a place of the table.
///
/// # Safety
///
/// There is one of that type.
unsafe fn function<F: Copy>(table: *const *const c_void, place: usize) -> F {
    // SAFETY: by this function's contract; pointers to functions and others are of one size.
    unsafe { transmute_copy(&table.add(place).read()) }
}
