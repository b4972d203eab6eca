//! The parameters of an export, and what is said when arguments do not go with them.

use gopylink_abi::manifest::{Function, ParameterKind, TypeRef};
use pyo3::Python;
use pyo3::ffi::PyObject;
use pyo3::types::PyString;

use super::bind::Interned;
use crate::near;

/// The parameters of an export, and how messages name it.
pub(super) struct Signature {
    /// `add()`, `Counter.incr()`, `Counter()`.
    label: String,
    /// Those passed by position or by name.
    parameters: Vec<Parameter>,
    /// The one that takes all further positional arguments.
    rest: Option<String>,
    /// What each of them accepts, that of the rest last.
    accepts: Vec<TypeRef>,
}

/// A parameter that is passed by position or by name.
pub(super) struct Parameter {
    pub(super) name: String,
    /// The name as the keywords of most calls have it.
    pub(super) interned: Interned,
}

impl Signature {
    pub(super) fn new(py: Python<'_>, function: &Function, label: String) -> Self {
        let of_kind = |kind| function.parameters.iter().filter(move |parameter| parameter.kind == kind);
        let parameter = |parameter: &gopylink_abi::manifest::Parameter| Parameter {
            name: parameter.name.clone(),
            interned: Interned::new(PyString::intern(py, &parameter.name)),
        };
        Self {
            label,
            parameters: of_kind(ParameterKind::Normal).map(parameter).collect(),
            rest: of_kind(ParameterKind::Rest).map(|parameter| parameter.name.clone()).next(),
            accepts: of_kind(ParameterKind::Normal)
                .chain(of_kind(ParameterKind::Rest))
                .map(|parameter| parameter.accepts.clone())
                .collect(),
        }
    }

    pub(super) fn label(&self) -> &str {
        &self.label
    }

    pub(super) fn parameters(&self) -> &[Parameter] {
        &self.parameters
    }

    pub(super) fn rest(&self) -> Option<&str> {
        self.rest.as_deref()
    }

    /// What each parameter accepts, that of the rest last.
    pub(super) fn accepts(&self) -> &[TypeRef] {
        &self.accepts
    }

    /// The signature as CPython writes it in `__text_signature__`; `receiver` comes first where there is one.
    pub(super) fn text(&self, receiver: Option<&str>) -> String {
        let rest = self.rest.iter().map(|name| format!("*{name}"));
        let names = self.parameters.iter().map(|parameter| parameter.name.clone());
        let parameters: Vec<String> =
            receiver.map(str::to_owned).into_iter().chain(names).chain(rest).collect();
        format!("({})", parameters.join(", "))
    }

    pub(super) fn too_many(&self, given: usize) -> String {
        let takes = self.parameters.len();
        let plural = if takes == 1 { "" } else { "s" };
        let were = if given == 1 { "was" } else { "were" };
        format!("{} takes {takes} positional argument{plural} but {given} {were} given", self.label)
    }

    /// `bound` is what each parameter has been given: null is nothing.
    pub(super) fn missing(&self, bound: &[*mut PyObject]) -> String {
        let missing = self.parameters.iter().zip(bound).filter(|(_, object)| object.is_null());
        let names: Vec<&str> = missing.map(|(parameter, _)| parameter.name.as_str()).collect();
        let plural = if names.len() == 1 { "" } else { "s" };
        let mut message = format!("{} missing {} required argument{plural}: ", self.label, names.len());
        for (index, name) in names.iter().enumerate() {
            let separator = match index {
                0 => "'",
                _ if index + 1 == names.len() => " and '",
                _ => ", '",
            };
            message.push_str(separator);
            message.push_str(name);
            message.push('\'');
        }
        message
    }

    pub(super) fn repeated(&self, keyword: &str) -> String {
        format!("{} got multiple values for argument '{keyword}'", self.label)
    }

    pub(super) fn unexpected(&self, keyword: &str) -> String {
        let hint = near::hint(keyword, self.parameters.iter().map(|parameter| parameter.name.as_str()));
        format!("{} got an unexpected keyword argument '{keyword}'{hint}", self.label)
    }
}
