//! A library as Python sees it: a module object with its exports as attributes.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use gopylink_abi::manifest::Manifest;
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyCFunction, PyDict, PyString, PyTuple, PyType};

use crate::function::{self, Callable};
use crate::library::{self, Library};
use crate::{class, errors, near};

/// Loads the library in the file `path`, or finds it when it is loaded already.
///
/// Its calls into Python go to `registry`, by default to the one of `gopylink.export`.
#[pyfunction]
#[pyo3(signature = (path, registry=None))]
pub(crate) fn load(
    py: Python<'_>,
    path: PathBuf,
    registry: Option<&Bound<'_, PyAny>>,
) -> PyResult<Py<PyModule>> {
    static DEFAULT_REGISTRY: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
    let default_registry =
        || Ok(DEFAULT_REGISTRY.import(py, "gopylink.registry", "default_registry")?.clone().unbind());
    let mut warnings = Vec::new();
    let (module, _) = library::find_or_load(py, path, registry, default_registry, |library| {
        let (module, noticed) = new(py, library)?;
        warnings = noticed;
        Ok(module.unbind())
    })?;
    for warning in warnings {
        errors::warn(py, &warning)?;
    }
    Ok(module)
}

/// The exports of one library, by name.
struct Exports {
    name: String,
    functions: BTreeMap<String, &'static Callable>,
    classes: BTreeMap<String, Py<PyType>>,
}

impl Exports {
    fn function(&self, py: Python<'_>, name: &str) -> PyResult<&'static Callable> {
        self.functions.get(name).copied().ok_or_else(|| {
            let hint = if self.classes.contains_key(name) {
                "; it is a class: use new_type".to_owned()
            } else {
                near::hint(name, self.functions.keys().map(String::as_str))
            };
            errors::not_found(py, &format!("library '{}' has no function '{name}'{hint}", self.name))
        })
    }

    fn class<'py>(&self, py: Python<'py>, name: &str) -> PyResult<&Bound<'py, PyType>> {
        self.classes.get(name).map(|class| class.bind(py)).ok_or_else(|| {
            let hint = if self.functions.contains_key(name) {
                "; it is a function: use func_call".to_owned()
            } else {
                near::hint(name, self.classes.keys().map(String::as_str))
            };
            errors::not_found(py, &format!("library '{}' has no class '{name}'{hint}", self.name))
        })
    }

    fn missing_attribute(&self, py: Python<'_>, name: &str) -> PyErr {
        let own = ["func_call", "new_type"];
        let names = self.functions.keys().chain(self.classes.keys()).map(String::as_str).chain(own);
        let hint = near::hint(name, names);
        errors::not_found(py, &format!("library '{}' has no attribute '{name}'{hint}", self.name))
    }
}

/// The module object of a library, and what its user should be warned of.
fn new<'py>(py: Python<'py>, library: &'static Library) -> PyResult<(Bound<'py, PyModule>, Vec<String>)> {
    let path = library.path();
    let manifest = library.manifest().map_err(|failure| {
        errors::load_error(py, &format!("{} cannot be loaded: {}", path.display(), failure.message))
    })?;
    let name = module_name(path);
    let module = PyModule::new(py, &name)?;
    module.setattr("__file__", path)?;
    let doc = format!("A Rust library, loaded by gopylink from {}.", path.display());
    module.setattr("__doc__", doc)?;
    // What is there before any export is what exports may not replace.
    let mut warnings = Vec::new();
    if library.panic_aborts() {
        warnings.push(format!(
            "library '{name}' was built with panic = \"abort\": a panic in it ends this process"
        ));
    }
    let exports = export(py, library, &name, &manifest)?;
    add_entries(&module, exports)?;
    let taken = module.dict().keys().iter().map(|name| name.to_string()).collect::<Vec<_>>();
    for (export, value) in attributes(py, exports, &manifest)? {
        let how = if exports.classes.contains_key(&export) { "new_type" } else { "func_call" };
        if taken.contains(&export) {
            warnings.push(format!(
                "library '{name}' exports '{export}', an attribute that every library has: reach the export \
                 with {how}('{export}')"
            ));
            continue;
        }
        if is_keyword(py, &export)? {
            warnings.push(format!(
                "library '{name}' exports '{export}', a keyword of Python: reach the export with \
                 {how}('{export}')"
            ));
        }
        module.setattr(export.as_str(), value)?;
    }
    Ok((module, warnings))
}

fn export(
    py: Python<'_>,
    library: &'static Library,
    name: &str,
    manifest: &Manifest,
) -> PyResult<&'static Exports> {
    let module = PyString::new(py, name);
    let functions = manifest.functions.iter().map(|function| {
        let callable = Callable::new(library, function, format!("{}()", function.name));
        (function.name.clone(), &*Box::leak(Box::new(callable)))
    });
    let classes = manifest.classes.iter().map(|class| {
        Ok((class.name.clone(), class::new(py, library, &module, class)?.unbind()))
    });
    let exports = Exports {
        name: name.to_owned(),
        functions: functions.collect(),
        classes: classes.collect::<PyResult<_>>()?,
    };
    Ok(Box::leak(Box::new(exports)))
}

/// The attribute of each export, by name.
fn attributes<'py>(
    py: Python<'py>,
    exports: &'static Exports,
    manifest: &Manifest,
) -> PyResult<BTreeMap<String, Bound<'py, PyAny>>> {
    let mut attributes = BTreeMap::new();
    for function in &manifest.functions {
        let value = function::new(py, function, exports.functions[&function.name])?;
        attributes.insert(function.name.clone(), value.into_any());
    }
    for (name, class) in &exports.classes {
        attributes.insert(name.clone(), class.bind(py).clone().into_any());
    }
    Ok(attributes)
}

/// What every library offers: `func_call`, `new_type`, and errors that help for unknown names.
fn add_entries(module: &Bound<'_, PyModule>, exports: &'static Exports) -> PyResult<()> {
    let py = module.py();
    let func_call = PyCFunction::new_closure(
        py,
        Some(c"func_call"),
        Some(c"func_call(name, /, *args, **kwargs)\n--\n\nCalls an exported function by name."),
        move |args: &Bound<'_, PyTuple>, kwargs: Option<&Bound<'_, PyDict>>| -> PyResult<Py<PyAny>> {
            let name = first_name("func_call", args)?;
            exports.function(args.py(), name.to_str()?)?.call(args, 1, kwargs)
        },
    )?;
    let new_type = PyCFunction::new_closure(
        py,
        Some(c"new_type"),
        Some(c"new_type(name, /, *args, **kwargs)\n--\n\nMakes an instance of an exported class, by the class's name."),
        move |args: &Bound<'_, PyTuple>, kwargs: Option<&Bound<'_, PyDict>>| -> PyResult<Py<PyAny>> {
            let name = first_name("new_type", args)?;
            let class = exports.class(args.py(), name.to_str()?)?;
            class.call(args.get_slice(1, args.len()), kwargs).map(Bound::unbind)
        },
    )?;
    let missing = PyCFunction::new_closure(
        py,
        Some(c"__getattr__"),
        None,
        move |args: &Bound<'_, PyTuple>, _: Option<&Bound<'_, PyDict>>| -> PyResult<Py<PyAny>> {
            let name = first_name("__getattr__", args)?;
            Err(exports.missing_attribute(args.py(), name.to_str()?))
        },
    )?;
    module.setattr("func_call", func_call)?;
    module.setattr("new_type", new_type)?;
    module.setattr("__getattr__", missing)
}

fn first_name<'py>(caller: &str, args: &Bound<'py, PyTuple>) -> PyResult<Bound<'py, PyString>> {
    let first = args.get_item(0).map_err(|_| {
        PyTypeError::new_err(format!("{caller}() missing 1 required argument: 'name'"))
    })?;
    let got = first.get_type();
    first.cast_into::<PyString>().map_err(|_| match got.name() {
        Ok(got) => PyTypeError::new_err(format!("{caller}() argument 'name': expected str, got {got}")),
        Err(error) => error,
    })
}

/// The library's name: that of its file, without what the platform adds.
fn module_name(path: &Path) -> String {
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    stem.strip_prefix(std::env::consts::DLL_PREFIX).unwrap_or(&stem).to_owned()
}

fn is_keyword(py: Python<'_>, name: &str) -> PyResult<bool> {
    py.import("keyword")?.call_method1("iskeyword", (name,))?.extract()
}
