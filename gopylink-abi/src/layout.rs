//! The `repr(C)` values that cross the boundary, with what each promises. Size and alignment are part of the
//! contract and asserted here.

use std::ffi::c_void;
use std::mem::ManuallyDrop;
use std::{ptr, slice};

use crate::pool;

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

    /// The bytes that the other side lends.
    ///
    /// # Safety
    ///
    /// The other side keeps the bytes alive and unchanged for `'call`.
    #[must_use]
    pub const unsafe fn bytes<'call>(self) -> &'call [u8] {
        if self.len == 0 {
            return &[];
        }
        // SAFETY: by this function's contract.
        unsafe { slice::from_raw_parts(self.data, self.len) }
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

    /// Hands bytes of this side's out.
    #[inline]
    #[must_use]
    pub fn lend(bytes: Vec<u8>) -> Self {
        if bytes.capacity() == 0 {
            return Self::EMPTY;
        }
        let mut bytes = ManuallyDrop::new(bytes);
        Self { data: bytes.as_mut_ptr(), len: bytes.len(), capacity: bytes.capacity() }
    }

    /// Takes bytes back that this side has lent, for its next calls or to free them.
    ///
    /// # Safety
    ///
    /// The buffer came from [`lend`](Self::lend) in this very library, and is not used again.
    #[inline]
    pub unsafe fn free(self) {
        if !self.data.is_null() {
            // SAFETY: by this function's contract, the parts are those of a `Vec<u8>`.
            pool::give(unsafe { Vec::from_raw_parts(self.data, self.len, self.capacity) });
        }
    }

    /// The bytes, lent or borrowed.
    ///
    /// # Safety
    ///
    /// The side that lent the buffer has not freed it, and nobody writes to it.
    #[must_use]
    pub const unsafe fn bytes(&self) -> &[u8] {
        if self.data.is_null() {
            return &[];
        }
        // SAFETY: by this function's contract; `len` bytes are initialised.
        unsafe { slice::from_raw_parts(self.data, self.len) }
    }
}

/// The part of a thread's stack that must not be entered: there is no room left in it for an orderly error.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StackReserve {
    /// The lowest address of the stack.
    pub lowest: usize,
    /// The first address above the reserve.
    pub end: usize,
}

impl StackReserve {
    /// Where the platform does not tell how large a thread's stack is.
    pub const UNKNOWN: Self = Self { lowest: 0, end: 0 };

    /// The reserve of a stack whose lowest address is `lowest`, and of which `remaining` bytes are left.
    ///
    /// Of a small stack, which is a thread's for which Python's `threading.stack_size` says so, most is reserved: between two
    /// looks at the reserve, debug builds take up to 18 KiB, those in which Rust and Python call each other.
    #[must_use]
    pub fn of(lowest: usize, remaining: usize) -> Self {
        const MOST: usize = 256 * 1024;
        const LEAST: usize = 20 * 1024;
        let reserve = (remaining / 4 * 3).max(LEAST.min(remaining / 8 * 7));
        Self { lowest, end: lowest + reserve.min(MOST) }
    }

    /// Whether the caller's frame is in the reserve. It is not where the caller runs on another stack than the
    /// thread's own, as coroutines do.
    #[inline]
    #[must_use]
    pub fn is_entered(self) -> bool {
        let here = 0_u8;
        let here = (&raw const here).addr();
        self.lowest <= here && here < self.end
    }
}

/// A call from Python into a library.
#[repr(C)]
#[derive(Debug)]
pub struct Call {
    /// The number that the manifest gives the thunk.
    pub thunk: u32,
    /// The instance whose method is called; for a constructor, the memory where to make it; null for functions.
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
    /// One msgpack array of arguments.
    pub arguments: Slice,
    /// What the call has beyond that; null if nothing.
    pub details: *const Details,
}

/// What only some calls into Python have: those of stubs.
#[repr(C)]
#[derive(Debug)]
pub struct Details {
    /// The names of the last arguments, which are passed by name, as UTF-8. Each is given once.
    pub names: *const Slice,
    /// How many there are; not more than arguments.
    pub name_count: usize,
    /// UTF-8: the class by whose name the result is an instance, as far as one is exported by it; or `None`, which is no
    /// handle. The library gets the object itself. Empty where it gets the value.
    pub class: Slice,
    /// By the msgpack lane: the arguments that are Python objects, which the array has nil in place of.
    pub objects: *const ObjectArgument,
    /// How many there are.
    pub object_count: usize,
}

/// An argument that is a Python object, whose handle stays the library's.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct ObjectArgument {
    /// Which argument it is, counted from 0.
    pub index: usize,
    /// The handle of the object.
    pub object: *mut c_void,
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
    /// With [`status::REFUSED`], the number of a [`FailureKind`](crate::failure::FailureKind).
    pub kind: u32,
    /// The encoded result, the encoded [`Failure`](crate::failure::Failure), or a message.
    pub buffer: Buffer,
    /// A handle that now belongs to the receiver: of the Python instance, or the exception behind a failure.
    pub object: *mut c_void,
}

impl Reply {
    /// A reply that nobody has filled in.
    pub const EMPTY: Self =
        Self { status: status::UNANSWERED, kind: 0, buffer: Buffer::EMPTY, object: ptr::null_mut() };
}

/// How a call ended.
pub mod status {
    /// The callee never wrote the reply.
    pub const UNANSWERED: u32 = 0;
    /// The buffer holds the result.
    pub const OK: u32 = 1;
    /// The buffer holds an encoded [`Failure`](crate::failure::Failure).
    pub const FAILED: u32 = 2;
    /// The call failed as the reply's `kind` says, and the buffer holds the message as UTF-8: a failure that is no more
    /// than that.
    pub const REFUSED: u32 = 3;
}

const WORD: usize = size_of::<usize>();
const _: () = {
    assert!(size_of::<Slice>() == 2 * WORD && align_of::<Slice>() == WORD);
    assert!(size_of::<Buffer>() == 3 * WORD && align_of::<Buffer>() == WORD);
    assert!(size_of::<Call>() == 4 * WORD && align_of::<Call>() == WORD);
    assert!(size_of::<PythonCall>() == 7 * WORD && align_of::<PythonCall>() == WORD);
    assert!(size_of::<Details>() == 6 * WORD && align_of::<Details>() == WORD);
    assert!(size_of::<ObjectArgument>() == 2 * WORD && align_of::<ObjectArgument>() == WORD);
    assert!(size_of::<StackReserve>() == 2 * WORD && align_of::<StackReserve>() == WORD);
    assert!(size_of::<Reply>() == 5 * WORD && align_of::<Reply>() == WORD);
};
