//! How calls of methods come in: CPython tells a method's C function the instance, but not which method it is. So
//! there is a function for each place in the list of a class's methods.

use pyo3::Bound;
use pyo3::exceptions::PyTypeError;
use pyo3::ffi::{Py_ssize_t, PyCFunctionFastWithKeywords, PyObject};

use super::bind::Given;
use super::cold::guarded;
use super::export::Export;
use super::instance::{Instance, place};
use super::members::made;

const ROW: usize = 16;
/// How many methods of a class have a function of their own.
const COUNT: usize = ROW * ROW;

/// The function for the method at that place; `None` if there are more methods than functions.
pub(super) fn method(index: usize) -> Option<PyCFunctionFastWithKeywords> {
    (index < COUNT).then(|| TABLE[index / ROW][index % ROW])
}

static TABLE: [[PyCFunctionFastWithKeywords; ROW]; ROW] = [
    Row::<0>::FUNCTIONS,
    Row::<1>::FUNCTIONS,
    Row::<2>::FUNCTIONS,
    Row::<3>::FUNCTIONS,
    Row::<4>::FUNCTIONS,
    Row::<5>::FUNCTIONS,
    Row::<6>::FUNCTIONS,
    Row::<7>::FUNCTIONS,
    Row::<8>::FUNCTIONS,
    Row::<9>::FUNCTIONS,
    Row::<10>::FUNCTIONS,
    Row::<11>::FUNCTIONS,
    Row::<12>::FUNCTIONS,
    Row::<13>::FUNCTIONS,
    Row::<14>::FUNCTIONS,
    Row::<15>::FUNCTIONS,
];

struct Row<const ROW: usize>;

impl<const R: usize> Row<R> {
    const FUNCTIONS: [PyCFunctionFastWithKeywords; ROW] = [
        enter::<R, 0>,
        enter::<R, 1>,
        enter::<R, 2>,
        enter::<R, 3>,
        enter::<R, 4>,
        enter::<R, 5>,
        enter::<R, 6>,
        enter::<R, 7>,
        enter::<R, 8>,
        enter::<R, 9>,
        enter::<R, 10>,
        enter::<R, 11>,
        enter::<R, 12>,
        enter::<R, 13>,
        enter::<R, 14>,
        enter::<R, 15>,
    ];
}

unsafe extern "C" fn enter<const R: usize, const COLUMN: usize>(
    this: *mut PyObject,
    arguments: *const *mut PyObject,
    positional: Py_ssize_t,
    keywords: *mut PyObject,
) -> *mut PyObject {
    // SAFETY: this function is that of the method at this place of the class whose type CPython has checked.
    unsafe { call(this, R * ROW + COLUMN, arguments, positional.cast_unsigned(), keywords) }
}

/// Calls a method of an instance. Takes [`Given`] in pieces, which stay in registers.
///
/// # Safety
///
/// This thread holds the GIL; `this` is an instance of a class with that many methods; the arguments are held.
#[inline(never)]
pub(super) unsafe fn call(
    this: *mut PyObject,
    index: usize,
    arguments: *const *mut PyObject,
    positional: usize,
    keywords: *mut PyObject,
) -> *mut PyObject {
    let given = Given { arguments, positional, keywords };
    let instance = this.cast::<Instance>();
    // SAFETY: by this function's contract.
    unsafe {
        let class = (*instance).class().unwrap_unchecked();
        let method = class.methods.get_unchecked(index);
        if (*instance).is_made() {
            return method.call(place(instance, class), given);
        }
        refuse(this, method)
    }
}

/// Raises what there is to say of an instance without a value.
///
/// # Safety
///
/// This thread holds the GIL; `this` is an instance.
#[cold]
#[inline(never)]
pub(super) unsafe fn refuse(this: *mut PyObject, method: &Export) -> *mut PyObject {
    let work = |py| {
        // SAFETY: by this function's contract.
        let (instance, object) = unsafe { (&*this.cast(), Bound::from_borrowed_ptr(py, this)) };
        made(instance, &object, method.signature().label())?;
        // Made meanwhile, by another thread.
        Err(PyTypeError::new_err("the instance was not initialized yet"))
    };
    // SAFETY: by this function's contract.
    unsafe { guarded(work) }
}
