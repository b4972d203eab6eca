//! Which libraries are loaded: one module object per file, however its path is spelled.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::ptr;
use std::sync::{LazyLock, Mutex, MutexGuard, PoisonError};
use std::thread::{self, ThreadId};
use std::time::Duration;

use gopylink_abi::manifest::{Expects, Manifest};
use pyo3::prelude::*;

use super::Library;
use super::table::{LibraryBytes, Opened};
use crate::host::Registry;
use crate::{errors, gate, go};

/// The libraries of this process. The lock is held for a look or an entry only, never while Python code may run.
static LIBRARIES: LazyLock<Mutex<Libraries>> = LazyLock::new(Mutex::default);

#[derive(Default)]
struct Libraries {
    /// How many were loaded.
    count: usize,
    slots: HashMap<FileIdentity, Slot>,
    /// How many files were opened under a path, in the end refused or not.
    opened: HashMap<PathBuf, usize>,
}

enum Slot {
    /// The thread is loading it.
    Loading(ThreadId),
    Loaded(Loaded),
}

struct Loaded {
    library: Opened,
    registry: &'static Registry,
    module: Py<PyModule>,
    /// Whether it has stubs, which expect something of the registry.
    has_stubs: bool,
    /// How many were loaded before.
    number: usize,
}

fn libraries() -> MutexGuard<'static, Libraries> {
    LIBRARIES.lock().unwrap_or_else(PoisonError::into_inner)
}

/// What makes two paths the same file.
#[derive(Clone, PartialEq, Eq, Hash)]
#[cfg(unix)]
struct FileIdentity(u64, u64);

/// What makes two paths the same file.
#[derive(Clone, PartialEq, Eq, Hash)]
#[cfg(not(unix))]
struct FileIdentity(PathBuf);

#[cfg(unix)]
fn identity(path: &Path) -> std::io::Result<FileIdentity> {
    use std::os::unix::fs::MetadataExt;
    let metadata = path.metadata()?;
    Ok(FileIdentity(metadata.dev(), metadata.ino()))
}

#[cfg(not(unix))]
fn identity(path: &Path) -> std::io::Result<FileIdentity> {
    path.canonicalize().map(FileIdentity)
}

impl Loaded {
    fn path(&self) -> &Path {
        match self.library {
            Opened::Rust(library) => library.path(),
            Opened::Go(library) => library.path(),
        }
    }
}

/// The module of the library in that file; `make` turns a newly opened library into its module, `make_go` one of the Go
/// original. A library keeps
/// the registry that it was first loaded with: asking for another is refused.
pub(crate) fn find_or_load<'py>(
    py: Python<'py>,
    path: &Path,
    registry: Option<&Bound<'py, PyAny>>,
    default_registry: impl FnOnce() -> PyResult<Bound<'py, PyAny>>,
    make: impl FnOnce(&'static Library, &Manifest) -> PyResult<Py<PyModule>>,
    make_go: impl FnOnce(&'static go::Library) -> PyResult<Py<PyModule>>,
) -> PyResult<Py<PyModule>> {
    let refused = |reason: String| errors::load_error(py, &reason);
    // The platform's loader would wait for a pipe to be written to.
    if !path.is_file() {
        return Err(refused(is_no_file(path)));
    }
    let identity = identity(path).map_err(|error| refused(format!("{}: {error}", path.display())))?;
    if let Some(found) = find_or_claim(py, &identity, path, registry).map_err(refused)? {
        return Ok(found);
    }
    let loaded = match registry {
        Some(registry) => Ok(registry.clone()),
        None => default_registry(),
    }
    .and_then(|registry| load(path, &registry, make, make_go));
    let mut libraries = libraries();
    match loaded {
        Ok(loaded) => {
            let module = loaded.module.clone_ref(py);
            let loaded = Loaded { number: libraries.count, ..loaded };
            libraries.count += 1;
            libraries.slots.insert(identity, Slot::Loaded(loaded));
            Ok(module)
        }
        Err(error) => {
            libraries.slots.remove(&identity);
            Err(error)
        }
    }
}

/// The module of the library, if it is loaded; if not, this thread is the one to load it from now on. Waits while
/// another thread does.
fn find_or_claim(
    py: Python<'_>,
    identity: &FileIdentity,
    path: &Path,
    registry: Option<&Bound<'_, PyAny>>,
) -> Result<Option<Py<PyModule>>, String> {
    let me = thread::current().id();
    loop {
        let mut libraries = libraries();
        match libraries.slots.get(identity) {
            Some(Slot::Loaded(found)) => {
                return if registry.is_some_and(|registry| !found.registry.is(registry)) {
                    Err(format!(
                        "{} is already loaded with another PythonRegistry, and a library has one: load it with \
                         that one, or load a copy of the file",
                        found.path().display()
                    ))
                } else {
                    Ok(Some(found.module.clone_ref(py)))
                };
            }
            Some(Slot::Loading(thread)) if *thread == me => {
                return Err(format!("{} is being loaded further up on this thread", path.display()));
            }
            Some(Slot::Loading(_)) => {}
            None => {
                libraries.slots.insert(identity.clone(), Slot::Loading(me));
                return Ok(None);
            }
        }
        drop(libraries);
        py.detach(|| thread::sleep(Duration::from_millis(1)));
    }
}

fn load(
    path: &Path,
    registry: &Bound<'_, PyAny>,
    make: impl FnOnce(&'static Library, &Manifest) -> PyResult<Py<PyModule>>,
    make_go: impl FnOnce(&'static go::Library) -> PyResult<Py<PyModule>>,
) -> PyResult<Loaded> {
    let py = registry.py();
    let refused = |reason: String| errors::load_error(py, &reason);
    let opened = open(py, path).map_err(refused)?;
    let library = match opened {
        Opened::Rust(library) => library,
        Opened::Go(library) => {
            let registry = Registry::new(registry)?;
            library.connect(py, registry).map_err(refused)?;
            let module = make_go(library)?;
            return Ok(Loaded { library: opened, registry, module, has_stubs: false, number: 0 });
        }
    };
    let manifest = library.manifest().map_err(|reason| refused(not_loadable(path, &reason)))?;
    let registry = Registry::new(registry)?;
    library.connect(registry).map_err(refused)?;
    let module = make(library, &manifest)?;
    let has_stubs = manifest.expects != Expects::default();
    Ok(Loaded { library: opened, registry, module, has_stubs, number: 0 })
}

/// Which build of its file a library is, if others were loaded from there, too.
pub(crate) fn build(library: &'static Library) -> Option<String> {
    let libraries = libraries();
    let builds = libraries.slots.values().filter_map(|slot| match slot {
        Slot::Loaded(Loaded { library: Opened::Rust(other), number, .. })
            if other.path() == library.path() =>
        {
            Some((*number, *other))
        }
        _ => None,
    });
    let builds: Vec<_> = builds.collect();
    let (_, newest) = builds.iter().max_by_key(|(number, _)| number).filter(|_| builds.len() > 1)?;
    let which = if ptr::eq(*newest, library) { "the newest" } else { "an earlier" };
    Some(format!("{which} build of {}", library.path().display()))
}

/// The registry that the stubs of a loaded library call into; `None` if it has no stubs.
pub(crate) fn registry_of_stubs(py: Python<'_>, path: &Path) -> Option<Py<PyAny>> {
    let identity = identity(path).ok()?;
    match libraries().slots.get(&identity) {
        Some(Slot::Loaded(loaded)) if loaded.has_stubs => loaded.registry.get(py),
        _ => None,
    }
}

/// What a library says of itself.
pub(crate) enum Description {
    /// A manifest, as msgpack.
    Manifest(LibraryBytes),
    /// The lists of names that a library of the Go original has.
    Go(&'static go::Library),
}

/// What the library in that file says of itself: it is opened, but not connected, and has no module.
pub(crate) fn describe(py: Python<'_>, path: &Path) -> PyResult<Description> {
    let refused = |reason: String| errors::load_error(py, &reason);
    if !path.is_file() {
        return Err(refused(is_no_file(path)));
    }
    let identity = identity(path).map_err(|error| refused(format!("{}: {error}", path.display())))?;
    let loaded = match libraries().slots.get(&identity) {
        Some(Slot::Loaded(loaded)) => Some(loaded.library),
        _ => None,
    };
    match loaded.map_or_else(|| open(py, path), Ok).map_err(refused)? {
        Opened::Rust(library) => {
            let bytes = library.manifest_bytes().map_err(|reason| refused(not_loadable(path, &reason)))?;
            Ok(Description::Manifest(bytes))
        }
        Opened::Go(library) => Ok(Description::Go(library)),
    }
}

fn open(py: Python<'_>, path: &Path) -> Result<Opened, String> {
    let earlier = libraries().opened.get(path).copied().unwrap_or_default();
    let spelling = respelled(path, earlier);
    // The platform's loader takes locks, which a fork would leave taken in the child.
    let library = py.detach(|| gate::undisturbed_by_forks(|| Library::open(path, &spelling)))?;
    *libraries().opened.entry(path.to_owned()).or_default() += 1;
    Ok(library)
}

fn is_no_file(path: &Path) -> String {
    format!("{} is not a file", path.display())
}

fn not_loadable(path: &Path, reason: &str) -> String {
    format!("{} cannot be loaded: {reason}", path.display())
}

/// The path in a spelling that was not used before. The platform's loader knows files by their names first, and
/// would take a file that has replaced an older one, as a build does, for the one it has loaded.
fn respelled(path: &Path, earlier: usize) -> PathBuf {
    match (path.parent(), path.file_name()) {
        (Some(folder), Some(name)) if earlier > 0 => folder.join("./".repeat(earlier)).join(name),
        _ => path.to_owned(),
    }
}

/// Leaves the registries of all libraries to those who hold them in Python. For the exit of the interpreter.
pub(crate) fn leave_registries(py: Python<'_>) -> PyResult<()> {
    let registries: Vec<_> = libraries()
        .slots
        .values()
        .filter_map(|slot| match slot {
            Slot::Loaded(loaded) => Some(loaded.registry),
            Slot::Loading(_) => None,
        })
        .collect();
    registries.into_iter().try_for_each(|registry| registry.leave(py))
}

/// Tells all libraries that this process is a fork.
pub(crate) fn forked() {
    let me = thread::current().id();
    let mut libraries = libraries();
    // Threads that were loading one have stayed in the parent.
    libraries.slots.retain(|_, slot| !matches!(slot, Slot::Loading(thread) if *thread != me));
    for slot in libraries.slots.values() {
        if let Slot::Loaded(loaded) = slot {
            match loaded.library {
                Opened::Rust(library) => library.forked(),
                Opened::Go(library) => library.forked(),
            }
        }
    }
}
