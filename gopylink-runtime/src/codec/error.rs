//! Why a value could not be encoded or decoded, and where inside it.

use std::fmt::{self, Write};

use gopylink_abi::failure::{Failure, FailureKind};
use serde::de::{self, Expected, Unexpected};
use serde::ser;

use super::path::{Path, Segment};
use super::words;
use crate::error::Error as CallError;
use crate::host::Handle;

/// The error of both formats of a lane. What the value is, as in `f() argument 'rows'`, is the caller's to say, in
/// front of [`Error::path`].
pub(crate) struct Error(Box<Inner>);

struct Inner {
    kind: FailureKind,
    message: String,
    path: Path,
    /// Where the word for what was found begins in a message that ends with it.
    found: Option<usize>,
    /// Whether the message says itself which key it is about.
    names_key: bool,
    /// Whether it is said of the whole value, wherever in it the error was found.
    of_whole: bool,
    /// The Python exception that it is.
    exception: Option<Handle>,
}

impl Error {
    #[cold]
    pub(crate) fn new(kind: FailureKind, message: impl Into<String>) -> Self {
        Self(Box::new(Inner {
            kind,
            message: message.into(),
            path: Path::default(),
            found: None,
            names_key: false,
            of_whole: false,
            exception: None,
        }))
    }

    /// An exception that Python raised.
    #[cold]
    pub(crate) fn raised(exception: Handle) -> Self {
        let mut error = Self::new(FailureKind::Python, "");
        error.0.exception = Some(exception);
        error
    }

    /// An exception that is still to say where, as that about text that is not Unicode.
    #[cold]
    pub(crate) fn unplaced(exception: Handle) -> Self {
        let mut error = Self::new(FailureKind::Text, "text that is not Unicode");
        error.0.exception = Some(exception);
        error
    }

    /// A container of this type did not keep its size. Python says so by a `RuntimeError`.
    #[cold]
    pub(crate) fn changed(type_name: &str) -> Self {
        Self::new(FailureKind::Rust, format!("{type_name} changed size while it was read"))
    }

    /// An error that is said of the whole value, wherever in it the error was found.
    #[cold]
    pub(crate) fn of_whole(kind: FailureKind, message: &str) -> Self {
        let mut error = Self::new(kind, message);
        error.0.of_whole = true;
        error
    }

    /// A value of the wrong type.
    #[cold]
    pub(crate) fn mismatch(expected: impl fmt::Display, found: impl fmt::Display) -> Self {
        // Long enough for most, so that it need not grow.
        let mut message = String::with_capacity(64);
        // Writing to a string does not fail.
        let _ = write!(message, "expected {expected}, got ");
        let found_at = message.len();
        let _ = write!(message, "{found}");
        let mut error = Self::new(FailureKind::Type, message);
        error.0.found = Some(found_at);
        error
    }

    /// A sequence of the wrong length; `what` is its word, as in `tuple`.
    #[cold]
    pub(crate) fn length(what: &str, expected: usize, found: usize) -> Self {
        Self::new(FailureKind::Type, format!("expected {what} of length {expected}, got length {found}"))
    }

    /// A number that the Rust type cannot hold.
    #[cold]
    pub(crate) fn out_of_range(number: impl fmt::Display, rust_type: &str) -> Self {
        Self::new(FailureKind::Overflow, format!("{number} is out of range for {rust_type}"))
    }

    /// An object that is no plain data, where any plain data would do.
    #[cold]
    pub(crate) fn not_plain(type_name: &str) -> Self {
        Self::new(FailureKind::Type, format!("expected plain data, got {type_name}"))
    }

    /// An instance of an exported class, where any plain data would do.
    #[cold]
    pub(crate) fn instance(type_name: &str) -> Self {
        let remedy =
            "in Rust, only a parameter that is a reference to the class, such as `&T`, takes an instance";
        Self::new(FailureKind::Type, format!("expected plain data, got {type_name}: {remedy}"))
    }

    /// A boundary that was not kept: a fault of gopylink, not of the user's data.
    #[cold]
    pub(crate) fn internal(message: impl Into<String>) -> Self {
        Self::new(FailureKind::Internal, message)
    }

    /// The same error, seen from the value around it.
    #[cold]
    #[must_use]
    pub(crate) fn at(mut self, segment: Segment) -> Self {
        if !self.0.of_whole {
            self.0.path.prepend(segment);
        }
        self
    }

    /// The same error, seen from the dict whose key was decoded.
    #[cold]
    #[must_use]
    pub(crate) fn at_key(self) -> Self {
        if self.0.names_key { self } else { self.at(Segment::DictKey) }
    }

    /// The same error, where the whole value is the arguments of a call.
    #[cold]
    #[must_use]
    pub(crate) fn of_arguments(mut self) -> Self {
        if self.0.of_whole {
            self.0.path.prepend(Segment::Arguments);
        }
        self
    }

    /// The same error, where the value of an enum member was tried in the member's place.
    #[cold]
    #[must_use]
    pub(crate) fn of_enum_member(self) -> Self {
        self.of_found("enum")
    }

    /// Whether it ends with a word for what was found, all of the value.
    pub(crate) fn is_of_found(&self) -> bool {
        self.0.found.is_some() && self.0.path.is_empty()
    }

    /// The same error with another word for what was found, if it ends with one.
    #[cold]
    #[must_use]
    pub(crate) fn of_found(mut self, word: &str) -> Self {
        let inner = &mut *self.0;
        if let Some(found) = inner.found.filter(|_| inner.path.is_empty()) {
            inner.message.truncate(found);
            inner.message.push_str(word);
        }
        self
    }

    pub(crate) fn kind(&self) -> FailureKind {
        self.0.kind
    }

    /// The message without the path.
    pub(crate) fn message(&self) -> &str {
        &self.0.message
    }

    pub(crate) fn path(&self) -> &Path {
        &self.0.path
    }

    /// The error of the call, where `place` names the value that has this path inside it.
    #[cold]
    pub(crate) fn into_error(mut self, place: impl FnOnce(&Path) -> String) -> CallError {
        let exception = self.0.exception.take();
        let failure = match self.kind() {
            kind @ FailureKind::Python => {
                Failure { kind, notes: vec![format!("in {}", place(self.path()))], ..Failure::default() }
            }
            kind @ FailureKind::Text => Failure { kind, message: place(self.path()), ..Failure::default() },
            kind => {
                let mut message = place(self.path());
                message.push_str(": ");
                message.push_str(self.message());
                // The formats have no other error that names its exception.
                let exception =
                    if kind == FailureKind::Rust { "RuntimeError".to_owned() } else { String::new() };
                Failure { kind, exception, message, ..Failure::default() }
            }
        };
        CallError::from_python(failure, exception)
    }

    /// Takes the outermost segment off the path: of encoded arguments, the argument's index.
    pub(crate) fn take_first_segment(&mut self) -> Option<Segment> {
        self.0.path.take_first()
    }
}

impl fmt::Display for Error {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.0.path.is_empty() {
            write!(formatter, "{}: ", self.0.path)?;
        }
        formatter.write_str(&self.0.message)
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:?}({self})", self.0.kind)
    }
}

impl std::error::Error for Error {}

impl ser::Error for Error {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Self::new(FailureKind::Value, message.to_string())
    }
}

/// The constructors that serde's own code and derived code call, in the words that Python users know.
impl de::Error for Error {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Self::new(FailureKind::Value, message.to_string())
    }

    fn invalid_type(found: Unexpected<'_>, expected: &dyn Expected) -> Self {
        Self::mismatch(words::expected(expected), words::found(&found))
    }

    fn invalid_value(found: Unexpected<'_>, expected: &dyn Expected) -> Self {
        let rust_type = expected.to_string();
        match found {
            Unexpected::Unsigned(number) if words::is_number(&rust_type) => {
                Self::out_of_range(number, &rust_type)
            }
            Unexpected::Signed(number) if words::is_number(&rust_type) => {
                Self::out_of_range(number, &rust_type)
            }
            found => Self::new(
                FailureKind::Value,
                format!("expected {}, got {}", words::expected(expected), words::value(&found)),
            ),
        }
    }

    fn invalid_length(length: usize, expected: &dyn Expected) -> Self {
        Self::new(FailureKind::Type, format!("expected {}, got length {length}", words::expected(expected)))
    }

    fn unknown_variant(variant: &str, expected: &'static [&'static str]) -> Self {
        Self::new(FailureKind::Type, words::unknown("variant", variant, expected))
    }

    fn unknown_field(field: &str, expected: &'static [&'static str]) -> Self {
        let mut error = Self::new(FailureKind::Type, words::unknown("key", field, expected));
        error.0.names_key = true;
        error
    }

    fn missing_field(field: &'static str) -> Self {
        Self::new(FailureKind::Type, format!("missing key {}", super::repr::Text(field)))
    }

    fn duplicate_field(field: &'static str) -> Self {
        Self::new(FailureKind::Type, format!("duplicate key {}", super::repr::Text(field)))
    }
}
