//! The library's table behind safe calls. What the table's functions promise is written at [`LibraryTable`].

use std::ffi::c_void;
use std::path::{Path, PathBuf};
use std::ptr::{self, NonNull};
use std::sync::Arc;

use gopylink_abi::failure::{Failure, FailureKind};
use gopylink_abi::layout::{Buffer, Call, Reply, Slice, status};
use gopylink_abi::manifest::Manifest;
use gopylink_abi::table::{ENTRY_SYMBOL, Entry, LibraryTable, OLDEST_LIBRARY, PANIC_ABORTS, VERSION};
use pyo3::exceptions::PyRecursionError;
use pyo3::prelude::*;
use pyo3::types::PyString;

use crate::errors::{self, Failed};
use crate::{host, stack};

/// A library that is connected to this host. It is never unloaded.
pub(crate) struct Library {
    table: &'static LibraryTable,
    path: PathBuf,
}

impl Library {
    /// Loads the file and looks whether the two sides go together. `spelling` is the path as the platform's
    /// loader is to see it.
    pub(crate) fn open(path: &Path, spelling: &Path) -> Result<&'static Self, String> {
        let shown = path.display();
        // SAFETY: loading runs the file's initialisers. That is what the user asks for by naming it.
        let file = unsafe { libloading::Library::new(spelling) }.map_err(|error| {
            format!("{shown} is not a shared library that this process can load: {}", deepest(&error))
        })?;
        // SAFETY: in every version, a symbol of this name has this type.
        let entry = unsafe { file.get::<Entry>(ENTRY_SYMBOL.as_bytes()) }.map_err(|_| {
            format!(
                "{shown} is a shared library, but not a gopylink one: it has no symbol '{ENTRY_SYMBOL}'; \
                 it must depend on gopylink-runtime, use it, and be built with crate-type = [\"cdylib\"]"
            )
        })?;
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
        Ok(Box::leak(Box::new(Self { table, path: path.to_owned() })))
    }

    /// Hands the host's table over. `registry` serves the library's calls into Python.
    pub(crate) fn connect(&'static self, registry: Py<PyAny>) -> Result<(), String> {
        let mut reply = Reply::EMPTY;
        // SAFETY: the host's table is static; the context is what `host` expects to get back.
        unsafe { (self.table.connect)(host::table(), host::context(registry), &raw mut reply) };
        self.take(reply)
            .map(drop)
            .map_err(|failed| format!("{}: {}", self.path.display(), failed.failure.message))
    }

    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// Whether a panic in this library ends the process.
    pub(crate) fn panic_aborts(&self) -> bool {
        self.table.flags & PANIC_ABORTS != 0
    }

    /// The library's description of itself, or why it offers none.
    pub(crate) fn manifest(&'static self) -> Result<Manifest, String> {
        let mut reply = Reply::EMPTY;
        // SAFETY: the table's contract.
        unsafe { (self.table.manifest)(&raw mut reply) };
        let answer = self.take(reply).map_err(|failed| failed.failure.message)?;
        rmp_serde::from_slice(&answer.bytes).map_err(|error| format!("its manifest is unreadable: {error}"))
    }

    /// Runs a thunk with the GIL released. `label` is how messages name the export.
    pub(crate) fn call(
        &'static self,
        py: Python<'_>,
        label: &str,
        thunk: u32,
        instance: Option<&InstanceHandle>,
        arguments: &[u8],
    ) -> PyResult<Answer> {
        if stack::exhausted() {
            let message = format!("{label}: calls are nested deeper than this thread's stack allows");
            return Err(PyRecursionError::new_err(message));
        }
        let instance = Raw(instance.map_or(ptr::null_mut(), |instance| instance.raw.as_ptr()));
        let outcome = py.detach(move || {
            let call = Call { thunk, instance: { instance }.0, arguments: Slice::new(arguments) };
            let mut reply = Reply::EMPTY;
            // SAFETY: the table's contract; arguments and instance are borrowed for the whole call.
            unsafe { (self.table.call)(&raw const call, &raw mut reply) };
            self.take(reply)
        });
        outcome.map_err(|failed| errors::raise(py, *failed))
    }

    pub(super) fn forked(&self) {
        // SAFETY: the table's contract.
        unsafe { (self.table.forked)() }
    }

    fn take(&'static self, reply: Reply) -> Result<Answer, Box<Failed>> {
        let bytes = LibraryBytes { buffer: reply.buffer, library: self };
        match reply.status {
            status::OK => {
                let instance =
                    NonNull::new(reply.object).map(|raw| InstanceHandle { raw, library: self, class: None });
                Ok(Answer { bytes, instance })
            }
            status::FAILED => {
                let failure = rmp_serde::from_slice(&bytes)
                    .unwrap_or_else(|error| internal(format!("the library's error is unreadable: {error}")));
                // SAFETY: with a failure, the object is the handle of an exception that `host` made.
                let exception = unsafe { host::take_handle(reply.object) };
                Err(Box::new(Failed { failure, exception }))
            }
            _ => Err(Failed::new(FailureKind::Internal, "the library did not answer")),
        }
    }
}

/// What a thunk replied.
pub(crate) struct Answer {
    pub(crate) bytes: LibraryBytes,
    /// The new instance, where a constructor was called.
    pub(crate) instance: Option<InstanceHandle>,
}

/// The one handle of an instance. Dropping it drops the Rust value.
pub(crate) struct InstanceHandle {
    raw: NonNull<c_void>,
    library: &'static Library,
    /// For the report of a `Drop` that panics.
    class: Option<Arc<str>>,
}

// SAFETY: the library accepts an instance's handle on any thread and locks the value itself.
unsafe impl Send for InstanceHandle {}
// SAFETY: as above.
unsafe impl Sync for InstanceHandle {}

impl InstanceHandle {
    /// The handle, which knows the name of its class.
    pub(crate) fn of_class(mut self, name: Arc<str>) -> Self {
        self.class = Some(name);
        self
    }

    /// Drops the Rust value now, once no other thread uses it, with the GIL released.
    pub(crate) fn close(&self, py: Python<'_>) -> PyResult<()> {
        let outcome = py.detach(|| {
            let mut reply = Reply::EMPTY;
            // SAFETY: the table's contract; the handle is borrowed for the whole call.
            unsafe { (self.library.table.close)(self.raw.as_ptr(), &raw mut reply) };
            self.library.take(reply)
        });
        outcome.map(drop).map_err(|failed| errors::raise(py, *failed))
    }
}

impl Drop for InstanceHandle {
    /// Runs the value's `Drop` with the GIL released, as every call does. Nobody is there to hear of a panic in
    /// it, so Python reports it as unraisable.
    fn drop(&mut self) {
        let (raw, library) = (Raw(self.raw.as_ptr()), self.library);
        let release = move || {
            let mut reply = Reply::EMPTY;
            // SAFETY: the table's contract; this is the handle's only owner.
            unsafe { (library.table.release)({ raw }.0, &raw mut reply) };
            library.take(reply)
        };
        Python::try_attach(|py| {
            // Deallocation may happen while an exception is on its way.
            let pending = PyErr::take(py);
            if let Err(failed) = py.detach(release) {
                let place =
                    PyString::new(py, &format!("Drop of {}", self.class.as_deref().unwrap_or("an instance")));
                errors::raise(py, *failed).write_unraisable(py, Some(&place));
            }
            if let Some(pending) = pending {
                pending.restore(py);
            }
        });
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
    library: &'static Library,
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
    fn drop(&mut self) {
        let buffer = std::mem::replace(&mut self.buffer, Buffer::EMPTY);
        if !buffer.data.is_null() {
            // SAFETY: the buffer is the library's, and this is its only owner.
            unsafe { (self.library.table.free)(buffer) }
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
