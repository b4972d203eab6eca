//! The library's table behind safe calls. What the table's functions promise is written at [`LibraryTable`].

use std::ffi::c_void;
use std::mem::MaybeUninit;
use std::path::{Path, PathBuf};
use std::ptr::NonNull;

use gopylink_abi::direct::{Object, ObjectTable};
use gopylink_abi::failure::{Failure, FailureKind};
use gopylink_abi::layout::{Buffer, Call, Reply, Slice, status};
use gopylink_abi::manifest::Manifest;
use gopylink_abi::table::{
    CallDirect, ENTRY_SYMBOL, Entry, LibraryTable, OLDEST_LIBRARY, PANIC_ABORTS, VERSION,
};
use pyo3::prelude::*;

use super::lane::Lane;
use super::whole;
use crate::errors::Failed;
use crate::exception::Exceptions;
use crate::record::Classes;
use crate::{go, host};

/// A library that is connected to this host. It is never unloaded.
pub(crate) struct Library {
    table: &'static LibraryTable,
    path: PathBuf,
    lane: Lane,
    classes: &'static Classes,
    exceptions: &'static Exceptions,
}

/// A file that was found to be a library.
#[derive(Clone, Copy)]
pub(super) enum Opened {
    Rust(&'static Library),
    /// One that was built with the Go original.
    Go(&'static go::Library),
}

/// Why a shared library is none of ours.
#[cold]
fn no_library(path: &Path, is_go: bool) -> String {
    let looked = format!("it has no symbol '{ENTRY_SYMBOL}', and not {}", go::NAMES);
    let shown = path.display();
    if is_go {
        return format!(
            "{shown} is a Go library, but was not built with github.com/ray4go/gopylink: {looked}; import that package, \
             call gopylink.Init in 'func init()', and build with -buildmode=c-shared"
        );
    }
    format!(
        "{shown} is a shared library, but not a gopylink one: {looked}; it must depend on gopylink-runtime, use it, \
         and be built with crate-type = [\"cdylib\"]"
    )
}

impl Library {
    /// Loads the file and looks whether the two sides go together. `spelling` is the path as the platform's
    /// loader is to see it.
    pub(super) fn open(path: &Path, spelling: &Path) -> Result<Opened, String> {
        let shown = path.display();
        let lane = Lane::chosen().map_err(|reason| format!("{shown} cannot be loaded: {reason}"))?;
        whole::check(path)?;
        let handler = go::Handler::current();
        // SAFETY: loading runs the file's initialisers. That is what the user asks for by naming it.
        let file = unsafe { libloading::Library::new(spelling) }.map_err(|error| {
            format!("{shown} is not a shared library that this process can load: {}", deepest(&error))
        })?;
        // SAFETY: in every version, a symbol of this name has this type.
        let Ok(entry) = (unsafe { file.get::<Entry>(ENTRY_SYMBOL.as_bytes()) }) else {
            let symbols = go::Symbols::find(&file);
            let is_go = go::is_go(&file);
            let Some(symbols) = symbols else { return Err(no_library(path, is_go)) };
            // Go does not end.
            std::mem::forget(file);
            // A library that is not Go's leaves Ctrl-C as it is.
            return go::Library::new(path, symbols, handler.as_ref().filter(|_| is_go)).map(Opened::Go);
        };
        // SAFETY: the entry takes nothing and returns a table that lives as long as the process.
        let table = unsafe { entry() };
        if table.is_null() {
            return Err(format!("{shown} offers no table at '{ENTRY_SYMBOL}'; rebuild it"));
        }
        // SAFETY: every table begins with a header of this layout.
        let header = unsafe { (*table).header };
        if header.version < OLDEST_LIBRARY {
            return Err(format!(
                "{shown} speaks version {} of the gopylink boundary, this gopylink speaks versions {OLDEST_LIBRARY} \
                 to {VERSION}: rebuild the library with a newer gopylink-runtime",
                header.version
            ));
        }
        if header.oldest_peer > VERSION {
            return Err(format!(
                "{shown} speaks versions {} to {} of the gopylink boundary, this gopylink speaks version {VERSION}: \
                 update it with `pip install --upgrade gopylink-py`, or rebuild the library with an older \
                 gopylink-runtime",
                header.oldest_peer, header.version
            ));
        }
        if header.size < size_of::<LibraryTable>() {
            return Err(format!(
                "{shown} offers a table of {} bytes where version {} has {}: rebuild it",
                header.size,
                header.version,
                size_of::<LibraryTable>()
            ));
        }
        // The library's threads may run until the process ends.
        std::mem::forget(file);
        // SAFETY: the header says that the whole table is there, and it lives as long as the process.
        let table = unsafe { &*table };
        let classes: &Classes = Box::leak(Box::default());
        let exceptions = Box::leak(Box::new(Exceptions::new(classes)));
        let library = Self { table, path: path.to_owned(), lane, classes, exceptions };
        Ok(Opened::Rust(Box::leak(Box::new(library))))
    }

    /// Hands the host's table over. `registry` serves the library's calls into Python.
    pub(crate) fn connect(&'static self, registry: &'static host::Registry) -> Result<(), String> {
        let mut reply = Reply::EMPTY;
        // SAFETY: the host's table is static; the context is what `host` expects to get back.
        unsafe {
            (self.table.connect)(host::table(), host::context(registry, self.classes), &raw mut reply);
        };
        self.take(reply)
            .map(drop)
            .map_err(|failed| format!("{}: {}", self.path.display(), failed.failure.message))
    }

    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// The classes that Python has for records of this library.
    pub(crate) fn classes(&self) -> &'static Classes {
        self.classes
    }

    /// The exception classes that Python has for errors of this library.
    pub(crate) fn exceptions(&self) -> &'static Exceptions {
        self.exceptions
    }

    /// Hands the classes to the library, which makes their values from then on.
    pub(crate) fn hand_classes_over(&'static self) {
        for (name, class) in self.classes.all() {
            self.hand_over(name, class.handed());
        }
    }

    /// Hands over what the library has the host make values of a class with. It lives as long as the process.
    pub(crate) fn hand_over(&self, name: &str, class: *const c_void) {
        // SAFETY: the table's contract; the name is borrowed for the call.
        unsafe { (self.table.take_class)(Slice::new(name.as_bytes()), class) };
    }

    /// Whether a panic in this library ends the process.
    pub(crate) fn panic_aborts(&self) -> bool {
        self.table.flags & PANIC_ABORTS != 0
    }

    /// The library's description of itself, or why it offers none.
    pub(crate) fn manifest(&self) -> Result<Manifest, String> {
        let bytes = self.manifest_bytes()?;
        rmp_serde::from_slice(&bytes).map_err(|error| format!("its manifest is unreadable: {error}"))
    }

    /// The same as the library writes it.
    pub(super) fn manifest_bytes(&self) -> Result<LibraryBytes, String> {
        let mut reply = Reply::EMPTY;
        // SAFETY: the table's contract.
        unsafe { (self.table.manifest)(&raw mut reply) };
        self.take(reply).map_err(|failed| failed.failure.message)
    }

    /// The thunk with that number of the manifest's, if calls take the direct lane.
    pub(crate) fn direct_thunk(&self, number: u32) -> Option<DirectThunk> {
        if self.lane == Lane::Msgpack {
            return None;
        }
        // SAFETY: the table's contract.
        let thunk = unsafe { (self.table.thunk)(number) };
        thunk.call.map(|call| DirectThunk { call, export: thunk.export })
    }

    /// Runs a thunk by the msgpack lane, with the GIL released unless the thunk is one that holds it.
    ///
    /// # Safety
    ///
    /// `instance` is as [`Call`] asks, for the thunk of that number.
    pub(crate) unsafe fn call(
        &'static self,
        py: Python<'_>,
        thunk: u32,
        hold_gil: bool,
        instance: *mut c_void,
        arguments: &[u8],
    ) -> Result<LibraryBytes, Box<Failed>> {
        let instance = Raw(instance);
        let run = move || {
            let call = Call { thunk, instance: { instance }.0, arguments: Slice::new(arguments) };
            let mut reply = Reply::EMPTY;
            // SAFETY: by this function's contract; the arguments are borrowed for the whole call.
            unsafe { (self.table.call)(&raw const call, &raw mut reply) };
            self.take(reply)
        };
        if hold_gil { run() } else { py.detach(run) }
    }

    /// Drops the value inside an instance now, once no other thread uses it, with the GIL released.
    ///
    /// # Safety
    ///
    /// `instance` is one of this library's, which has not ended.
    pub(crate) unsafe fn close(
        &'static self,
        py: Python<'_>,
        instance: *mut c_void,
    ) -> Result<(), Box<Failed>> {
        let instance = Raw(instance);
        py.detach(move || {
            let mut reply = Reply::EMPTY;
            // SAFETY: by this function's contract.
            unsafe { (self.table.close)({ instance }.0, &raw mut reply) };
            self.take(reply).map(drop)
        })
    }

    /// Ends an instance with the GIL released, since its value's `Drop` may run.
    ///
    /// # Safety
    ///
    /// `instance` is one of this library's, and is not used any more.
    pub(crate) unsafe fn end(
        &'static self,
        py: Python<'_>,
        instance: *mut c_void,
    ) -> Result<(), Box<Failed>> {
        let instance = Raw(instance);
        py.detach(move || {
            let mut reply = Reply::EMPTY;
            // SAFETY: by this function's contract.
            unsafe { (self.table.release)({ instance }.0, &raw mut reply) };
            self.take(reply).map(drop)
        })
    }

    pub(super) fn forked(&self) {
        // SAFETY: the table's contract.
        unsafe { (self.table.forked)() }
    }

    /// The bytes of a reply of this library.
    #[inline]
    pub(crate) fn adopt(&self, buffer: Buffer) -> LibraryBytes {
        LibraryBytes { buffer, free: self.table.free }
    }

    /// What a reply of this library holds.
    #[inline]
    pub(crate) fn take(&self, reply: Reply) -> Result<LibraryBytes, Box<Failed>> {
        if reply.status == status::OK {
            return Ok(self.adopt(reply.buffer));
        }
        Err(self.failed(reply))
    }

    #[cold]
    fn failed(&self, reply: Reply) -> Box<Failed> {
        let bytes = self.adopt(reply.buffer);
        match reply.status {
            status::FAILED => {
                let failure = rmp_serde::from_slice(&bytes)
                    .unwrap_or_else(|error| internal(format!("the library's error is unreadable: {error}")));
                // SAFETY: with a failure, the object is the handle of an exception that `host` made.
                let exception = unsafe { host::take_handle(reply.object) };
                Box::new(Failed { failure, exception, exceptions: Some(self.exceptions) })
            }
            status::REFUSED => {
                let kind = FailureKind::numbered(reply.kind);
                Failed::new(kind, String::from_utf8_lossy(&bytes).into_owned())
            }
            _ => Failed::new(FailureKind::Internal, "the library did not answer"),
        }
    }
}

/// A thunk that is called by the direct lane.
#[derive(Clone, Copy)]
pub(crate) struct DirectThunk {
    call: CallDirect,
    export: *const c_void,
}

// SAFETY: a thunk is immutable, lives as long as the process, and may be called from any thread.
unsafe impl Send for DirectThunk {}
// SAFETY: as above.
unsafe impl Sync for DirectThunk {}

impl DirectThunk {
    /// Runs the thunk. The error says why it failed.
    ///
    /// # Safety
    ///
    /// This thread holds the GIL, and the rest is as [`CallDirect`] asks.
    #[inline(always)]
    pub(crate) unsafe fn call(
        self,
        objects: *const ObjectTable,
        instance: *mut c_void,
        arguments: *const *mut Object,
    ) -> Result<NonNull<Object>, Reply> {
        let mut reply = MaybeUninit::uninit();
        // SAFETY: the table's contract, by this function's.
        let result = unsafe { (self.call)(self.export, objects, instance, arguments, reply.as_mut_ptr()) };
        // SAFETY: the library has written the reply if there is no result.
        NonNull::new(result).ok_or_else(|| unsafe { reply.assume_init() })
    }
}

/// A pointer that goes along into a closure that runs with the GIL released.
#[derive(Clone, Copy)]
struct Raw(*mut c_void);

// SAFETY: the closure runs on the same thread.
unsafe impl Send for Raw {}

/// Bytes that a library allocated. Dropping them gives them back.
pub(crate) struct LibraryBytes {
    buffer: Buffer,
    free: unsafe extern "C" fn(Buffer),
}

// SAFETY: the bytes are owned, and `free` may be called from any thread.
unsafe impl Send for LibraryBytes {}

impl std::ops::Deref for LibraryBytes {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        // SAFETY: the library's buffer, freed when this is dropped.
        unsafe { self.buffer.bytes() }
    }
}

impl Drop for LibraryBytes {
    #[inline]
    fn drop(&mut self) {
        let buffer = std::mem::replace(&mut self.buffer, Buffer::EMPTY);
        if !buffer.data.is_null() {
            // SAFETY: the buffer is the library's, and this is its only owner.
            unsafe { (self.free)(buffer) }
        }
    }
}

fn internal(message: String) -> Failure {
    Failure { kind: FailureKind::Internal, message, ..Failure::default() }
}

/// The platform's own words for why a file does not load.
fn deepest(error: &dyn std::error::Error) -> String {
    std::iter::successors(Some(error), |error| error.source())
        .last()
        .map(ToString::to_string)
        .unwrap_or_default()
}
