//! A library as Python sees it: a module object with its exports as attributes.

use std::path::{Path, PathBuf};

use gopylink_abi::manifest::Manifest;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyString, PyType};

use crate::dispatch::{self, Exports};
use crate::library::{self, Description, Library};
use crate::{codec, errors, go};

/// Loads the library in the file `path`, or finds it when it is loaded already.
///
/// Its calls into Python go to `registry`, by default to the one of `gopylink.export`.
#[pyfunction]
#[pyo3(signature = (path, registry=None))]
pub(crate) fn load(
    py: Python<'_>,
    path: &Bound<'_, PyString>,
    registry: Option<&Bound<'_, PyAny>>,
) -> PyResult<Py<PyModule>> {
    let default_registry = || py.import("gopylink.registry")?.getattr("default_registry");
    errors::prepare(py)?;
    let mut warnings = Vec::new();
    let path: PathBuf = path.extract()?;
    let module = library::find_or_load(
        py,
        &path,
        registry,
        default_registry,
        |library, manifest| {
            let (module, noticed) = new(py, library, manifest)?;
            warnings = noticed;
            Ok(module.unbind())
        },
        |library| go::module(py, library, &module_name(library.path())),
    )?;
    for warning in warnings {
        errors::warn(py, &warning)?;
    }
    Ok(module)
}

/// What the library in the file `path` says of itself, as plain data. Nothing of Python's is connected to it.
#[pyfunction]
pub(crate) fn manifest<'py>(py: Python<'py>, path: &Bound<'py, PyString>) -> PyResult<Bound<'py, PyAny>> {
    errors::prepare(py)?;
    let path: PathBuf = path.extract()?;
    match library::describe(py, &path)? {
        Description::Manifest(bytes) => {
            codec::decode(py, &bytes, None, &|| format!("the manifest of {}", path.display()))
        }
        Description::Go(library) => go::description(py, library),
    }
}

/// The registry that the stubs of the loaded library in the file `path` call into; `None` if it has no stubs.
#[pyfunction]
pub(crate) fn registry_of_stubs(py: Python<'_>, path: &Bound<'_, PyString>) -> PyResult<Option<Py<PyAny>>> {
    let path: PathBuf = path.extract()?;
    Ok(library::registry_of_stubs(py, &path))
}

/// The module object of a library, and what its user should be warned of.
fn new<'py>(
    py: Python<'py>,
    library: &'static Library,
    manifest: &Manifest,
) -> PyResult<(Bound<'py, PyModule>, Vec<String>)> {
    let path = library.path();
    let name = module_name(path);
    let module = PyModule::new(py, &name)?;
    module.setattr("__file__", path.as_os_str())?;
    module.setattr("__doc__", format!("A Rust library, loaded by gopylink from {}.", path.display()))?;
    let exports = Exports::new(py, library, &name, manifest)?;
    let mut public = Vec::new();
    for (name, caller) in dispatch::callers(py, exports)? {
        module.setattr(name, caller)?;
        public.push(name);
    }

    let mut warnings = Vec::new();
    if library.panic_aborts() {
        warnings.push(format!(
            "{} was built with panic = \"abort\": a panic in it ends this process",
            path.display()
        ));
    }
    let classes = PyDict::new(py);
    for (export, _, value) in exports.by_name(py) {
        if value.is_instance_of::<PyType>() {
            classes.set_item(export, value)?;
        }
    }
    library.classes().make(py, &manifest.types, &name, &classes)?;
    library.hand_classes_over();
    exports.add_constants(py, library, manifest)?;
    library.exceptions().make(py, &manifest.errors, &name)?;
    let classes =
        library.classes().all().into_iter().map(|(name, class)| (name, class.made(py).clone().into_any()));
    let exceptions = library.exceptions().all(py).into_iter();
    adopt(py, path, classes.clone().chain(exceptions.clone()))?;
    let classes =
        classes.map(|(name, class)| (name, Reach::Renamed("#[gopylink::record(name = \"…\")]"), class));
    let exceptions =
        exceptions.map(|(name, class)| (name, Reach::Renamed("#[gopylink(name = \"…\")]"), class));
    let exports = exports.by_name(py).map(|(name, how, value)| (name, Reach::ByName(how), value));
    for (export, how, value) in exports.chain(classes).chain(exceptions) {
        let remedy = || match how {
            Reach::ByName(how) => format!("reach the export with {how}('{export}')"),
            Reach::Renamed(how) => format!("rename it there with {how}"),
        };
        // What every library has must stay what it is.
        let taken = module.dict().contains(export)? || module.get_type().hasattr(export)?;
        if taken || HOOKS.contains(&export) {
            let whose =
                if taken { "an attribute that every library has" } else { "which Python reads itself" };
            warnings.push(format!("library '{name}' exports '{export}', {whose}: {}", remedy()));
            continue;
        }
        if is_keyword(py, export)? {
            warnings.push(format!("library '{name}' exports '{export}', a keyword of Python: {}", remedy()));
        }
        module.setattr(export, value)?;
        public.push(export);
    }
    module.setattr("__all__", public)?;
    Ok((module, warnings))
}

/// Has the instances of classes that were made for a library found again by the library's file.
fn adopt<'a, 'py>(
    py: Python<'py>,
    path: &Path,
    classes: impl Iterator<Item = (&'a str, Bound<'py, PyAny>)>,
) -> PyResult<()> {
    let mut classes = classes.peekable();
    if classes.peek().is_none() {
        return Ok(());
    }
    let adopt = py.import("gopylink._pickle")?.getattr("adopt")?;
    classes.try_for_each(|(name, class)| adopt.call1((path.as_os_str(), name, class)).map(drop))
}

/// What helps where an export cannot be an attribute.
#[derive(Clone, Copy)]
enum Reach {
    /// The function that reaches it by its name.
    ByName(&'static str),
    /// What gives it another name.
    Renamed(&'static str),
}

/// What Python looks for in a module, beside what modules always have.
const HOOKS: [&str; 4] = ["__all__", "__dir__", "__getattr__", "__path__"];

/// The library's name: that of its file, without what the platform adds.
fn module_name(path: &Path) -> String {
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    stem.strip_prefix(std::env::consts::DLL_PREFIX).unwrap_or(&stem).to_owned()
}

fn is_keyword(py: Python<'_>, name: &str) -> PyResult<bool> {
    py.import("keyword")?.call_method1("iskeyword", (name,))?.extract()
}
