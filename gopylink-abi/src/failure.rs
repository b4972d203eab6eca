//! How an error crosses the boundary: as msgpack with field names, beside the handle of the Python exception
//! where there is one.

use serde::{Deserialize, Serialize};

/// An error on its way to the other side.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Failure {
    /// What went wrong.
    pub kind: FailureKind,
    /// The Python exception type to raise, or that was raised: `"ValueError"`, `"app.Oops"`. Empty when `kind`
    /// says enough.
    pub exception: String,
    /// What to tell the user.
    pub message: String,
    /// Further lines: the chain of sources.
    pub notes: Vec<String>,
    /// Where a panic happened.
    pub location: Option<Location>,
    /// The backtrace of a panic, when asked for.
    pub backtrace: Option<String>,
}

/// A place in source code.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Location {
    /// The file as the compiler was given it.
    pub file: String,
    /// The line, counted from 1.
    pub line: u32,
}

/// What went wrong, and with it which exception Python sees.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub enum FailureKind {
    /// Rust code returned an error: `gopylink.RustError`, or the exception that the failure names.
    #[default]
    Rust,
    /// Rust code panicked: `gopylink.RustPanic`.
    Panic,
    /// A Python exception, whose handle goes along.
    Python,
    /// No such export: `gopylink.NotFoundError`.
    NotFound,
    /// A value of the wrong type: `TypeError`.
    Type,
    /// A value of the right type that is not acceptable: `ValueError`.
    Value,
    /// A number out of range: `OverflowError`.
    Overflow,
    /// Nested too deeply: `RecursionError`.
    Recursion,
    /// The instance is closed: `gopylink.ClosedError`.
    Closed,
    /// The instance is in use further up on the same thread: `gopylink.BorrowError`.
    Borrow,
    /// Python cannot be called: it is shutting down, or no host is connected.
    Unavailable,
    /// The boundary was not kept: a fault of gopylink itself. Also what an older reader makes of a newer kind.
    #[serde(other)]
    Internal,
}
