//! How messages name what is called in Python.

use std::fmt;

use smol_str::SmolStr;

/// The name, put together only where a message needs it. Short names take no memory of their own.
#[derive(Clone, Debug)]
pub(super) enum Label {
    /// A function or class.
    Export(SmolStr),
    /// A class and its method.
    Method(SmolStr, SmolStr),
    /// `python_code_call`.
    Code,
}

impl fmt::Display for Label {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Export(name) => write!(formatter, "{name}()"),
            Self::Method(class, name) => write!(formatter, "{class}.{name}()"),
            Self::Code => formatter.write_str("python_code_call()"),
        }
    }
}
