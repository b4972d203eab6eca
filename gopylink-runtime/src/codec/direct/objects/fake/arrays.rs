//! Arrays, of which there are none in the model.

use std::ptr;

use gopylink_abi::array::{ArrayTable, Lease, OpenArray, OwnedArray, open};
use gopylink_abi::direct::Object;

use super::table::{raise, read};

pub(super) static ARRAYS: ArrayTable =
    ArrayTable { size: size_of::<ArrayTable>(), open: open_array, close: close_array, read, own: own_array };

unsafe extern "C" fn open_array(_: *mut Object, _: u32, _: *mut OpenArray) -> u32 {
    open::NO_BUFFER
}

unsafe extern "C" fn close_array(_: *mut Lease) {}

unsafe extern "C" fn own_array(array: *const OwnedArray) -> *mut Object {
    // SAFETY: the caller gives the owner away.
    unsafe { ((*array).release)((*array).owner) };
    raise("MemoryError");
    ptr::null_mut()
}
