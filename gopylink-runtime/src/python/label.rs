//! How messages name what is called in Python.

use std::fmt;

use smol_str::SmolStr;

/// The name, put together only where a message needs it.
#[derive(Clone, Copy, Debug)]
pub(super) enum Label<'a> {
    /// A function or class.
    Export(&'a str),
    /// A class and its method.
    Method(&'a SmolStr, &'a str),
    /// `python_code_call`.
    Code,
}

impl fmt::Display for Label<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Export(name) => write!(formatter, "{name}()"),
            Self::Method(class, name) => write!(formatter, "{class}.{name}()"),
            Self::Code => formatter.write_str("python_code_call()"),
        }
    }
}

/// A [`Label`] to keep. Short names take no memory of their own.
///
/// It is made before the call whose result it goes with: what is written byte by byte takes long to copy right afterwards.
#[derive(Debug)]
pub(super) enum OwnedLabel {
    Export(SmolStr),
    Method(SmolStr, SmolStr),
    Code,
}

impl fmt::Display for OwnedLabel {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let label = match self {
            Self::Export(name) => Label::Export(name),
            Self::Method(class, name) => Label::Method(class, name),
            Self::Code => Label::Code,
        };
        label.fmt(formatter)
    }
}
