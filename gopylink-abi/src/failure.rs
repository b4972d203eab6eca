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
    /// The exception class of the library's own to raise.
    pub raises: Option<Raises>,
}

/// An instance of an exception class that a library has for a variant of an error.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Raises {
    /// The name of the class.
    pub class: String,
    /// What its attributes hold, in the order of the manifest: the wire form of an array. If there are more values than
    /// attributes, the last of these is a tuple of the rest.
    pub fields: Vec<u8>,
}

impl Failure {
    /// Whether there is no more to it than its kind and message.
    #[must_use]
    pub fn is_plain(&self) -> bool {
        self.exception.is_empty()
            && self.notes.is_empty()
            && self.location.is_none()
            && self.backtrace.is_none()
            && self.raises.is_none()
    }
}

/// A place in source code.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
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
#[repr(u32)]
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
    /// Text that is not Unicode: the `UnicodeEncodeError` whose handle goes along, or another exception that is to say
    /// where. The message is the place.
    Text,
    /// Python cannot be called: it is shutting down, or no host is connected.
    Unavailable,
    /// The operand of an operator is none that it takes: Python gets `NotImplemented`.
    Declined,
    /// The boundary was not kept: a fault of gopylink itself. Also what an older reader makes of a newer kind.
    #[serde(other)]
    Internal,
}

impl FailureKind {
    const ALL: [Self; 14] = [
        Self::Rust,
        Self::Panic,
        Self::Python,
        Self::NotFound,
        Self::Type,
        Self::Value,
        Self::Overflow,
        Self::Recursion,
        Self::Closed,
        Self::Borrow,
        Self::Text,
        Self::Unavailable,
        Self::Declined,
        Self::Internal,
    ];

    /// The number by which it crosses where there is no more to say than a message.
    #[must_use]
    pub const fn number(self) -> u32 {
        self as u32
    }

    /// The kind with that number; `Internal` for one that only the other side knows.
    #[must_use]
    pub fn numbered(number: u32) -> Self {
        Self::ALL.into_iter().find(|kind| kind.number() == number).unwrap_or(Self::Internal)
    }
}
