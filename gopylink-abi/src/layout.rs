//! The `repr(C)` values that cross the boundary. Size and alignment are part of the contract and asserted here.

use std::ffi::c_void;
use std::ptr;

/// Bytes that the other side may read until the call returns.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct Slice {
    /// The first byte; may be null or dangling when `len` is 0.
    pub data: *const u8,
    /// How many bytes there are.
    pub len: usize,
}

impl Slice {
    /// Lends `bytes`.
    #[must_use]
    pub const fn new(bytes: &[u8]) -> Self {
        Self { data: bytes.as_ptr(), len: bytes.len() }
    }
}

/// Bytes that belong to the side that made them; the receiver returns them through that side's `free`.
#[repr(C)]
#[derive(Debug)]
pub struct Buffer {
    /// The first byte; null when there is nothing to free.
    pub data: *mut u8,
    /// How many bytes hold data.
    pub len: usize,
    /// How many bytes are allocated.
    pub capacity: usize,
}

impl Buffer {
    /// No bytes and nothing to free.
    pub const EMPTY: Self = Self { data: ptr::null_mut(), len: 0, capacity: 0 };
}

/// A call from Python into a library.
#[repr(C)]
#[derive(Debug)]
pub struct Call {
    /// The number that the manifest gives the thunk.
    pub thunk: u32,
    /// The instance whose method is called; null for functions and constructors.
    pub instance: *mut c_void,
    /// One msgpack array: an element for each parameter, in order.
    pub arguments: Slice,
}

/// A call from a library into Python.
#[repr(C)]
#[derive(Debug)]
pub struct PythonCall {
    /// What is called: one of the constants of [`target`].
    pub target: u32,
    /// UTF-8: the name of the function, class or method, or the source code.
    pub name: Slice,
    /// The handle of the instance whose method is called; null otherwise.
    pub object: *mut c_void,
    /// One msgpack array of positional arguments.
    pub arguments: Slice,
}

/// What a [`PythonCall`] calls.
pub mod target {
    /// An exported function, by name.
    pub const FUNCTION: u32 = 0;
    /// An exported class, by name: makes an instance and replies with its handle.
    pub const CLASS: u32 = 1;
    /// A method of an instance, by name.
    pub const METHOD: u32 = 2;
    /// The one function that a piece of source code defines.
    pub const CODE: u32 = 3;
}

/// How a call ended. The caller passes [`Reply::EMPTY`]; the callee fills it in.
#[repr(C)]
#[derive(Debug)]
pub struct Reply {
    /// One of the constants of [`status`].
    pub status: u32,
    /// The encoded result, or the encoded [`Failure`](crate::failure::Failure).
    pub buffer: Buffer,
    /// A handle that now belongs to the receiver: the new instance, or the Python exception behind a failure.
    pub object: *mut c_void,
}

impl Reply {
    /// A reply that nobody has filled in.
    pub const EMPTY: Self =
        Self { status: status::UNANSWERED, buffer: Buffer::EMPTY, object: ptr::null_mut() };
}

/// How a call ended.
pub mod status {
    /// The callee never wrote the reply.
    pub const UNANSWERED: u32 = 0;
    /// The buffer holds the result.
    pub const OK: u32 = 1;
    /// The buffer holds an encoded [`Failure`](crate::failure::Failure).
    pub const FAILED: u32 = 2;
}

const WORD: usize = size_of::<usize>();
const _: () = {
    assert!(size_of::<Slice>() == 2 * WORD && align_of::<Slice>() == WORD);
    assert!(size_of::<Buffer>() == 3 * WORD && align_of::<Buffer>() == WORD);
    assert!(size_of::<Call>() == 4 * WORD && align_of::<Call>() == WORD);
    assert!(size_of::<PythonCall>() == 6 * WORD && align_of::<PythonCall>() == WORD);
    assert!(size_of::<Reply>() == 5 * WORD && align_of::<Reply>() == WORD);
};
