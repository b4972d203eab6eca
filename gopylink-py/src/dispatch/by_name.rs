//! Calls by name: `func_call` and `new_type`, and the exports that they look up.

use std::collections::BTreeMap;
use std::path::Path;
use std::ptr;

use gopylink_abi::manifest::{Manifest, Shape, TypeDefinition};
use pyo3::exceptions::PyTypeError;
use pyo3::ffi::{Py_ssize_t, PyCFunctionFastWithKeywords, PyObject};
use pyo3::prelude::*;
use pyo3::types::{PyString, PyType};

use super::bind::Given;
use super::cache::Cache;
use super::class::{self, Class};
use super::cold;
use super::export::Export;
use super::function::{self, ORIGIN, builtin, definition, holder, module_holder_type, state};
use super::signature::READABLE;
use crate::library::Library;
use crate::{errors, near};

/// The exports of one library, by name.
pub(crate) struct Exports {
    name: String,
    path: &'static Path,
    functions: BTreeMap<String, (Py<PyAny>, &'static Export)>,
    classes: BTreeMap<String, (Py<PyType>, &'static Class)>,
    /// The classes that are made of no export, and what they are.
    others: BTreeMap<String, &'static str>,
    recent_functions: Cache<Export>,
    recent_classes: Cache<Class>,
}

impl Exports {
    /// `name` is that of the library. Exports live as long as the process, as libraries do.
    pub(crate) fn new(
        py: Python<'_>,
        library: &'static Library,
        name: &str,
        manifest: &Manifest,
    ) -> PyResult<&'static Self> {
        let holder_type = module_holder_type(py)?;
        let functions = manifest.functions.iter().map(|exported| {
            let (function, export) = function::new(library, name, None, holder_type, exported)?;
            Ok((exported.name.clone(), (function.unbind(), export)))
        });
        let classes = manifest.classes.iter().map(|exported| {
            let (of_type, class) = class::new(py, library, name, exported)?;
            Ok((exported.name.clone(), (of_type.unbind(), class)))
        });
        Ok(Box::leak(Box::new(Self {
            name: name.to_owned(),
            path: library.path(),
            functions: functions.collect::<PyResult<_>>()?,
            classes: classes.collect::<PyResult<_>>()?,
            others: others(manifest),
            recent_functions: Cache::default(),
            recent_classes: Cache::default(),
        })))
    }

    /// Puts the constants into the classes, once the library has been handed all classes.
    pub(crate) fn add_constants(
        &self,
        py: Python<'_>,
        library: &'static Library,
        manifest: &Manifest,
    ) -> PyResult<()> {
        manifest.classes.iter().filter(|exported| !exported.constants.is_empty()).try_for_each(|exported| {
            match self.classes.get(&exported.name) {
                Some((of_type, _)) => class::add_constants(of_type.bind(py), exported, library),
                None => Ok(()),
            }
        })
    }

    /// Each export's name, the function that reaches it by that name, and the export.
    pub(crate) fn by_name<'py>(
        &self,
        py: Python<'py>,
    ) -> impl Iterator<Item = (&str, &'static str, Bound<'py, PyAny>)> {
        let functions = self
            .functions
            .iter()
            .map(move |(name, (function, _))| (name.as_str(), "func_call", function.bind(py).clone()));
        let classes = self
            .classes
            .iter()
            .map(move |(name, (class, _))| (name.as_str(), "new_type", class.bind(py).clone().into_any()));
        functions.chain(classes)
    }

    fn function(&self, py: Python<'_>, name: &str) -> PyResult<&'static Export> {
        self.functions.get(name).map(|(_, export)| *export).ok_or_else(|| {
            let hint = if self.classes.contains_key(name) {
                "; it is a class: use new_type".to_owned()
            } else if let Some(what) = self.others.get(name) {
                format!("; it is {what}: call the attribute, {}.{name}(…)", self.name)
            } else {
                near::hint(name, self.functions.keys().map(String::as_str))
            };
            errors::not_found(py, &format!("library '{}' has no function '{name}'{hint}", self.name))
        })
    }

    fn class(&self, py: Python<'_>, name: &str) -> PyResult<&'static Class> {
        self.classes.get(name).map(|(_, class)| *class).ok_or_else(|| {
            let hint = if self.functions.contains_key(name) {
                "; it is a function: use func_call".to_owned()
            } else if let Some(what) = self.others.get(name) {
                format!("; it is {what}: call the attribute, {}.{name}(…)", self.name)
            } else {
                near::hint(name, self.classes.keys().map(String::as_str))
            };
            errors::not_found(py, &format!("library '{}' has no class '{name}'{hint}", self.name))
        })
    }
}

/// The classes of records, which are no exports, and those of exceptions.
fn others(manifest: &Manifest) -> BTreeMap<String, &'static str> {
    let of_record = |definition: &TypeDefinition| match definition.shape {
        Shape::Enum(..) => "the enum of a record",
        _ => "the dataclass of a record",
    };
    let records = manifest.types.iter().filter(|definition| definition.class);
    let records = records.map(|definition| (definition.name.clone(), of_record(definition)));
    let errors = manifest.errors.iter().flat_map(|error| {
        let variants = error.variants.iter().map(|variant| &variant.name);
        variants.chain([&error.name]).map(|name| (name.clone(), "an exception class"))
    });
    records.chain(errors).collect()
}

/// The functions `func_call` and `new_type` of a library.
pub(crate) fn callers<'py>(
    py: Python<'py>,
    exports: &'static Exports,
) -> PyResult<[(&'static str, Bound<'py, PyAny>); 2]> {
    let holder = holder(module_holder_type(py)?, &exports.name, exports)?;
    holder.setattr(ORIGIN, (exports.path.as_os_str(),))?;
    let head = format!("(name, /, *args, **kwargs){READABLE}");
    let caller = |name, doc, function: PyCFunctionFastWithKeywords| {
        builtin(definition(name, &head, doc, function), &holder, &exports.name).map(|caller| (name, caller))
    };
    Ok([
        caller("func_call", "Calls an exported function by name.", func_call)?,
        caller("new_type", "Makes an instance of an exported class, by the class's name.", new_type)?,
    ])
}

unsafe extern "C" fn func_call(
    holder: *mut PyObject,
    arguments: *const *mut PyObject,
    positional: Py_ssize_t,
    keywords: *mut PyObject,
) -> *mut PyObject {
    let given = Given { arguments, positional: positional.cast_unsigned(), keywords };
    // SAFETY: CPython calls with the holder that `callers` made the function with, and keeps the arguments alive.
    unsafe {
        let exports = state::<Exports>(holder);
        let Some((name, given)) = split("func_call", given) else { return ptr::null_mut() };
        let export = exports.recent_functions.get(name).or_else(|| {
            cold::attempt(|py| {
                let export = exports.function(py, &name_argument(py, "func_call", name)?)?;
                exports.recent_functions.put(name, export);
                Ok(export)
            })
        });
        export.map_or(ptr::null_mut(), |export| export.call(ptr::null_mut(), given))
    }
}

unsafe extern "C" fn new_type(
    holder: *mut PyObject,
    arguments: *const *mut PyObject,
    positional: Py_ssize_t,
    keywords: *mut PyObject,
) -> *mut PyObject {
    let given = Given { arguments, positional: positional.cast_unsigned(), keywords };
    // SAFETY: as for `func_call`.
    unsafe {
        let exports = state::<Exports>(holder);
        let Some((name, given)) = split("new_type", given) else { return ptr::null_mut() };
        let class = exports.recent_classes.get(name).or_else(|| {
            cold::attempt(|py| {
                let class = exports.class(py, &name_argument(py, "new_type", name)?)?;
                exports.recent_classes.put(name, class);
                Ok(class)
            })
        });
        class.map_or(ptr::null_mut(), |class| class.construct(class.of_type(), given))
    }
}

/// The name, and the arguments that follow it. `None` means that Python's error is set.
///
/// # Safety
///
/// This thread holds the GIL, and the arguments are held.
#[inline(always)]
unsafe fn split(caller: &str, given: Given) -> Option<(*mut PyObject, Given)> {
    let Some(positional) = given.positional.checked_sub(1) else {
        // SAFETY: by this function's contract.
        unsafe { cold::type_error(&format!("{caller}() missing 1 required positional argument: 'name'")) };
        return None;
    };
    // SAFETY: there is a first argument.
    unsafe { Some((*given.arguments, Given { arguments: given.arguments.add(1), positional, ..given })) }
}

/// # Safety
///
/// The caller keeps `name` alive.
unsafe fn name_argument(py: Python<'_>, caller: &str, name: *mut PyObject) -> PyResult<String> {
    // SAFETY: by this function's contract.
    let name = unsafe { Borrowed::from_ptr(py, name) };
    let text = name.cast::<PyString>().map_err(|_| {
        let got = errors::class_name(&name);
        PyTypeError::new_err(format!("{caller}() argument 'name': expected str, got {got}"))
    })?;
    Ok(text.to_str()?.to_owned())
}
