//! Binding: from the arguments of a Python call to the array that a thunk expects.

use gopylink_abi::manifest::{Function, ParameterKind};
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyString, PyTuple};

use crate::{codec, near};

/// The parameters of an export, and how messages name it.
pub(crate) struct Signature {
    /// `add()`, `Counter.incr()`, `Counter()`.
    label: String,
    /// Those passed by position or by name.
    names: Vec<String>,
    /// The one that takes all further positional arguments.
    rest: Option<String>,
}

impl Signature {
    pub(crate) fn new(function: &Function, label: String) -> Self {
        let of_kind = |kind| function.parameters.iter().filter(move |parameter| parameter.kind == kind);
        Self {
            label,
            names: of_kind(ParameterKind::Normal).map(|parameter| parameter.name.clone()).collect(),
            rest: of_kind(ParameterKind::Rest).map(|parameter| parameter.name.clone()).next(),
        }
    }

    pub(crate) fn label(&self) -> &str {
        &self.label
    }

    /// The signature as CPython writes it in `__text_signature__`; `receiver` comes first where there is one.
    pub(crate) fn text(&self, receiver: Option<&str>) -> String {
        let rest = self.rest.iter().map(|name| format!("*{name}"));
        let parameters: Vec<String> =
            receiver.map(str::to_owned).into_iter().chain(self.names.iter().cloned()).chain(rest).collect();
        format!("({})", parameters.join(", "))
    }

    /// Encodes the arguments in the order of the parameters. `skip` leading positional arguments are not meant
    /// for the export.
    pub(crate) fn bind(
        &self,
        args: &Bound<'_, PyTuple>,
        skip: usize,
        kwargs: Option<&Bound<'_, PyDict>>,
    ) -> PyResult<Vec<u8>> {
        let given = args.len() - skip;
        let by_position = given.min(self.names.len());
        if given > by_position && self.rest.is_none() {
            return Err(self.too_many(given));
        }
        let mut bytes = Vec::with_capacity(64);
        codec::begin_array(&mut bytes, self.names.len() + usize::from(self.rest.is_some()))?;
        for (index, name) in self.names.iter().enumerate().take(by_position) {
            self.encode(&args.get_item(skip + index)?, name, &mut bytes)?;
        }
        match kwargs.filter(|kwargs| !kwargs.is_empty()) {
            Some(kwargs) => self.bind_by_name(by_position, kwargs, &mut bytes)?,
            None if by_position < self.names.len() => return Err(self.missing(&self.names[by_position..])),
            None => {}
        }
        if let Some(rest) = &self.rest {
            codec::begin_array(&mut bytes, given - by_position)?;
            for (index, position) in (skip + by_position..args.len()).enumerate() {
                let root = || format!("{} argument '{rest}'[{index}]", self.label);
                codec::encode(&args.get_item(position)?, &mut bytes, &root)?;
            }
        }
        Ok(bytes)
    }

    fn bind_by_name(
        &self,
        by_position: usize,
        kwargs: &Bound<'_, PyDict>,
        bytes: &mut Vec<u8>,
    ) -> PyResult<()> {
        for keyword in kwargs.keys() {
            let keyword = keyword.cast::<PyString>()?.to_string_lossy();
            match self.names.iter().position(|name| *name == keyword) {
                Some(position) if position < by_position => {
                    return Err(self.error(&format!("got multiple values for argument '{keyword}'")));
                }
                Some(_) => {}
                None => {
                    let hint = near::hint(&keyword, self.names.iter().map(String::as_str));
                    return Err(self.error(&format!("got an unexpected keyword argument '{keyword}'{hint}")));
                }
            }
        }
        let mut missing = Vec::new();
        for name in &self.names[by_position..] {
            match kwargs.get_item(name)? {
                Some(value) => self.encode(&value, name, bytes)?,
                None => missing.push(name.clone()),
            }
        }
        if missing.is_empty() { Ok(()) } else { Err(self.missing(&missing)) }
    }

    fn encode(&self, value: &Bound<'_, PyAny>, name: &str, bytes: &mut Vec<u8>) -> PyResult<()> {
        codec::encode(value, bytes, &|| format!("{} argument '{name}'", self.label))
    }

    fn too_many(&self, given: usize) -> PyErr {
        let takes = self.names.len();
        let plural = if takes == 1 { "" } else { "s" };
        let were = if given == 1 { "was" } else { "were" };
        self.error(&format!("takes {takes} positional argument{plural} but {given} {were} given"))
    }

    fn missing(&self, names: &[String]) -> PyErr {
        let plural = if names.len() == 1 { "" } else { "s" };
        let quoted: Vec<String> = names.iter().map(|name| format!("'{name}'")).collect();
        let list = match quoted.split_last() {
            Some((last, others)) if !others.is_empty() => format!("{} and {last}", others.join(", ")),
            _ => quoted.concat(),
        };
        self.error(&format!("missing {} required argument{plural}: {list}", names.len()))
    }

    fn error(&self, what: &str) -> PyErr {
        PyTypeError::new_err(format!("{} {what}", self.label))
    }
}
