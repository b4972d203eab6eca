//! Whole lists of numbers, to and from the slices of libraries.

use std::ffi::c_void;
use std::ptr;

use gopylink_abi::direct::{Object, element};
use pyo3::ffi::{self, PyObject};

use super::{int, make};
use crate::enter;

/// A number of a Rust type.
trait Number: Copy {
    /// The number that an object is, if it is one of the plain type and in range. Runs no Python code.
    ///
    /// # Safety
    ///
    /// The object is alive, and this thread holds the GIL. `known` is what [`int::is_known`] says.
    unsafe fn of(object: *mut PyObject, known: bool) -> Option<Self>;

    /// The object for the number, or null with an exception set.
    ///
    /// # Safety
    ///
    /// This thread holds the GIL.
    unsafe fn object(self) -> *mut PyObject;
}

macro_rules! integers {
    ($($number:ident)*) => { $(
        impl Number for $number {
            #[inline(always)]
            unsafe fn of(object: *mut PyObject, known: bool) -> Option<Self> {
                // SAFETY: the object is alive, and an `int` when its value is asked for.
                unsafe { is_int(object).then(|| int::signed(object, known)).flatten()?.try_into().ok() }
            }

            #[inline(always)]
            unsafe fn object(self) -> *mut PyObject {
                // SAFETY: by the trait's contract.
                unsafe { make::new_int(self.into()) }
            }
        }
    )* };
}

integers! { i8 i16 i32 i64 u8 u16 u32 }

impl Number for u64 {
    #[inline(always)]
    unsafe fn of(object: *mut PyObject, known: bool) -> Option<Self> {
        // SAFETY: the object is alive, and an `int` when its value is asked for.
        unsafe { is_int(object).then(|| int::unsigned(object, known)).flatten() }
    }

    #[inline(always)]
    unsafe fn object(self) -> *mut PyObject {
        // SAFETY: by the trait's contract.
        unsafe { make::new_unsigned(self) }
    }
}

impl Number for f64 {
    #[inline(always)]
    unsafe fn of(object: *mut PyObject, _known: bool) -> Option<Self> {
        // SAFETY: the object is alive, and a `float` when its value is asked for.
        unsafe {
            let plain = ffi::Py_TYPE(object) == &raw mut ffi::PyFloat_Type;
            plain.then(|| ffi::PyFloat_AS_DOUBLE(object))
        }
    }

    #[inline(always)]
    unsafe fn object(self) -> *mut PyObject {
        // SAFETY: by the trait's contract.
        unsafe { ffi::PyFloat_FromDouble(self) }
    }
}

impl Number for f32 {
    #[inline(always)]
    unsafe fn of(object: *mut PyObject, known: bool) -> Option<Self> {
        // SAFETY: by the trait's contract.
        let wide = unsafe { f64::of(object, known) }?;
        #[allow(
            clippy::cast_possible_truncation,
            reason = "rounded as everywhere; what is too large is left out below"
        )]
        let number = wide as Self;
        (number.is_finite() || !wide.is_finite()).then_some(number)
    }

    #[inline(always)]
    unsafe fn object(self) -> *mut PyObject {
        // SAFETY: by the trait's contract.
        unsafe { ffi::PyFloat_FromDouble(self.into()) }
    }
}

#[inline(always)]
unsafe fn is_int(object: *mut PyObject) -> bool {
    // SAFETY: the caller's object is alive.
    unsafe { ffi::Py_TYPE(object) == &raw mut ffi::PyLong_Type }
}

/// Calls a function for the Rust type that a constant of [`element`] stands for.
macro_rules! for_element {
    ($element:expr, $function:ident($($argument:expr),*), $otherwise:expr) => {
        match $element {
            element::I8 => $function::<i8>($($argument),*),
            element::I16 => $function::<i16>($($argument),*),
            element::I32 => $function::<i32>($($argument),*),
            element::I64 => $function::<i64>($($argument),*),
            element::U8 => $function::<u8>($($argument),*),
            element::U16 => $function::<u16>($($argument),*),
            element::U32 => $function::<u32>($($argument),*),
            element::U64 => $function::<u64>($($argument),*),
            element::F32 => $function::<f32>($($argument),*),
            element::F64 => $function::<f64>($($argument),*),
            _ => $otherwise,
        }
    };
}

/// [`ObjectTable::pack`](gopylink_abi::direct::ObjectTable::pack).
pub(super) unsafe extern "C" fn pack(
    container: *mut Object,
    element: u32,
    target: *mut c_void,
    count: usize,
) -> usize {
    let container = container.cast::<PyObject>();
    // SAFETY: the table's contract: the container is a list or a tuple, alive. Where there is no GIL, the section keeps
    // other threads from it.
    unsafe {
        #[cfg(Py_GIL_DISABLED)]
        let mut section = std::mem::zeroed();
        #[cfg(Py_GIL_DISABLED)]
        ffi::PyCriticalSection_Begin(&raw mut section, container);
        let (items, size) = if ffi::PyList_Check(container) != 0 {
            ((*container.cast::<ffi::PyListObject>()).ob_item, ffi::PyList_GET_SIZE(container))
        } else {
            let items = &raw mut (*container.cast::<ffi::PyTupleObject>()).ob_item;
            (items.cast(), ffi::PyTuple_GET_SIZE(container))
        };
        let copied = for_element!(element, copy_out(items, count.min(size as usize), target), 0);
        #[cfg(Py_GIL_DISABLED)]
        ffi::PyCriticalSection_End(&raw mut section);
        copied
    }
}

#[inline]
unsafe fn copy_out<T: Number>(items: *mut *mut PyObject, count: usize, target: *mut c_void) -> usize {
    let target = target.cast::<T>();
    let known = int::is_known();
    for index in 0..count {
        // SAFETY: `count` is within both. Nothing runs here that could change the items.
        unsafe {
            let Some(number) = T::of(*items.add(index), known) else { return index };
            target.add(index).write(number);
        }
    }
    count
}

/// [`ObjectTable::numbers`](gopylink_abi::direct::ObjectTable::numbers).
pub(super) unsafe extern "C" fn numbers(element: u32, source: *const c_void, count: usize) -> *mut Object {
    // SAFETY: the table's contract: the source is a slice of that type.
    unsafe { for_element!(element, list_of(source, count), unknown()) }.cast()
}

#[inline]
unsafe fn list_of<T: Number>(source: *const c_void, count: usize) -> *mut PyObject {
    let source = source.cast::<T>();
    // SAFETY: a list of null items is what CPython makes; no Python code runs before all are put. Releasing it bears
    // null items.
    unsafe {
        let list = enter::new_container(ffi::PyList_New, count as isize);
        if list.is_null() {
            return list;
        }
        let items = (*list.cast::<ffi::PyListObject>()).ob_item;
        for index in 0..count {
            let number = source.add(index).read().object();
            if number.is_null() {
                ffi::Py_DECREF(list);
                return ptr::null_mut();
            }
            items.add(index).write(number);
        }
        list
    }
}

#[cold]
unsafe fn unknown() -> *mut PyObject {
    let message = c"the library asked for a list of an unknown type of numbers";
    // SAFETY: this thread holds the GIL.
    unsafe { ffi::PyErr_SetString(ffi::PyExc_SystemError, message.as_ptr()) };
    ptr::null_mut()
}
