//! Which libraries are loaded: one module object per file, however its path is spelled.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{LazyLock, Mutex, PoisonError};

use pyo3::prelude::*;
use pyo3::sync::MutexExt;

use super::Library;
use crate::errors;

struct Loaded {
    library: &'static Library,
    registry: Py<PyAny>,
    module: Py<PyModule>,
}

static LOADED: LazyLock<Mutex<HashMap<FileIdentity, Loaded>>> = LazyLock::new(Mutex::default);

/// What makes two paths the same file.
#[derive(PartialEq, Eq, Hash)]
#[cfg(unix)]
struct FileIdentity(u64, u64);

/// What makes two paths the same file.
#[derive(PartialEq, Eq, Hash)]
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

/// The module of the library in that file; `make` turns a newly loaded library into its module. A library keeps the registry that it was first loaded with: asking for another is
/// refused.
pub(crate) fn find_or_load(
    py: Python<'_>,
    path: &Path,
    registry: Option<&Bound<'_, PyAny>>,
    default_registry: impl FnOnce() -> PyResult<Py<PyAny>>,
    make: impl FnOnce(&'static Library) -> PyResult<Py<PyModule>>,
) -> PyResult<Py<PyModule>> {
    let refused = |reason: String| errors::load_error(py, &reason);
    let identity = identity(path).map_err(|error| refused(format!("{}: {error}", path.display())))?;
    let mut loaded = LOADED.lock_py_attached(py).unwrap_or_else(PoisonError::into_inner);
    if let Some(found) = loaded.get(&identity) {
        if registry.is_some_and(|registry| !registry.is(&found.registry)) {
            return Err(refused(format!(
                "{} is already loaded with another PythonRegistry, and a library has one: load it with that one, \
                 or load a copy of the file",
                found.library.path().display()
            )));
        }
        return Ok(found.module.clone_ref(py));
    }
    let registry = match registry {
        Some(registry) => registry.clone().unbind(),
        None => default_registry()?,
    };
    let served = registry.clone_ref(py);
    let earlier = loaded.values().filter(|loaded| loaded.library.path() == path).count();
    let library = py.detach(|| Library::open(path, &respelled(path, earlier), served)).map_err(refused)?;
    let module = make(library)?;
    loaded.insert(identity, Loaded { library, registry, module: module.clone_ref(py) });
    Ok(module)
}

/// The path in a spelling that was not used before. The platform's loader knows files by their names first, and
/// would take a file that has replaced an older one, as a build does, for the one it has loaded.
fn respelled(path: &Path, earlier: usize) -> PathBuf {
    match (path.parent(), path.file_name()) {
        (Some(folder), Some(name)) if earlier > 0 => folder.join("./".repeat(earlier)).join(name),
        _ => path.to_owned(),
    }
}

/// Tells all libraries that this process is a fork.
pub(crate) fn forked() {
    // The lock may have been held by a thread of the parent; then a library was being loaded, and it has no
    // instances yet.
    if let Ok(loaded) = LOADED.try_lock() {
        loaded.values().for_each(|loaded| loaded.library.forked());
    }
}
