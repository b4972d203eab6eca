//! What is said of arguments that do not go with a signature: CPython's own words, and near names.

use gopylink_abi::manifest::ParameterKind;
use pyo3::ffi::PyObject;

use super::signature::{Parameter, Signature};
use crate::near;

impl Signature {
    /// `bound` is what each parameter has been given, by name, too: null is nothing.
    pub(super) fn too_many(&self, given: usize, bound: &[*mut PyObject]) -> String {
        let positional = &self.parameters()[..self.positional()];
        let least = positional.iter().filter(|parameter| parameter.required).count();
        let most = positional.len();
        let takes = if least < most { format!("from {least} to {most}") } else { most.to_string() };
        let takes_plural = plural(if least < most { 2 } else { most });
        let by_name = self
            .given_to(bound, true)
            .filter(|parameter| parameter.kind == ParameterKind::KeywordOnly)
            .count();
        let also = match by_name {
            0 => String::new(),
            _ => {
                let (of_given, of_named) = (plural(given), plural(by_name));
                format!(" positional argument{of_given} (and {by_name} keyword-only argument{of_named})")
            }
        };
        let were = if given == 1 && by_name == 0 { "was" } else { "were" };
        format!(
            "{} takes {takes} positional argument{takes_plural} but {given}{also} {were} given",
            self.label()
        )
    }

    /// `unmatched` are the names of arguments that no parameter of their own takes.
    pub(super) fn missing(&self, bound: &[*mut PyObject], unmatched: &[String]) -> String {
        let missing = |by_name: bool| {
            let required = self.given_to(bound, false).filter(|parameter| parameter.required);
            let is_asked_for =
                move |parameter: &&Parameter| (parameter.kind == ParameterKind::KeywordOnly) == by_name;
            required.filter(is_asked_for).map(|parameter| parameter.name.as_str()).collect::<Vec<_>>()
        };
        let (names, kind) = match missing(false) {
            names if names.is_empty() => (missing(true), "keyword-only"),
            names => (names, "positional"),
        };
        let near = unmatched.iter().find(|given| !near::hint(given, names.iter().copied()).is_empty());
        let near = match (near, self.options()) {
            (Some(near), Some(options)) => {
                format!("; '{near}' is one of **{}", self.parameters()[options].name)
            }
            _ => String::new(),
        };
        let count = names.len();
        format!(
            "{} missing {count} required {kind} argument{}: {}{near}",
            self.label(),
            plural(count),
            listed(&names)
        )
    }

    pub(super) fn repeated(&self, keyword: &str) -> String {
        format!("{} got multiple values for argument '{keyword}'", self.label())
    }

    /// `keywords` are all that were given; `keyword` is the first of them that names no parameter.
    pub(super) fn unexpected(&self, keyword: &str, keywords: &[String]) -> String {
        let by_position = self.parameters().iter().filter(|parameter| {
            parameter.kind == ParameterKind::PositionalOnly && keywords.contains(&parameter.name)
        });
        let by_position: Vec<&str> = by_position.map(|parameter| parameter.name.as_str()).collect();
        if !by_position.is_empty() {
            return format!(
                "{} got some positional-only arguments passed as keyword arguments: '{}'",
                self.label(),
                by_position.join(", ")
            );
        }
        let named = self.parameters().iter().filter(|parameter| parameter.is_named());
        let hint = near::hint(keyword, named.map(|parameter| parameter.name.as_str()));
        format!("{} got an unexpected keyword argument '{keyword}'{hint}", self.label())
    }

    /// The parameters that were given something, or nothing.
    fn given_to<'a>(
        &'a self,
        bound: &'a [*mut PyObject],
        given: bool,
    ) -> impl Iterator<Item = &'a Parameter> {
        self.parameters()
            .iter()
            .zip(bound)
            .filter(move |(_, object)| object.is_null() != given)
            .map(|(parameter, _)| parameter)
    }
}

fn plural(count: usize) -> &'static str {
    if count == 1 { "" } else { "s" }
}

/// `'a'`, `'a' and 'b'`, `'a', 'b', and 'c'`
fn listed(names: &[&str]) -> String {
    let quoted: Vec<String> = names.iter().map(|name| format!("'{name}'")).collect();
    match quoted.as_slice() {
        [] => String::new(),
        [name] => name.clone(),
        [first, second] => format!("{first} and {second}"),
        [others @ .., last] => format!("{}, and {last}", others.join(", ")),
    }
}
