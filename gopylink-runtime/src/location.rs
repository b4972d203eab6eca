//! Where something is written.

use std::fmt;

use gopylink_abi::manifest::Location;

/// Where something is written.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct SourceLocation {
    /// The file, as the compiler was given it.
    pub file: &'static str,
    /// The line, counted from 1.
    pub line: u32,
}

impl fmt::Display for SourceLocation {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}:{}", self.file, self.line)
    }
}

impl From<SourceLocation> for Location {
    fn from(location: SourceLocation) -> Self {
        Self { file: location.file.to_owned(), line: location.line }
    }
}
