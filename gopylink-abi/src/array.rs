//! Arrays: memory full of numbers of one type, which crosses without being copied.
//!
//! In one direction a library looks into memory of Python's, through the buffer protocol, for as long as it holds the
//! lease that the host gives it. In the other, Python looks into memory of the library's, for as long as it holds the
//! object that the host makes of it.

use std::ffi::c_void;
use std::ptr;

use crate::direct::{Object, Token};
use crate::layout::Slice;

/// An array of Python's, opened for a library.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct OpenArray {
    /// The type of the elements: a constant of [`element`](crate::direct::element), or [`OTHER`].
    pub element: u32,
    /// Constants of [`flag`].
    pub flags: u32,
    /// The first element.
    pub data: *mut c_void,
    /// How many dimensions there are.
    pub dimensions: usize,
    /// The length of each dimension.
    pub shape: *const usize,
    /// What the elements are, for messages, where `element` is [`OTHER`]; with [`open::UNREADABLE`], what the object is.
    pub words: Slice,
    /// What keeps the array open, and all of the above valid, until it is [closed](ArrayTable::close).
    pub lease: *mut Lease,
}

impl OpenArray {
    /// What the caller passes for the host to fill in.
    pub const EMPTY: Self = Self {
        element: OTHER,
        flags: 0,
        data: ptr::null_mut(),
        dimensions: 0,
        shape: ptr::null(),
        words: Slice { data: ptr::null(), len: 0 },
        lease: ptr::null_mut(),
    };
}

/// A library's leave to look into an array. Only the host knows what it is.
#[repr(C)]
#[derive(Debug)]
pub struct Lease {
    _opaque: [u8; 0],
}

/// The type of elements that are no Rust numbers, or not in this machine's byte order.
pub const OTHER: u32 = u32::MAX;

/// What else there is to know of an array.
pub mod flag {
    /// The elements follow each other in memory, those of the last dimension first.
    pub const C_ORDER: u32 = 1;
    /// The elements follow each other in memory, those of the first dimension first.
    pub const FORTRAN_ORDER: u32 = 2;
    /// It must not be written.
    pub const READ_ONLY: u32 = 4;
    /// The elements are not at addresses where Rust wants them.
    pub const MISALIGNED: u32 = 8;
    /// It is a copy: what is written there does not reach Python.
    pub const COPY: u32 = 16;
}

/// What an array is opened for.
pub mod access {
    /// To read it.
    pub const READ: u32 = 0;
    /// To write into it.
    pub const WRITE: u32 = 1;
    /// To read it where a byte string will do: `bytes`, and values of NumPy's that show theirs, count as no array.
    pub const BYTES: u32 = 2;
    /// To copy it where the list of its elements will do: all but arrays of one dimension, whose objects are as lists what
    /// is in their memory, count as no array.
    pub const ELEMENTS: u32 = 3;
}

/// What became of an attempt to open an array.
pub mod open {
    /// It is open.
    pub const OPENED: u32 = 0;
    /// The object has no buffer: it is no array.
    pub const NO_BUFFER: u32 = 1;
    /// The object did not give its buffer away; `words` and `lease` alone are set.
    pub const UNREADABLE: u32 = 2;
    /// Its memory is lent to a library already, and one of the two would write.
    pub const LENT: u32 = 3;
    /// Python raised an exception, which [`ObjectTable::failure`](crate::direct::ObjectTable::failure) takes.
    pub const FAILED: u32 = 4;
}

/// Memory of a library's that Python shall look into.
#[repr(C)]
#[derive(Debug)]
pub struct OwnedArray {
    /// The type of the elements: a constant of [`element`](crate::direct::element).
    pub element: u32,
    /// The first element.
    pub data: *mut c_void,
    /// How many dimensions there are.
    pub dimensions: usize,
    /// The length of each dimension. The elements are in C order.
    pub shape: *const usize,
    /// What owns the memory: passed to the functions below.
    pub owner: *mut c_void,
    /// Gives the owner back, on any thread, once nobody looks any more.
    pub release: unsafe extern "C" fn(owner: *mut c_void),
    /// Whether nobody else has the memory, so that it may be written. Once true, always true.
    pub is_sole: unsafe extern "C" fn(owner: *mut c_void) -> bool,
}

/// The host's functions on arrays, for threads that hold the GIL.
#[repr(C)]
#[derive(Debug)]
pub struct ArrayTable {
    /// The size of the table in bytes. Functions are only ever added at the end.
    pub size: usize,
    /// Opens the array that an object is, for a constant of [`access`]. Returns a constant of [`open`]; with
    /// [`OPENED`](open::OPENED) and [`UNREADABLE`](open::UNREADABLE) alone, `array` is filled in.
    pub open: unsafe extern "C" fn(object: *mut Object, access: u32, array: *mut OpenArray) -> u32,
    /// Ends a lease.
    pub close: unsafe extern "C" fn(lease: *mut Lease),
    /// Reads an object that was said to have a [buffer](crate::direct::token::BUFFER), as
    /// [`ObjectTable::read`](crate::direct::ObjectTable::read) does, as if it had none.
    pub read: unsafe extern "C" fn(object: *mut Object, token: *mut Token),
    /// Makes an object that owns the array. Takes the owner, in any case. Null as for the functions of
    /// [`ObjectTable`](crate::direct::ObjectTable).
    pub own: unsafe extern "C" fn(array: *const OwnedArray) -> *mut Object,
}

const WORD: usize = size_of::<usize>();
const _: () = {
    assert!(size_of::<OpenArray>() == 8 + 6 * WORD);
    assert!(size_of::<OwnedArray>() == 7 * WORD);
    assert!(size_of::<ArrayTable>() == 5 * WORD);
};
