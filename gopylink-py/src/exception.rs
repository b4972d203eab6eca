//! The exception classes that Python has for errors of a library. `gopylink._exceptions` makes them when it is loaded.

use std::collections::HashMap;
use std::sync::OnceLock;

use gopylink_abi::failure::Raises;
use gopylink_abi::manifest::ErrorType;
use pyo3::prelude::*;
use pyo3::types::{PyTuple, PyType};

use crate::record::Classes;
use crate::{codec, enter, errors};

/// The exception classes of one library, by name.
pub(crate) struct Exceptions {
    made: OnceLock<Made>,
    /// Those of the records that the attributes may hold.
    records: &'static Classes,
}

struct Made {
    classes: HashMap<String, Py<PyType>>,
    /// Makes an instance.
    instance: Py<PyAny>,
}

impl Exceptions {
    pub(crate) fn new(records: &'static Classes) -> Self {
        Self { made: OnceLock::new(), records }
    }

    /// Makes the classes of these errors. `module` is what they call their module.
    pub(crate) fn make(&self, py: Python<'_>, errors: &[ErrorType], module: &str) -> PyResult<()> {
        if errors.is_empty() {
            return Ok(());
        }
        let bytes =
            rmp_serde::to_vec_named(errors).map_err(|error| errors::load_error(py, &error.to_string()))?;
        let errors = codec::decode(py, &bytes, None, &|| format!("the errors of {module}"))?;
        let python = py.import("gopylink._exceptions")?;
        let classes: Vec<(String, Py<PyType>)> =
            python.getattr("make")?.call1((errors, module))?.extract()?;
        let instance = python.getattr("instance")?.unbind();
        // Loaded once.
        let _ = self.made.set(Made { classes: classes.into_iter().collect(), instance });
        Ok(())
    }

    /// All classes and their names, in the order of these.
    pub(crate) fn all<'py>(&self, py: Python<'py>) -> Vec<(&str, Bound<'py, PyAny>)> {
        let classes = self.made.get().into_iter().flat_map(|made| &made.classes);
        let mut all: Vec<_> =
            classes.map(|(name, class)| (name.as_str(), class.bind(py).clone().into_any())).collect();
        all.sort_by_key(|(name, _)| *name);
        all
    }

    /// The exception to raise; `None` if there is no such class.
    pub(crate) fn instance<'py>(
        &self,
        py: Python<'py>,
        raises: &Raises,
        message: &str,
    ) -> Option<PyResult<Bound<'py, PyAny>>> {
        let made = self.made.get()?;
        let class = made.classes.get(&raises.class)?.bind(py);
        let fields = if raises.fields.is_empty() {
            Ok(PyTuple::empty(py))
        } else {
            let root = || format!("the attributes of {}", raises.class);
            codec::decode_arguments(py, &raises.fields, Some(self.records), &root)
        };
        let arguments = fields.and_then(|fields| (class, message, fields).into_pyobject(py));
        Some(arguments.and_then(|arguments| enter::call(made.instance.bind(py), &arguments)))
    }
}
