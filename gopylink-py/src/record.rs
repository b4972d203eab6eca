//! The classes that Python has for records of a library: dataclasses and enums.
//!
//! `gopylink._classes` makes them when a library is loaded. Here is how their values are made.

use std::collections::HashMap;
use std::ffi::c_void;
use std::ptr;
use std::sync::OnceLock;

use gopylink_abi::manifest::TypeDefinition;
use pyo3::exceptions::PyLookupError;
use pyo3::prelude::*;
use pyo3::types::{PyCFunction, PyDict, PyString, PyTuple, PyType};

use crate::direct::Filling;
use crate::{codec, enter, errors};

/// The classes of one library, by name.
#[derive(Default)]
pub(crate) struct Classes(OnceLock<HashMap<String, Class>>);

/// One class.
pub(crate) struct Class {
    pub(crate) made: Py<PyType>,
    /// Of a dataclass: how its instances are made in the direct lane.
    pub(crate) filling: Filling,
    kind: Kind,
}

enum Kind {
    Dataclass {
        fields: usize,
        /// Puts into a dict of fields those that are missing.
        complete: Py<PyAny>,
    },
    /// The members by their names.
    Enum(Py<PyDict>),
}

/// What `gopylink._classes.make` says of a class: its name, itself, and of a dataclass the number of fields and what
/// completes them, of an enum the members.
type Made = (String, Py<PyType>, usize, Option<Py<PyAny>>, Option<Py<PyDict>>);

impl Classes {
    /// Makes the classes that these types have. `module` is what they call their module, `exported` the classes that the
    /// library exports.
    pub(crate) fn make(
        &'static self,
        py: Python<'_>,
        types: &[TypeDefinition],
        module: &str,
        exported: &Bound<'_, PyDict>,
    ) -> PyResult<()> {
        if types.iter().all(|definition| !definition.class) {
            return Ok(());
        }
        let bytes =
            rmp_serde::to_vec_named(types).map_err(|error| errors::load_error(py, &error.to_string()))?;
        let types = codec::decode(py, &bytes, None, &|| format!("the types of {module}"))?;
        let make = py.import("gopylink._classes")?.getattr("make")?;
        // Of a class that is not there yet, there are no values.
        let default = move |arguments: &Bound<'_, PyTuple>, _: Option<&Bound<'_, PyDict>>| {
            let wire: Vec<u8> = arguments.get_item(0)?.extract()?;
            codec::decode(arguments.py(), &wire, Some(self), &|| "the default of a field".to_owned())
                .map(Bound::unbind)
        };
        let default = PyCFunction::new_closure(py, None, None, default)?;
        let made: Vec<Made> = make.call1((types, module, exported, default))?.extract()?;
        let classes = made.into_iter().filter_map(|(name, made, fields, complete, members)| {
            let kind = match (complete, members) {
                (Some(complete), _) => Kind::Dataclass { fields, complete },
                (None, Some(members)) => Kind::Enum(members),
                (None, None) => return None,
            };
            Some((name, Class { made, filling: Filling::default(), kind }))
        });
        // Loaded once.
        let _ = self.0.set(classes.collect());
        Ok(())
    }

    /// All classes and their names, in the order of these.
    pub(crate) fn all(&self) -> Vec<(&str, &Class)> {
        let mut all: Vec<_> =
            self.0.get().into_iter().flatten().map(|(name, class)| (name.as_str(), class)).collect();
        all.sort_by_key(|(name, _)| *name);
        all
    }

    pub(crate) fn get(&self, name: &str) -> Option<&Class> {
        self.0.get()?.get(name)
    }
}

impl Class {
    /// What a library is handed.
    pub(crate) fn handed(&'static self) -> *const c_void {
        ptr::from_ref(self).cast()
    }

    /// The class itself.
    pub(crate) fn made<'py>(&self, py: Python<'py>) -> &Bound<'py, PyType> {
        self.made.bind(py)
    }

    /// Whether these are all fields, of a dataclass.
    pub(crate) fn has_all(&self, fields: &Bound<'_, PyDict>) -> bool {
        matches!(self.kind, Kind::Dataclass { fields: count, .. } if fields.len() == count)
    }

    /// An instance that has these fields, of a dataclass.
    pub(crate) fn instance<'py>(&self, fields: &Bound<'py, PyDict>) -> PyResult<Bound<'py, PyAny>> {
        let py = fields.py();
        let Kind::Dataclass { fields: count, complete } = &self.kind else { return Err(self.mistaken(py)) };
        if fields.len() != *count {
            enter::call(complete.bind(py), &PyTuple::new(py, [fields])?)?;
        }
        enter::new_instance(self.made.bind(py), fields)
    }

    /// The member of that name, of an enum.
    pub(crate) fn member<'py>(&self, name: &Bound<'py, PyString>) -> PyResult<Bound<'py, PyAny>> {
        let py = name.py();
        let Kind::Enum(members) = &self.kind else { return Err(self.mistaken(py)) };
        members
            .bind(py)
            .get_item(name)?
            .ok_or_else(|| PyLookupError::new_err(format!("{} has no member '{name}'", self.made.bind(py))))
    }

    #[cold]
    fn mistaken(&self, py: Python<'_>) -> PyErr {
        PyLookupError::new_err(format!(
            "{} is a class of another kind than its library says",
            self.made.bind(py)
        ))
    }
}
