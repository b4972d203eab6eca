//! Operators.

use std::ffi::c_void;

use pyo3::ffi::{self, PyObject};

use super::{
    Function, Slot, Special, call, call_for_instance, declared, declared_of, is_declined, not_implemented,
};

macro_rules! operators {
    ($($slot:ident $in_place_slot:ident: $forward:ident $reflected:ident $in_place:ident;)*) => { [$(
        (
            &[Special::$forward, Special::$reflected][..],
            ffi::$slot,
            function(binary::<{ Special::$forward as usize }, { Special::$reflected as usize }>),
        ),
        (&[Special::$in_place][..], ffi::$in_place_slot, function(in_place::<{ Special::$in_place as usize }>)),
    )*] };
}

macro_rules! conversions {
    ($($slot:ident: $special:ident;)*) => { [$(
        (
            &[Special::$special][..],
            ffi::$slot,
            Function(super::object::unary::<{ Special::$special as usize }> as ffi::unaryfunc as *const c_void),
        ),
    )*] };
}

fn function(function: ffi::binaryfunc) -> Function {
    Function(function as *const c_void)
}

pub(super) fn slots() -> Vec<Slot> {
    let conversions = conversions! {
        Py_nb_int: __int__;
        Py_nb_float: __float__;
        Py_nb_index: __index__;
        Py_nb_negative: __neg__;
        Py_nb_positive: __pos__;
        Py_nb_absolute: __abs__;
        Py_nb_invert: __invert__;
    };
    let operators = operators! {
        Py_nb_add Py_nb_inplace_add: __add__ __radd__ __iadd__;
        Py_nb_subtract Py_nb_inplace_subtract: __sub__ __rsub__ __isub__;
        Py_nb_multiply Py_nb_inplace_multiply: __mul__ __rmul__ __imul__;
        Py_nb_matrix_multiply Py_nb_inplace_matrix_multiply: __matmul__ __rmatmul__ __imatmul__;
        Py_nb_true_divide Py_nb_inplace_true_divide: __truediv__ __rtruediv__ __itruediv__;
        Py_nb_floor_divide Py_nb_inplace_floor_divide: __floordiv__ __rfloordiv__ __ifloordiv__;
        Py_nb_remainder Py_nb_inplace_remainder: __mod__ __rmod__ __imod__;
        Py_nb_lshift Py_nb_inplace_lshift: __lshift__ __rlshift__ __ilshift__;
        Py_nb_rshift Py_nb_inplace_rshift: __rshift__ __rrshift__ __irshift__;
        Py_nb_and Py_nb_inplace_and: __and__ __rand__ __iand__;
        Py_nb_or Py_nb_inplace_or: __or__ __ror__ __ior__;
        Py_nb_xor Py_nb_inplace_xor: __xor__ __rxor__ __ixor__;
    };
    let divmod = function(binary::<{ Special::__divmod__ as usize }, { Special::__rdivmod__ as usize }>);
    let power: [(_, _, ffi::ternaryfunc); 2] = [
        (&[Special::__pow__, Special::__rpow__][..], ffi::Py_nb_power, power),
        (&[Special::__ipow__][..], ffi::Py_nb_inplace_power, in_place_power),
    ];
    let power = power.map(|(specials, slot, function)| (specials, slot, Function(function as *const c_void)));
    let divmod: Slot = (&[Special::__divmod__, Special::__rdivmod__], ffi::Py_nb_divmod, divmod);
    conversions.into_iter().chain(operators).chain([divmod]).chain(power).collect()
}

/// CPython calls this where either operand has the slot, and once if both do: so it is for this to try both.
unsafe extern "C" fn binary<const FORWARD: usize, const REFLECTED: usize>(
    left: *mut PyObject,
    right: *mut PyObject,
) -> *mut PyObject {
    // SAFETY: CPython holds the GIL and the operands.
    unsafe {
        let forward = declared(left, FORWARD);
        if let Some(method) = forward {
            let result = call(left, &method.export, [right]);
            if !is_declined(result) {
                return result;
            }
        }
        // As for Python's own classes: what an operand of one type declines, another of the same type does not take.
        if forward.is_some() && ffi::Py_TYPE(left) == ffi::Py_TYPE(right) {
            return not_implemented();
        }
        match declared(right, REFLECTED) {
            Some(method) => call(right, &method.export, [left]),
            None => not_implemented(),
        }
    }
}

unsafe extern "C" fn in_place<const S: usize>(this: *mut PyObject, other: *mut PyObject) -> *mut PyObject {
    // SAFETY: CPython holds the GIL and the operands; the first is an instance of a type with this slot.
    unsafe {
        match declared_of(this, S) {
            Some(method) => call_for_instance(this, method, [other]),
            None => not_implemented(),
        }
    }
}

/// `modulo` is `None` but for `pow` with three arguments.
unsafe extern "C" fn power(
    base: *mut PyObject,
    exponent: *mut PyObject,
    modulo: *mut PyObject,
) -> *mut PyObject {
    // SAFETY: CPython holds the GIL and the operands.
    unsafe {
        let forward = declared(base, Special::__pow__ as usize);
        if let Some(method) = forward {
            let result = power_of(base, method, exponent, modulo);
            if !is_declined(result) {
                return result;
            }
        }
        if forward.is_some() && ffi::Py_TYPE(base) == ffi::Py_TYPE(exponent) {
            return not_implemented();
        }
        match declared(exponent, Special::__rpow__ as usize) {
            Some(method) => power_of(exponent, method, base, modulo),
            None => not_implemented(),
        }
    }
}

/// # Safety
///
/// As for [`call`].
unsafe fn power_of(
    this: *mut PyObject,
    method: &super::Declared,
    other: *mut PyObject,
    modulo: *mut PyObject,
) -> *mut PyObject {
    // SAFETY: by this function's contract.
    unsafe {
        if method.export.signature().parameters().len() > 1 {
            call(this, &method.export, [other, modulo])
        } else if modulo == ffi::Py_None() {
            call(this, &method.export, [other])
        } else {
            not_implemented()
        }
    }
}

unsafe extern "C" fn in_place_power(
    this: *mut PyObject,
    other: *mut PyObject,
    _modulo: *mut PyObject,
) -> *mut PyObject {
    // SAFETY: as for `in_place`.
    unsafe { in_place::<{ Special::__ipow__ as usize }>(this, other) }
}
