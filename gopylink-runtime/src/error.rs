//! The error of every call in either direction.

use std::error::Error as StdError;
use std::fmt::{self, Write};
use std::sync::OnceLock;

use gopylink_abi::failure::{Failure, Location, Raises};

use crate::host::{self, Handle};

/// What went wrong; decides which exception Python sees.
pub use gopylink_abi::failure::FailureKind as ErrorKind;

/// The result of a call into Python.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// An error of a call between Rust and Python.
///
/// A failed call into Python gives one; returned by an export, it raises the original Python exception. An export
/// can also make one itself, to choose the exception that Python sees:
///
/// ```
/// use gopylink::Error;
///
/// fn parse_port(text: &str) -> gopylink::Result<u16> {
///     text.parse().map_err(|_| Error::with_type("ValueError", format!("not a port: {text}")))
/// }
///
/// let error = parse_port("http").unwrap_err();
/// assert_eq!(error.type_name(), "ValueError");
/// assert_eq!(error.message(), "not a port: http");
/// assert_eq!(error.to_string(), "ValueError: not a port: http");
/// ```
pub struct Error(Box<Origin>);

/// What an error is, wherever it travels. Wrappers of an [`struct@Error`] keep it in their chain of sources.
#[derive(Debug)]
struct Origin {
    failure: Failure,
    /// The Python exception that it was.
    exception: Option<Handle>,
    traceback: OnceLock<Option<String>>,
}

impl Error {
    /// An error with a message of your own: `gopylink.RustError` in Python.
    pub fn new(message: impl Into<String>) -> Self {
        Self::of_kind(ErrorKind::Rust, message)
    }

    /// An error that Python sees as an exception of the named type.
    ///
    /// `type_name` is a built-in exception (`"ValueError"`) or a class by module and name
    /// (`"app.errors.Oops"`), which is called with the message alone. If Python finds no such exception
    /// type, it raises `gopylink.RustError` with a note that says so.
    pub fn with_type(type_name: impl Into<String>, message: impl Into<String>) -> Self {
        Self::from_failure(Failure {
            exception: type_name.into(),
            message: message.into(),
            ..Failure::default()
        })
    }

    /// An error from any other: `?` on an [`io::Error`](std::io::Error) or a `String`, in a function that returns
    /// [`gopylink::Result`](Result).
    ///
    /// Python sees it as it would see that error returned: as `gopylink.RustError`, with the chain of sources in its
    /// notes. An [`struct@Error`] that a wrapper carries stays what it is.
    ///
    /// ```
    /// fn first_line(path: &str) -> gopylink::Result<String> {
    ///     let text = std::fs::read_to_string(path).map_err(gopylink::Error::other)?;
    ///     Ok(text.lines().next().unwrap_or_default().to_owned())
    /// }
    ///
    /// assert!(first_line("no such file").is_err());
    /// ```
    pub fn other(error: impl Into<Box<dyn StdError>>) -> Self {
        Self::from_returned(error.into())
    }

    /// What went wrong.
    #[must_use]
    pub fn kind(&self) -> ErrorKind {
        self.0.failure.kind
    }

    /// The Python exception type, with its module unless it is a built-in: `"KeyError"`, `"app.Oops"`. For an error
    /// that did not come from Python, the type that Python would see.
    #[must_use]
    pub fn type_name(&self) -> &str {
        self.0.type_name()
    }

    /// The message, without the type.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.0.failure.message
    }

    /// The traceback of the Python exception as Python prints it, most recent call last; `None` if the error did
    /// not come from Python. Formatted when first asked for.
    #[must_use]
    pub fn traceback(&self) -> Option<&str> {
        self.0.traceback()
    }

    pub(crate) fn of_kind(kind: ErrorKind, message: impl Into<String>) -> Self {
        Self::from_failure(Failure { kind, message: message.into(), ..Failure::default() })
    }

    pub(crate) fn panic(message: String, location: Option<Location>, backtrace: Option<String>) -> Self {
        Self::from_failure(Failure {
            kind: ErrorKind::Panic,
            message,
            location,
            backtrace,
            ..Failure::default()
        })
    }

    fn from_failure(failure: Failure) -> Self {
        Self::from_python(failure, None)
    }

    /// A failure that arrived from Python, with the exception behind it.
    pub(crate) fn from_python(failure: Failure, exception: Option<Handle>) -> Self {
        Self(Box::new(Origin { failure, exception, traceback: OnceLock::new() }))
    }

    /// What crosses to Python: the failure, and the exception to raise again or to name as the cause.
    pub(crate) fn into_parts(self) -> (Failure, Option<Handle>) {
        (self.0.failure, self.0.exception)
    }

    /// The same error, for Rust to read: an exception that the formats came upon is only described when somebody may ask.
    #[cold]
    pub(crate) fn described(mut self) -> Self {
        let place = match self.kind() {
            ErrorKind::Text => self.0.failure.message.as_str(),
            ErrorKind::Python if self.0.failure.exception.is_empty() => "",
            _ => return self,
        };
        match self.0.exception.take() {
            Some(exception) => {
                let failed = host::describe(exception, place);
                Self::from_python(Failure { notes: self.0.failure.notes, ..failed.failure }, failed.exception)
            }
            None => self,
        }
    }

    /// What an export returned as its error.
    ///
    /// A [`struct@Error`] stays what it is, also when a wrapper such as `anyhow::Error` passes it on unchanged; then
    /// Python sees the original exception. Where a wrapper adds words of its own, these are the message, and
    /// the Python exception becomes their cause.
    pub(crate) fn from_returned(error: Box<dyn StdError>) -> Self {
        let error = match error.downcast::<Self>() {
            Ok(error) => return *error,
            Err(error) => error,
        };
        let raises = raises(&*error);
        Self::raising(&*error, raises)
    }

    /// What Python sees of an error, which it has a class for if there is something to raise.
    pub(crate) fn raising(error: &(dyn StdError + 'static), raises: Option<Raises>) -> Self {
        let message = text(error);
        let sources = || sources(error);
        let origin = sources().find_map(|source| source.downcast_ref::<Origin>());
        let exception = origin.and_then(|origin| origin.exception.as_ref()?.retain());
        if let Some(origin) = origin.filter(|origin| summary(&origin.failure) == message) {
            return Self::from_python(origin.failure.clone(), exception);
        }
        let mut notes: Vec<String> = sources()
            .filter(|source| !source.is::<Origin>())
            .map(|source| format!("caused by: {source}"))
            .collect();
        if notes.len() == LONGEST_CHAIN {
            notes.push(format!("only the first {LONGEST_CHAIN} causes are shown"));
        }
        Self::from_python(Failure { message, notes, raises, ..Failure::default() }, exception)
    }
}

/// Looks whether an error is one that Python has classes for.
pub(crate) type Find = fn(&(dyn StdError + 'static)) -> Option<Raises>;

static KNOWN: OnceLock<Vec<Find>> = OnceLock::new();

/// Notes the errors that Python has classes for.
pub(crate) fn note_errors(known: impl Iterator<Item = Find>) {
    // The first manifest is the only one.
    let _ = KNOWN.set(known.collect());
}

fn raises(error: &(dyn StdError + 'static)) -> Option<Raises> {
    KNOWN.get()?.iter().find_map(|find| find(error))
}

/// How many sources of an error are looked at.
const LONGEST_CHAIN: usize = 100;

/// The sources of an error, outermost first. Not all, since a chain may be written so that it never ends.
fn sources<'e>(error: &'e (dyn StdError + 'static)) -> impl Iterator<Item = &'e (dyn StdError + 'static)> {
    std::iter::successors(error.source(), |source: &&'e (dyn StdError + 'static)| (*source).source())
        .take(LONGEST_CHAIN)
}

/// The text of an error, as by `to_string`, but in a string that need not grow for most.
fn text(error: &dyn StdError) -> String {
    let mut text = String::with_capacity(96);
    write!(text, "{error}").expect("a Display implementation returned an error unexpectedly");
    text
}

fn summary(failure: &Failure) -> String {
    match (failure.exception.as_str(), failure.message.as_str()) {
        ("", message) => message.to_owned(),
        (exception, "") => exception.to_owned(),
        (exception, message) => format!("{exception}: {message}"),
    }
}

impl fmt::Display for Error {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&summary(&self.0.failure))
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Error")
            .field("kind", &self.kind())
            .field("type_name", &self.type_name())
            .field("message", &self.message())
            .finish_non_exhaustive()
    }
}

impl StdError for Error {
    /// What this error is to Python, so that wrappers which keep the chain of sources (`anyhow::Error`,
    /// `Box<dyn Error>`, `#[source]` fields) carry it there. Its text is the traceback, where there is one.
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        let failure = &self.0.failure;
        let plain =
            failure.kind == ErrorKind::Rust && failure.exception.is_empty() && failure.raises.is_none();
        (!plain).then_some(&*self.0 as &(dyn StdError + 'static))
    }
}

impl From<String> for Error {
    fn from(message: String) -> Self {
        Self::new(message)
    }
}

impl From<&str> for Error {
    fn from(message: &str) -> Self {
        Self::new(message)
    }
}

impl Origin {
    fn type_name(&self) -> &str {
        if !self.failure.exception.is_empty() {
            return &self.failure.exception;
        }
        if let Some(raises) = &self.failure.raises {
            return &raises.class;
        }
        match self.failure.kind {
            ErrorKind::Panic => "gopylink.RustPanic",
            ErrorKind::NotFound => "gopylink.NotFoundError",
            ErrorKind::Type => "TypeError",
            ErrorKind::Value => "ValueError",
            ErrorKind::Overflow => "OverflowError",
            ErrorKind::Recursion => "RecursionError",
            ErrorKind::Closed => "gopylink.ClosedError",
            ErrorKind::Borrow => "gopylink.BorrowError",
            ErrorKind::Text => "UnicodeEncodeError",
            ErrorKind::Rust => "gopylink.RustError",
            _ => "gopylink.Error",
        }
    }

    fn traceback(&self) -> Option<&str> {
        let exception = self.exception.as_ref()?;
        self.traceback.get_or_init(|| host::traceback(exception)).as_deref()
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.traceback() {
            Some(traceback) => formatter.write_str(traceback.trim_end()),
            None => write!(formatter, "raised in Python as {}", self.type_name()),
        }
    }
}

impl StdError for Origin {}
