//! What the two sides hand each other: one entry symbol, one table each way.
//!
//! Both tables begin with a [`Header`], whose layout never changes: a side that does not know the other's
//! version can still read it and say so. Fields are only ever added at the end, and `size` tells how many are
//! there.

use std::ffi::c_void;

use crate::direct::{DirectPythonCall, Object, ObjectTable, Outcome, Pass};
use crate::layout::{Buffer, Call, PythonCall, Reply, Slice, StackReserve};

/// The version of the boundary that this crate describes.
pub const VERSION: u32 = 3;
/// The oldest library that a host of this version loads.
pub const OLDEST_LIBRARY: u32 = 3;
/// The oldest host that loads a library of this version.
pub const OLDEST_HOST: u32 = 3;

/// The name of the one symbol that a library exports: an [`Entry`].
pub const ENTRY_SYMBOL: &str = "gopylink_library";

/// The type of the entry symbol. The table lives as long as the process.
pub type Entry = unsafe extern "C" fn() -> *const LibraryTable;

/// How each table begins, in every version.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Header {
    /// The version of the boundary that this side was built with.
    pub version: u32,
    /// The oldest version of the other side that this side works with.
    pub oldest_peer: u32,
    /// The size of the whole table in bytes.
    pub size: usize,
}

/// Set in [`LibraryTable::flags`] when the library was built with `panic = "abort"`: a panic ends the process.
pub const PANIC_ABORTS: u32 = 1;

/// The environment variable that chooses the lane of calls from either side: [`MSGPACK`] in place of the direct one.
pub const LANE_VARIABLE: &str = "GOPYLINK_LANE";
/// The value of [`LANE_VARIABLE`] for the msgpack lane.
pub const MSGPACK: &str = "msgpack";

/// What a library offers its host.
///
/// The host may ask for the manifest first, then calls `connect`, once, and only then the rest. Every function may
/// be called from any thread. `call`, `close` and `release` run user code, so the host releases the GIL around
/// them, but for a `call` of a thunk that the manifest says holds it. A [`DirectThunk`] is called with the GIL, and releases
/// it itself.
///
/// An instance stands in memory of the host's, of the size and alignment that the manifest gives its class. The
/// constructor's call makes it there, and `release` ends it.
#[repr(C)]
#[derive(Debug)]
pub struct LibraryTable {
    /// Version and size.
    pub header: Header,
    /// [`PANIC_ABORTS`] or 0.
    pub flags: u32,
    /// Hands over the host's table, which lives as long as the process, and the token that the library passes
    /// with each call into Python. Fails if the library does not work with that host.
    pub connect: unsafe extern "C" fn(host: *const HostTable, context: *mut c_void, reply: *mut Reply),
    /// Replies with the encoded [`Manifest`](crate::manifest::Manifest).
    pub manifest: unsafe extern "C" fn(reply: *mut Reply),
    /// Runs one thunk.
    pub call: unsafe extern "C" fn(call: *const Call, reply: *mut Reply),
    /// Drops the value inside an instance, which then answers "closed".
    pub close: unsafe extern "C" fn(instance: *mut c_void, reply: *mut Reply),
    /// Ends an instance. Its memory holds nothing afterwards.
    pub release: unsafe extern "C" fn(instance: *mut c_void, reply: *mut Reply),
    /// Frees a buffer of a reply of this library.
    pub free: unsafe extern "C" fn(buffer: Buffer),
    /// Says that this process is a fork: threads of the parent are gone, what they had locked stays locked.
    pub forked: unsafe extern "C" fn(),
    /// The thunk with that number of the manifest's, as the direct lane calls it.
    pub thunk: unsafe extern "C" fn(number: u32) -> DirectThunk,
    /// Takes what the host has for an exported class, or for a type of the manifest that has a class: its name, and what the
    /// functions of [`ObjectTable`] are to be given. It lives as long as the process.
    pub take_class: unsafe extern "C" fn(name: Slice, class: *const c_void),
}

/// A thunk of a library as the direct lane calls it. Lives as long as the process.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct DirectThunk {
    /// What is called; none if there is no thunk of the number asked for.
    pub call: Option<CallDirect>,
    /// What it is called with.
    pub export: *const c_void,
}

/// Runs a thunk by the direct lane. `export` is what the [`DirectThunk`] says, `instance` is as in [`Call`]; `arguments`
/// points to an object for each parameter, in order, which the host keeps alive for the call, and is not null even where
/// there are none. In place of an object there may be null for a parameter that has a default, which then stands for it. Returns a new reference to
/// the result, and for a constructor or the setter of a property anything but null. Null means that the call failed, and `reply` is written to say
/// why; otherwise it is not.
///
/// All in registers: this is the way of the shortest calls.
pub type CallDirect = unsafe extern "C" fn(
    export: *const c_void,
    objects: *const ObjectTable,
    instance: *mut c_void,
    arguments: *const *mut Object,
    reply: *mut Reply,
) -> *mut Object;

/// What a host offers a library. Every function may be called from any thread, with or without the GIL.
#[repr(C)]
#[derive(Debug)]
pub struct HostTable {
    /// Version and size.
    pub header: Header,
    /// Calls into Python.
    pub call: unsafe extern "C" fn(context: *mut c_void, call: *const PythonCall, reply: *mut Reply),
    /// Gives the handle of a Python object back; it is released as soon as Python may run. A handle is a reference to
    /// the [`Object`].
    pub release: unsafe extern "C" fn(object: *mut c_void),
    /// Makes a second handle of the same Python object.
    pub retain: unsafe extern "C" fn(object: *mut c_void) -> *mut c_void,
    /// Replies with the formatted traceback of the exception behind a handle, as UTF-8.
    pub traceback: unsafe extern "C" fn(exception: *mut c_void, reply: *mut Reply),
    /// Frees a buffer of a reply of the host.
    pub free: unsafe extern "C" fn(buffer: Buffer),
    /// The reserve of the calling thread's stack.
    pub stack_reserve: unsafe extern "C" fn() -> StackReserve,
    /// Has the calling thread hold the GIL, for as many `leave`s as there were `enter`s that did not fail and gave something
    /// to leave.
    pub enter: unsafe extern "C" fn() -> Pass,
    /// Ends what `enter` began.
    pub leave: unsafe extern "C" fn(pass: Pass),
    /// Calls into Python by the direct lane, on a thread that has entered. What a class gives is always an object. `reply`
    /// is written if the call failed, and only then.
    pub call_direct: unsafe extern "C" fn(
        context: *mut c_void,
        call: *const DirectPythonCall,
        reply: *mut Reply,
    ) -> Outcome,
    /// Takes the handle of an exception, and replies with the failure that it is. Where there is a `place`, the exception
    /// is a `UnicodeEncodeError`, and gets that UTF-8 into its reason.
    pub describe: unsafe extern "C" fn(exception: *mut c_void, place: Slice, reply: *mut Reply),
    /// As `enter`, for a thread that Python has called and that wants the GIL back: it is not refused when the
    /// interpreter exits. A thread that Python ends stays in there.
    pub resume: unsafe extern "C" fn() -> Pass,
    /// Whether the calling thread is the one that runs the interpreter's exit: it may be that no other will ever hold the
    /// GIL again.
    pub runs_exit: unsafe extern "C" fn() -> bool,
    /// As `release`, for a thread that runs a call from Python, and will `enter` before that is over: the object is released
    /// by then.
    pub release_in_call: unsafe extern "C" fn(object: *mut c_void),
}

const WORD: usize = size_of::<usize>();
const _: () = {
    assert!(size_of::<Header>() == 8 + WORD);
    assert!(std::mem::offset_of!(LibraryTable, header) == 0);
    assert!(std::mem::offset_of!(HostTable, header) == 0);
    assert!(size_of::<LibraryTable>() == size_of::<Header>() + 10 * WORD);
    assert!(size_of::<HostTable>() == size_of::<Header>() + 13 * WORD);
};
