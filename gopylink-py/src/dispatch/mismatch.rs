//! What is said of arguments that do not go with a signature: CPython's own words, and near names.

use std::fmt::Write;

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
        let count = names.len();
        // Long enough for most, so that it need not grow.
        let mut text = String::with_capacity(128);
        text.push_str(self.label());
        // Writing to a string does not fail.
        let _ = write!(text, " missing {count} required {kind} argument{}: ", plural(count));
        list(&mut text, &names);
        if let (Some(near), Some(options)) = (near, self.options()) {
            let _ = write!(text, "; '{near}' is one of **{}", self.parameters()[options].name);
        }
        text
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

/// Adds `'a'`, `'a' and 'b'`, or `'a', 'b', and 'c'`.
fn list(text: &mut String, names: &[&str]) {
    for (index, name) in names.iter().enumerate() {
        if index > 0 {
            let is_last = index + 1 == names.len();
            text.push_str(if !is_last {
                ", "
            } else if names.len() == 2 {
                " and "
            } else {
                ", and "
            });
        }
        ["'", name, "'"].into_iter().for_each(|part| text.push_str(part));
    }
}
