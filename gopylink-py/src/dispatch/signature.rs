//! The parameters of an export, as calls bind them and as Python shows them.

use gopylink_abi::manifest::{self, Function, ParameterKind, TypeRef};
use pyo3::Python;
use pyo3::types::PyString;

use super::bind::Interned;

/// What follows a signature that CPython is to take for `__text_signature__`.
pub(super) const READABLE: &str = "\n--";

/// What cannot be the name of a parameter in Python.
const KEYWORDS: [&str; 35] = [
    "False", "None", "True", "and", "as", "assert", "async", "await", "break", "class", "continue", "def",
    "del", "elif", "else", "except", "finally", "for", "from", "global", "if", "import", "in", "is",
    "lambda", "nonlocal", "not", "or", "pass", "raise", "return", "try", "while", "with", "yield",
];

/// The parameters of an export, and how messages name it.
pub(super) struct Signature {
    /// `add()`, `Counter.incr()`, `Counter()`.
    label: String,
    /// All of them, in the order that the export takes them in.
    parameters: Vec<Parameter>,
    /// How many are passed by position; they come first.
    positional: usize,
    /// Those that are passed by name, each with its place.
    named: Vec<(Interned, usize)>,
    /// The place of the one that takes all further positional arguments.
    rest: Option<usize>,
    /// The place of the one that takes all further arguments that are passed by name.
    options: Option<usize>,
}

/// One parameter.
pub(super) struct Parameter {
    pub(super) name: String,
    pub(super) kind: ParameterKind,
    pub(super) accepts: TypeRef,
    /// What stands for it when it is left out, as Python writes it.
    default: Option<String>,
    /// Whether it must be given.
    pub(super) required: bool,
}

impl Signature {
    pub(super) fn new(py: Python<'_>, function: &Function, label: String) -> Self {
        use ParameterKind::{Normal, Options, PositionalOnly, Rest};
        let parameter = |parameter: &manifest::Parameter| Parameter {
            name: parameter.name.clone(),
            kind: parameter.kind,
            accepts: parameter.accepts.clone(),
            default: parameter.default.clone(),
            required: parameter.default.is_none() && !matches!(parameter.kind, Rest | Options),
        };
        let parameters: Vec<_> = function.parameters.iter().map(parameter).collect();
        let place_of = |kind| parameters.iter().position(|parameter| parameter.kind == kind);
        let by_position = |parameter: &&Parameter| matches!(parameter.kind, PositionalOnly | Normal);
        let named = parameters.iter().enumerate().filter(|(_, parameter)| parameter.is_named());
        Self {
            label,
            positional: parameters.iter().take_while(by_position).count(),
            named: named
                .map(|(place, parameter)| (Interned::new(PyString::intern(py, &parameter.name)), place))
                .collect(),
            rest: place_of(Rest),
            options: place_of(Options),
            parameters,
        }
    }

    pub(super) fn label(&self) -> &str {
        &self.label
    }

    /// How messages name the argument for a parameter. A property, whose label is without parentheses, is assigned but one.
    pub(super) fn argument(&self, name: &str) -> String {
        if self.label.ends_with(')') {
            format!("{} argument '{name}'", self.label)
        } else {
            self.label.clone()
        }
    }

    /// How messages name what comes back.
    pub(super) fn result(&self) -> String {
        if self.label.ends_with(')') { format!("{} result", self.label) } else { self.label.clone() }
    }

    /// All parameters, in the order that the export takes them in.
    pub(super) fn parameters(&self) -> &[Parameter] {
        &self.parameters
    }

    /// How many parameters are passed by position; they come first.
    pub(super) fn positional(&self) -> usize {
        self.positional
    }

    /// How many must be given at least, where all of them are passed by position.
    pub(super) fn required(&self) -> usize {
        self.parameters.iter().rposition(|parameter| parameter.required).map_or(0, |last| last + 1)
    }

    /// The parameters that are passed by name, each with its place.
    pub(super) fn named(&self) -> &[(Interned, usize)] {
        &self.named
    }

    /// Whether there is a parameter that takes several arguments.
    #[inline]
    pub(super) fn collects(&self) -> bool {
        self.rest.is_some() || self.options.is_some()
    }

    /// The place of the parameter that takes all further positional arguments.
    pub(super) fn rest(&self) -> Option<usize> {
        self.rest
    }

    /// The place of the parameter that takes all further arguments that are passed by name.
    pub(super) fn options(&self) -> Option<usize> {
        self.options
    }

    /// What stands between the name and the docs, where CPython looks for `__text_signature__`; `receiver` comes first where
    /// there is one. A signature that Python cannot read is for `help` alone.
    pub(super) fn head(&self, receiver: Option<&str>) -> String {
        let text = self.text(receiver);
        let is_keyword = |parameter: &Parameter| KEYWORDS.contains(&parameter.name.as_str());
        if text.is_ascii() && !self.parameters.iter().any(is_keyword) { text + READABLE } else { text }
    }

    /// The signature as Python writes it.
    fn text(&self, receiver: Option<&str>) -> String {
        let mut entries: Vec<String> = receiver.map(str::to_owned).into_iter().collect();
        let is = |kind| move |parameter: &Parameter| parameter.kind == kind;
        let positional_only =
            self.parameters.iter().filter(|parameter| is(ParameterKind::PositionalOnly)(parameter));
        entries.extend(positional_only.map(Parameter::text));
        if !entries.is_empty() {
            entries.push("/".to_owned());
        }
        let mut starred = false;
        for parameter in &self.parameters {
            match parameter.kind {
                ParameterKind::PositionalOnly => continue,
                ParameterKind::KeywordOnly if !starred => {
                    entries.push("*".to_owned());
                    starred = true;
                }
                ParameterKind::Rest => starred = true,
                _ => {}
            }
            entries.push(parameter.text());
        }
        format!("({})", entries.join(", "))
    }
}

impl Parameter {
    pub(super) fn is_named(&self) -> bool {
        matches!(self.kind, ParameterKind::Normal | ParameterKind::KeywordOnly)
    }

    fn text(&self) -> String {
        let stars = match self.kind {
            ParameterKind::Rest => "*",
            ParameterKind::Options => "**",
            _ => "",
        };
        let mut text = format!("{stars}{}", self.name);
        if let Some(default) = &self.default {
            text.push('=');
            text.push_str(&in_ascii(default));
        }
        text
    }
}

/// The literal with escapes in place of what is not ASCII, which `inspect` cannot read.
fn in_ascii(literal: &str) -> String {
    let escaped = |letter: char| match u32::from(letter) {
        0..0x80 => letter.to_string(),
        code @ ..=0xffff => format!("\\u{code:04x}"),
        code => format!("\\U{code:08x}"),
    };
    literal.chars().map(escaped).collect()
}
