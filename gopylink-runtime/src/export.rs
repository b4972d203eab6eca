//! The one symbol that a library exports, and the functions behind it.
//!
//! One of the two unsafe edges of the runtime; what the host promises is written at [`LibraryTable`].

use std::ffi::c_void;
use std::{ptr, slice};

use gopylink_abi::direct::{Object, ObjectTable};
use gopylink_abi::layout::{self, Buffer, Slice, status};
use gopylink_abi::table::{DirectThunk, Header, HostTable, LibraryTable, OLDEST_HOST, PANIC_ABORTS, VERSION};

use crate::call::{by_msgpack, by_objects, catch, install_hook};
use crate::codec::direct::{Arguments, Kept, Objects, Owned};
use crate::describe;
use crate::error::{Error, ErrorKind, Result};
use crate::host::{self, Attached, Gil};
use crate::object::{self, Place};
use crate::registry;
use crate::thunk::{Call, Entry, Msgpack, Outcome, Run, Thunk};

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
    take_class,
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
    let outcome = connected.map(|()| Vec::new()).map_err(|refused| Error::of_kind(ErrorKind::Value, refused));
    // SAFETY: `reply` is the host's, valid for this call.
    unsafe { answer(reply, outcome) }
}

unsafe extern "C" fn manifest(reply: *mut layout::Reply) {
    let outcome = catch(|_| {
        let registry = registry::registry().map_err(|refused| Error::of_kind(ErrorKind::Value, refused))?;
        let bytes = rmp_serde::to_vec_named(&registry.manifest)
            .map_err(|error| Error::of_kind(ErrorKind::Internal, error.to_string()))?;
        Ok(bytes)
    });
    let outcome = outcome.map_err(|error| match registry::interrupted() {
        Some(what) => Error::of_kind(ErrorKind::Value, format!("{what} panicked: {}", error.message())),
        None => error,
    });
    // SAFETY: `reply` is the host's, valid for this call.
    unsafe { answer(reply, outcome) }
}

unsafe extern "C" fn call(call: *const layout::Call, reply: *mut layout::Reply) {
    // SAFETY: the host keeps the call, its arguments and the instance alive until this function returns.
    let (call, place, arguments) = unsafe {
        let call = &*call;
        (call, Place::new(call.instance), call.arguments.bytes())
    };
    let outcome = catch(|running| {
        let export = registry::entry(call.thunk)?;
        // The host holds it; so this only asks for the means to let go of it while waiting.
        let attached = export.hold_gil.then(host::resume).and_then(Result::ok);
        by_msgpack(export, place, running, arguments, attached.as_ref().map_or(Gil::RELEASED, Attached::gil))
    });
    // SAFETY: `reply` is the host's, valid for this call.
    unsafe { answer(reply, outcome) }
}

unsafe extern "C" fn thunk(number: u32) -> DirectThunk {
    match registry::entry(number) {
        Ok(export) => DirectThunk { call: Some(export.thunk.direct), export: ptr::from_ref(export).cast() },
        Err(_) => DirectThunk { call: None, export: ptr::null() },
    }
}

unsafe extern "C" fn take_class(name: Slice, class: *const c_void) {
    // SAFETY: the host lends the name for this call.
    let name = unsafe { name.bytes() };
    let Ok(name) = std::str::from_utf8(name) else { return };
    match registry::class_named(name) {
        Some(exported) => exported.take_host(class),
        None => describe::take_class(name, class),
    }
}

/// Makes the thunk of a generated function.
pub struct MakeThunk;

impl MakeThunk {
    /// The thunk of an export.
    #[must_use]
    pub const fn of<E: Run>() -> Thunk {
        Thunk { msgpack: run_by_msgpack::<E>, direct: call_direct::<E> }
    }
}

fn run_by_msgpack<'call, E: Run>(call: &mut Call<'call, Msgpack<'call>>) -> Outcome {
    E::run(call)
}

/// A [`CallDirect`](gopylink_abi::table::CallDirect) for each export: so the compiler sees what is called, and most of a
/// call is gone when it has looked.
unsafe extern "C" fn call_direct<E: Run>(
    export: *const c_void,
    objects: *const ObjectTable,
    instance: *mut c_void,
    arguments: *const *mut Object,
    reply: *mut layout::Reply,
) -> *mut Object {
    // SAFETY: `export` comes from `thunk`, and is an entry of the registry.
    let export: &'static Entry = unsafe { &*export.cast() };
    // SAFETY: the host keeps the arguments and the instance alive until this function returns, and passes as many
    // arguments as the manifest says there are parameters. Its table lives as long as the process. This thread holds the
    // GIL.
    let (place, objects, arguments, gil) = unsafe {
        (
            Place::new(instance),
            Objects::new(&*objects),
            slice::from_raw_parts(arguments, export.parameters.len()),
            Gil::held(&*objects),
        )
    };
    let outcome = catch(|running| {
        let kept = Kept::new(objects);
        // SAFETY: the host keeps the objects alive for the call.
        let arguments = unsafe { Arguments::new(arguments, &kept) };
        // As a pointer, which is small enough to stay in registers.
        Ok(by_objects::<E>(export, place, running, arguments, gil)?.map(Owned::into_raw))
    });
    match outcome {
        Ok(Some(object)) => object,
        Ok(None) => ptr::from_ref(export).cast_mut().cast(),
        Err(error) => {
            // SAFETY: `reply` is the host's, valid for this call.
            unsafe { fail(reply, error) };
            ptr::null_mut()
        }
    }
}

/// Fills in the host's reply to a call that failed.
///
/// # Safety
///
/// As for [`answer`].
#[cold]
unsafe fn fail(reply: *mut layout::Reply, error: Error) {
    // SAFETY: by this function's contract.
    unsafe { answer(reply, Err(error)) }
}

unsafe extern "C" fn close(instance: *mut c_void, reply: *mut layout::Reply) {
    // SAFETY: the host passes an instance that has not ended.
    let place = unsafe { Place::new(instance) };
    let outcome = catch(|_| place.map_or(Ok(()), Place::close)).map(|()| Vec::new());
    // SAFETY: `reply` is the host's, valid for this call.
    unsafe { answer(reply, outcome) }
}

unsafe extern "C" fn release(instance: *mut c_void, reply: *mut layout::Reply) {
    let outcome = catch(|_| {
        // SAFETY: the host passes an instance that has not ended, and that nobody uses any more.
        if let Some(place) = unsafe { Place::new(instance) } {
            // SAFETY: as above.
            unsafe { place.end() };
        }
        Ok(Vec::new())
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
/// `reply` points to an empty reply that only this call writes.
#[inline]
unsafe fn answer(reply: *mut layout::Reply, outcome: Result<Vec<u8>>) {
    // SAFETY: by this function's contract. The rest of the reply is empty already.
    unsafe {
        match outcome {
            Ok(bytes) => {
                (*reply).status = status::OK;
                (*reply).buffer = Buffer::lend(bytes);
            }
            Err(error) => reply.write(refusal(error)),
        }
    }
}

#[cold]
fn refusal(error: Error) -> layout::Reply {
    let (failure, exception) = error.into_parts();
    let object = exception.map_or(ptr::null_mut(), host::Handle::into_raw);
    if object.is_null() && failure.is_plain() {
        return layout::Reply {
            status: status::REFUSED,
            kind: failure.kind.number(),
            buffer: Buffer::lend(failure.message.into_bytes()),
            object,
        };
    }
    // An error that cannot be encoded still fails the call: the host then finds no text.
    let bytes = rmp_serde::to_vec_named(&failure).unwrap_or_default();
    layout::Reply { status: status::FAILED, kind: 0, buffer: Buffer::lend(bytes), object }
}
