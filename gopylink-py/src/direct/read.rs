//! What an object is: the builtin types, without running Python code.

use gopylink_abi::direct::{Number, Object, Outcome, Token, outcome, token};
use gopylink_abi::layout::Slice;
use pyo3::ffi::{self, PyObject};
use pyo3::prelude::*;
use pyo3::types::PyBool;

use super::fault::{self, Fault};
use super::{foreign, give_back, int};
use crate::{codec, enter};

/// [`ObjectTable::read`](gopylink_abi::direct::ObjectTable::read).
pub(super) unsafe extern "C" fn read(object: *mut Object, token: *mut Token) {
    // SAFETY: the table's contract: the object is alive, the token is there to be filled in.
    unsafe { lent(object.cast(), token) };
}

/// [`ObjectTable::number`](gopylink_abi::direct::ObjectTable::number).
pub(super) unsafe extern "C" fn number(object: *mut Object) -> Number {
    // SAFETY: the table's contract: the object is alive.
    unsafe { simple(object.cast()) }
}

/// The number that an object simply is.
///
/// # Safety
///
/// The object is alive, and this thread holds the GIL.
#[inline(always)]
unsafe fn simple(object: *mut PyObject) -> Number {
    // SAFETY: by this function's contract.
    unsafe {
        let class = ffi::Py_TYPE(object);
        if class == &raw mut ffi::PyLong_Type
            && int::is_known()
            && let Some(value) = int::short(object)
        {
            return Number { kind: token::SIGNED.into(), number: value.cast_unsigned() };
        }
        if class == &raw mut ffi::PyFloat_Type {
            let value = ffi::PyFloat_AS_DOUBLE(object);
            return Number { kind: token::FLOAT.into(), number: value.to_bits() };
        }
        Number { kind: token::NONE.into(), number: 0 }
    }
}

/// The outcome of a call that gave a result, as one that no object is needed for if that can be.
#[inline(always)]
pub(crate) fn scalar(result: Bound<'_, PyAny>) -> Outcome {
    // SAFETY: a live object, and the GIL is held.
    let number = unsafe { simple(result.as_ptr()) };
    if number.kind == u64::from(token::NONE) {
        return other_scalar(result);
    }
    super::release(result);
    Outcome { kind: number.kind, value: number.number }
}

#[inline(never)]
fn other_scalar(result: Bound<'_, PyAny>) -> Outcome {
    let (kind, value) = if result.is_none() {
        (token::NONE, 0)
    } else if let Ok(value) = result.cast::<PyBool>() {
        (token::BOOL, value.is_true().into())
    } else {
        return object(result);
    };
    super::release(result);
    Outcome { kind: kind.into(), value }
}

/// The outcome of a call that gave an object.
#[inline]
pub(crate) fn object(result: Bound<'_, PyAny>) -> Outcome {
    Outcome { kind: outcome::OBJECT, value: result.into_ptr().expose_provenance() as u64 }
}

/// What a token that was filled in needs.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Needs {
    /// Nothing, or it owns what it needs.
    Nothing,
    /// The object that was read, alive.
    Object,
}

/// Reads an object that the reader keeps alive. Tokens are filled in where they are: copies cost more than all the rest.
///
/// # Safety
///
/// The object is alive for as long as the token is used. This thread holds the GIL; here and below.
#[inline]
unsafe fn lent(object: *mut PyObject, token: *mut Token) -> Needs {
    // SAFETY: by this function's contract.
    unsafe { builtin(object, token).unwrap_or_else(|| other(object, token)) }
}

/// Reads an object that only something else keeps alive, which may change: the token owns what it needs.
#[inline]
pub(super) unsafe fn kept(object: *mut PyObject, token: *mut Token) {
    // SAFETY: the object is alive now, and builtin types are read without running code that could change that.
    unsafe {
        match builtin(object, token) {
            Some(Needs::Nothing) => {}
            Some(Needs::Object) => {
                ffi::Py_INCREF(object);
                (*token).owned = true;
            }
            None => {
                ffi::Py_INCREF(object);
                given_to(object, token);
            }
        }
    }
}

/// Reads an object and takes the reference to it.
///
/// # Safety
///
/// The reference is the caller's, who does not use it again.
#[inline]
pub(super) unsafe fn given_to(object: *mut PyObject, token: *mut Token) {
    // SAFETY: by this function's contract.
    unsafe {
        match lent(object, token) {
            Needs::Nothing => give_back(object),
            Needs::Object => (*token).owned = true,
        }
    }
}

/// As [`given_to`], for a token that is still to find its place.
///
/// # Safety
///
/// As for [`given_to`].
pub(super) unsafe fn given(object: *mut PyObject) -> Token {
    let mut token = Token::EMPTY;
    // SAFETY: by this function's contract.
    unsafe { given_to(object, &raw mut token) };
    token
}

/// Reads an object of a builtin type. Runs no Python code.
#[inline(always)]
pub(super) unsafe fn builtin(object: *mut PyObject, token: *mut Token) -> Option<Needs> {
    // SAFETY: the object is alive, the token is there to be filled in.
    unsafe {
        let class = ffi::Py_TYPE(object);
        if class == &raw mut ffi::PyLong_Type {
            match int::signed(object, int::is_known()) {
                Some(value) => fill_number(token, token::SIGNED, value.cast_unsigned()),
                None => token.write(long(object)),
            }
            return Some(Needs::Nothing);
        }
        if class == &raw mut ffi::PyUnicode_Type {
            return Some(fill_text(object, token));
        }
        if class == &raw mut ffi::PyFloat_Type {
            fill_number(token, token::FLOAT, ffi::PyFloat_AS_DOUBLE(object).to_bits());
            return Some(Needs::Nothing);
        }
        if object == ffi::Py_None() {
            fill_number(token, token::NONE, 0);
            return Some(Needs::Nothing);
        }
        if class == &raw mut ffi::PyBool_Type {
            fill_number(token, token::BOOL, (object == ffi::Py_True()).into());
            return Some(Needs::Nothing);
        }
        if class == &raw mut ffi::PyList_Type {
            token.write(list(object));
        } else if class == &raw mut ffi::PyDict_Type {
            token.write(container(token::DICT, object, ffi::PyDict_Size(object)));
        } else if class == &raw mut ffi::PyTuple_Type {
            token.write(tuple(object));
        } else if class == &raw mut ffi::PyBytes_Type {
            token.write(bytes(object));
        } else {
            return None;
        }
        Some(Needs::Object)
    }
}

/// Fills in what a number needs, and no more.
#[inline]
unsafe fn fill_number(token: *mut Token, kind: u32, number: u64) {
    // SAFETY: the token is the caller's, to be filled in.
    unsafe {
        (*token).kind = kind;
        (*token).owned = false;
        (*token).number = number;
    }
}

/// The builtin types that are rarely passed, and every other type.
#[cold]
#[inline(never)]
unsafe fn other(object: *mut PyObject, token: *mut Token) -> Needs {
    // SAFETY: the object is alive, and this thread holds the GIL.
    unsafe {
        let class = ffi::Py_TYPE(object);
        let read = if class == &raw mut ffi::PySet_Type || class == &raw mut ffi::PyFrozenSet_Type {
            elements(object)
        } else if ffi::PyObject_CheckBuffer(object) != 0 {
            container(token::BUFFER, object, 0)
        } else {
            // Its code runs when it is known that no instance of a class is asked for.
            container(token::INSTANCE, object, 0)
        };
        token.write(read);
        if read.owned || read.object.is_null() { Needs::Nothing } else { Needs::Object }
    }
}

/// [`ArrayTable::read`](gopylink_abi::array::ArrayTable::read).
pub(crate) unsafe extern "C" fn read_without_buffer(object: *mut Object, token: *mut Token) {
    // SAFETY: the table's contract: the object is alive, the token is there to be filled in.
    unsafe {
        token.write(fault::reading(|py| foreign::read(&Bound::from_borrowed_ptr(py, object.cast()))));
    }
}

/// [`ObjectTable::opaque`](gopylink_abi::direct::ObjectTable::opaque).
pub(super) unsafe extern "C" fn opaque(object: *mut Object, token: *mut Token) {
    // SAFETY: the table's contract: the object is alive, the token is there to be filled in.
    unsafe {
        let read = |py: Python<'_>| Ok(foreign::opaque(&Bound::from_borrowed_ptr(py, object.cast())));
        token.write(fault::reading(read));
    }
}

/// [`ObjectTable::index`](gopylink_abi::direct::ObjectTable::index).
pub(super) unsafe extern "C" fn index(object: *mut Object, token: *mut Token) {
    // SAFETY: the table's contract: the object is alive, the token is there to be filled in.
    unsafe {
        token.write(fault::reading(|py| foreign::index(&Bound::from_borrowed_ptr(py, object.cast()))));
    }
}

/// Of an `int`, or of a subclass.
pub(super) unsafe fn integer(object: *mut PyObject) -> Token {
    // SAFETY: the caller's object is an `int`.
    unsafe { int::signed(object, int::is_known()).map_or_else(|| long(object), signed) }
}

#[inline]
fn signed(value: i64) -> Token {
    Token { kind: token::SIGNED, number: value.cast_unsigned(), ..Token::EMPTY }
}

#[cold]
unsafe fn long(object: *mut PyObject) -> Token {
    // SAFETY: the caller's object is an `int`, alive.
    unsafe {
        if let Some(value) = int::unsigned(object, int::is_known()) {
            return Token { kind: token::UNSIGNED, number: value, ..Token::EMPTY };
        }
        fault::reading(|py| {
            let bytes = codec::big_int(&Bound::from_borrowed_ptr(py, object))?;
            Ok(owned_bytes(token::BIG, bytes.into_any()))
        })
    }
}

pub(super) fn float(value: f64) -> Token {
    Token { kind: token::FLOAT, number: value.to_bits(), ..Token::EMPTY }
}

pub(super) fn boolean(value: bool) -> Token {
    Token { kind: token::BOOL, number: value.into(), ..Token::EMPTY }
}

/// Of a `str`, or of a subclass.
pub(super) unsafe fn text(object: *mut PyObject) -> Token {
    let mut token = Token::EMPTY;
    // SAFETY: the caller's object is a `str`, alive.
    unsafe { fill_text(object, &raw mut token) };
    token
}

#[inline]
pub(super) unsafe fn fill_text(object: *mut PyObject, token: *mut Token) -> Needs {
    // SAFETY: the caller's object is a `str`, alive. The text of ASCII follows its head.
    unsafe {
        #[cfg(not(Py_3_14))]
        if ffi::PyUnicode_IS_COMPACT_ASCII(object) != 0 {
            let head = object.cast::<ffi::PyASCIIObject>();
            token.write(slice(token::TEXT, object, head.add(1).cast(), (*head).length));
            return Needs::Object;
        }
        let mut length = 0;
        let data = ffi::PyUnicode_AsUTF8AndSize(object, &raw mut length);
        if data.is_null() {
            token.write(unreadable_text());
            return Needs::Nothing;
        }
        token.write(slice(token::TEXT, object, data.cast(), length));
        Needs::Object
    }
}

#[cold]
unsafe fn unreadable_text() -> Token {
    // SAFETY: this thread holds the GIL.
    unsafe { fault::reading(|py| Err(Fault::of_text(py, PyErr::fetch(py)))) }
}

/// Of `bytes`, or of a subclass.
#[inline]
pub(super) unsafe fn bytes(object: *mut PyObject) -> Token {
    // SAFETY: the caller's object is `bytes`, alive.
    unsafe { slice(token::BYTES, object, ffi::PyBytes_AS_STRING(object).cast(), ffi::Py_SIZE(object)) }
}

/// Text or bytes that `object` holds.
#[inline]
fn slice(kind: u32, object: *mut PyObject, data: *const u8, length: isize) -> Token {
    Token { kind, bytes: Slice { data, len: length as usize }, object: object.cast(), ..Token::EMPTY }
}

/// Bytes that the token owns.
pub(super) fn owned_bytes(kind: u32, bytes: Bound<'_, PyAny>) -> Token {
    let object = bytes.into_ptr();
    // SAFETY: the callers have just made `bytes`.
    Token { kind, owned: true, ..unsafe { self::bytes(object) } }
}

/// Of a `list`, or of a subclass.
#[inline]
pub(super) unsafe fn list(object: *mut PyObject) -> Token {
    // SAFETY: the caller's object is a list.
    container(token::LIST, object, unsafe { ffi::PyList_GET_SIZE(object) })
}

/// Of a `tuple`, or of a subclass.
#[inline]
pub(super) unsafe fn tuple(object: *mut PyObject) -> Token {
    // SAFETY: the caller's object is a tuple.
    container(token::TUPLE, object, unsafe { ffi::PyTuple_GET_SIZE(object) })
}

#[inline]
fn container(kind: u32, object: *mut PyObject, count: isize) -> Token {
    Token { kind, count: count as usize, object: object.cast(), ..Token::EMPTY }
}

/// A container that the token owns.
pub(super) fn owned_container(kind: u32, list: Bound<'_, PyAny>) -> Token {
    let object = list.into_ptr();
    // SAFETY: the callers have just made a list.
    Token { kind, owned: true, ..unsafe { self::list(object) } }
}

/// The elements of a `set` or `frozenset`, as they are now.
unsafe fn elements(set: *mut PyObject) -> Token {
    // SAFETY: a set, alive; going through one runs no Python code.
    unsafe {
        let list = enter::new_container(ffi::PySequence_List, set);
        if list.is_null() {
            return fault::take();
        }
        ffi::PyObject_GC_UnTrack(list.cast());
        Token { kind: token::SET, owned: true, ..self::list(list) }
    }
}

#[cold]
pub(super) unsafe fn changed(container: *mut PyObject, token: *mut Token) {
    // SAFETY: the container is alive, and this thread holds the GIL.
    unsafe { token.write(fault::reading(|py| Err(Fault::changed(&Bound::from_borrowed_ptr(py, container))))) }
}
