//! Members of enums, which are their names, values of the standard library, and exported classes, of which there are none.

use std::ffi::c_void;
use std::ptr;

use gopylink_abi::direct::{Object, Token};
use gopylink_abi::layout::Slice;

use super::model::Node;
use super::table::{made, raise, text};

pub(super) unsafe extern "C" fn place(_: *mut Object, _: *mut *mut c_void) -> *const c_void {
    ptr::null()
}

pub(super) unsafe extern "C" fn make(_: *const c_void, _: *mut *mut c_void) -> *mut Object {
    raise("there are no exported classes");
    ptr::null_mut()
}

pub(super) unsafe extern "C" fn opaque(_: *mut Object, _: *mut Token) {
    raise("nothing asks for exported classes");
}

pub(super) unsafe extern "C" fn index(_: *mut Object, _: *mut Token) {
    raise("nothing has an index");
}

pub(super) unsafe extern "C" fn member(_: *const c_void, name: Slice) -> *mut Object {
    // SAFETY: the table's contract.
    unsafe { text(name) }
}

pub(super) unsafe extern "C" fn standard(payload: Slice) -> *mut Object {
    // SAFETY: the table's contract.
    made(Node::Standard(unsafe { payload.bytes() }.to_vec()))
}
