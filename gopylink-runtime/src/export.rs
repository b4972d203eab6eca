//! The one symbol that a library exports, and the functions behind it.
//!
//! One of the two unsafe edges of the runtime; what the host promises is written at [`LibraryTable`].

use std::ffi::c_void;
use std::ptr;

use gopylink_abi::direct::{DirectCall, Object};
use gopylink_abi::layout::{self, Buffer, status};
use gopylink_abi::table::{Header, HostTable, LibraryTable, OLDEST_HOST, PANIC_ABORTS, VERSION};

use crate::call::{catch, dispatch, install_hook};
use crate::error::{Error, ErrorKind, Result};
use crate::object::{self, Instance};
use crate::registry;
use crate::thunk::Reply;

static TABLE: LibraryTable = LibraryTable {
    header: Header { version: VERSION, oldest_peer: OLDEST_HOST, size: size_of::<LibraryTable>() },
    flags: if cfg!(panic = "abort") { PANIC_ABORTS } else { 0 },
    connect,
    manifest,
    call,
    close,
    release,
    free,
    forked,
    thunk,
    call_direct,
};

/// Hands out the library's table: what `gopylink.load_go_lib` looks for in the file.
// SAFETY: the name carries the project's prefix, and a process links this crate once per library.
#[unsafe(no_mangle)]
extern "C" fn gopylink_library() -> *const LibraryTable {
    &raw const TABLE
}

unsafe extern "C" fn connect(host: *const HostTable, context: *mut c_void, reply: *mut layout::Reply) {
    install_hook();
    // SAFETY: the host passes its own table, as `LibraryTable::connect` asks.
    let connected = unsafe { crate::host::connect(host, context) };
    let outcome =
        connected.map(|()| Reply::default()).map_err(|refused| Error::of_kind(ErrorKind::Value, refused));
    // SAFETY: `reply` is the host's, valid for this call.
    unsafe { answer(reply, outcome) }
}

unsafe extern "C" fn manifest(reply: *mut layout::Reply) {
    let outcome = catch(|| {
        let registry = registry::registry().map_err(|refused| Error::of_kind(ErrorKind::Value, refused))?;
        let bytes = rmp_serde::to_vec_named(&registry.manifest)
            .map_err(|error| Error::of_kind(ErrorKind::Internal, error.to_string()))?;
        Ok(Reply { bytes, instance: None })
    });
    // SAFETY: `reply` is the host's, valid for this call.
    unsafe { answer(reply, outcome) }
}

unsafe extern "C" fn call(call: *const layout::Call, reply: *mut layout::Reply) {
    // SAFETY: the host keeps the call, its arguments and the instance alive until this function returns.
    let (call, instance, arguments) = unsafe {
        let call = &*call;
        (call, call.instance.cast::<Instance>().as_ref(), call.arguments.bytes())
    };
    let outcome = catch(|| dispatch(call.thunk, instance, arguments));
    // SAFETY: `reply` is the host's, valid for this call.
    unsafe { answer(reply, outcome) }
}

unsafe extern "C" fn thunk(_number: u32) -> *const c_void {
    ptr::null()
}

unsafe extern "C" fn call_direct(
    _thunk: *const c_void,
    _call: *const DirectCall,
    _reply: *mut layout::Reply,
) -> *mut Object {
    ptr::null_mut()
}

unsafe extern "C" fn close(instance: *mut c_void, reply: *mut layout::Reply) {
    // SAFETY: the host passes a handle that it has not given back.
    let instance = unsafe { &*instance.cast::<Instance>() };
    let outcome = catch(|| instance.close()).map(|()| Reply::default());
    // SAFETY: `reply` is the host's, valid for this call.
    unsafe { answer(reply, outcome) }
}

unsafe extern "C" fn release(instance: *mut c_void, reply: *mut layout::Reply) {
    // SAFETY: `answer` made the handle with `Box::into_raw`, and the host gives it back once.
    let instance = unsafe { Box::from_raw(instance.cast::<Instance>()) };
    let outcome = catch(|| {
        drop(instance);
        Ok(Reply::default())
    });
    // SAFETY: `reply` is the host's, valid for this call.
    unsafe { answer(reply, outcome) }
}

unsafe extern "C" fn free(buffer: Buffer) {
    // SAFETY: `answer` lent the buffer, and the host gives it back once.
    unsafe { buffer.free() }
}

unsafe extern "C" fn forked() {
    object::forked();
}

/// Fills in the host's reply.
///
/// # Safety
///
/// `reply` points to a reply that only this call writes.
unsafe fn answer(reply: *mut layout::Reply, outcome: Result<Reply>) {
    let filled = match outcome {
        Ok(Reply { bytes, instance }) => layout::Reply {
            status: status::OK,
            kind: 0,
            buffer: Buffer::lend(bytes),
            object: instance.map_or(ptr::null_mut(), |instance| Box::into_raw(Box::new(instance)).cast()),
        },
        Err(error) => {
            let (failure, exception) = error.into_parts();
            layout::Reply {
                status: status::FAILED,
                kind: 0,
                // An error that cannot be encoded still fails the call: the host then finds no text.
                buffer: Buffer::lend(rmp_serde::to_vec_named(&failure).unwrap_or_default()),
                object: exception.map_or(ptr::null_mut(), crate::host::Handle::into_raw),
            }
        }
    };
    // SAFETY: by this function's contract.
    unsafe { reply.write(filled) }
}
