//! A library as Python sees it: a module object with its exports as attributes.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use gopylink_abi::manifest::Manifest;
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyDict, PyString, PyTuple, PyType};

use crate::function::Function;
use crate::library::{self, Library};
use crate::{class, errors, near};

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
    static DEFAULT_REGISTRY: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
    let default_registry =
        || Ok(DEFAULT_REGISTRY.import(py, "gopylink.registry", "default_registry")?.clone().unbind());
    errors::prepare(py)?;
    let mut warnings = Vec::new();
    let path: PathBuf = path.extract()?;
    let module = library::find_or_load(py, &path, registry, default_registry, |library| {
        let (module, noticed) = new(py, library)?;
        warnings = noticed;
        Ok(module.unbind())
    })?;
    for warning in warnings {
        errors::warn(py, &warning)?;
    }
    Ok(module)
}

/// The module object of a library, and what its user should be warned of.
fn new<'py>(py: Python<'py>, library: &'static Library) -> PyResult<(Bound<'py, PyModule>, Vec<String>)> {
    let path = library.path();
    let manifest = library.manifest().map_err(|reason| {
        errors::load_error(py, &format!("{} cannot be loaded: {reason}", path.display()))
    })?;
    let name = module_name(path);
    let module = PyModule::new(py, &name)?;
    module.setattr("__file__", path.as_os_str())?;
    module.setattr("__doc__", format!("A Rust library, loaded by gopylink from {}.", path.display()))?;
    let exports = Py::new(py, Exports::new(py, library, &name, &manifest)?)?.into_bound(py);
    module.setattr("func_call", exports.getattr("func_call")?)?;
    module.setattr("new_type", exports.getattr("new_type")?)?;
    module.setattr("__getattr__", exports.getattr("missing_attribute")?)?;

    let mut warnings = Vec::new();
    if library.panic_aborts() {
        warnings.push(format!(
            "{} was built with panic = \"abort\": a panic in it ends this process",
            path.display()
        ));
    }
    let mut public = vec!["func_call".to_owned(), "new_type".to_owned()];
    for (export, how, value) in exports.get().attributes(py) {
        // What every library has must stay what it is.
        let taken = module.dict().contains(&export)? || module.get_type().hasattr(export.as_str())?;
        if taken {
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
        public.push(export);
    }
    module.setattr("__all__", public)?;
    Ok((module, warnings))
}

/// The exports of one library, by name: what its module's own functions work with.
#[pyclass(frozen, name = "exports", module = "gopylink._native")]
struct Exports {
    name: String,
    functions: BTreeMap<String, Py<Function>>,
    classes: BTreeMap<String, Py<PyType>>,
}

#[pymethods]
impl Exports {
    /// Calls an exported function by name.
    #[pyo3(signature = (name, /, *args, **kwargs))]
    fn func_call(
        &self,
        name: &Bound<'_, PyAny>,
        args: &Bound<'_, PyTuple>,
        kwargs: Option<&Bound<'_, PyDict>>,
    ) -> PyResult<Py<PyAny>> {
        let name = name_argument("func_call", name)?;
        self.function(args.py(), name.to_str()?)?.call(args, kwargs)
    }

    /// Makes an instance of an exported class, by the class's name.
    #[pyo3(signature = (name, /, *args, **kwargs))]
    fn new_type<'py>(
        &self,
        name: &Bound<'py, PyAny>,
        args: &Bound<'py, PyTuple>,
        kwargs: Option<&Bound<'py, PyDict>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let name = name_argument("new_type", name)?;
        self.class(args.py(), name.to_str()?)?.call(args, kwargs)
    }

    /// The module's `__getattr__`.
    fn missing_attribute(&self, py: Python<'_>, name: &Bound<'_, PyString>) -> PyResult<()> {
        let name = name.to_string_lossy();
        let own = ["func_call", "new_type"];
        let names = self.functions.keys().chain(self.classes.keys()).map(String::as_str).chain(own);
        let hint = near::hint(&name, names);
        Err(errors::not_found(py, &format!("library '{}' has no attribute '{name}'{hint}", self.name)))
    }
}

impl Exports {
    fn new(py: Python<'_>, library: &'static Library, name: &str, manifest: &Manifest) -> PyResult<Self> {
        let functions = manifest.functions.iter().map(|function| {
            Ok((function.name.clone(), Py::new(py, Function::new(library, name, None, function))?))
        });
        let classes = manifest
            .classes
            .iter()
            .map(|class| Ok((class.name.clone(), class::new(py, library, name, class)?.unbind())));
        Ok(Self {
            name: name.to_owned(),
            functions: functions.collect::<PyResult<_>>()?,
            classes: classes.collect::<PyResult<_>>()?,
        })
    }

    /// Each export's name, the function that reaches it by that name, and the export.
    fn attributes<'py>(&self, py: Python<'py>) -> Vec<(String, &'static str, Bound<'py, PyAny>)> {
        let functions = self
            .functions
            .iter()
            .map(|(name, function)| (name.clone(), "func_call", function.bind(py).clone().into_any()));
        let classes = self
            .classes
            .iter()
            .map(|(name, class)| (name.clone(), "new_type", class.bind(py).clone().into_any()));
        functions.chain(classes).collect()
    }

    fn function(&self, py: Python<'_>, name: &str) -> PyResult<&Function> {
        self.functions.get(name).map(Py::get).ok_or_else(|| {
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
}

fn name_argument<'a, 'py>(caller: &str, name: &'a Bound<'py, PyAny>) -> PyResult<&'a Bound<'py, PyString>> {
    name.cast::<PyString>().map_err(|_| {
        let got = errors::class_name(name);
        PyTypeError::new_err(format!("{caller}() argument 'name': expected str, got {got}"))
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
