//! Failures of the boundary ↔ Python exceptions: the one table that says which is which.

use gopylink_abi::failure::{Failure, FailureKind, Raises};
use pyo3::exceptions::{PyException, PyOverflowError, PyRecursionError, PyTypeError, PyValueError};
use pyo3::intern;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyList, PyString, PyTuple, PyType};

use crate::exception::Exceptions;
use crate::{codec, enter};

/// Why a call across the boundary gave nothing, in either direction.
pub(crate) struct Failed {
    pub(crate) failure: Failure,
    /// The Python exception behind the failure.
    pub(crate) exception: Option<Py<PyAny>>,
    /// The exception classes of the library that failed.
    pub(crate) exceptions: Option<&'static Exceptions>,
}

impl Failed {
    pub(crate) fn new(kind: FailureKind, message: impl Into<String>) -> Box<Self> {
        let failure = Failure { kind, message: message.into(), ..Failure::default() };
        Box::new(Self { failure, exception: None, exceptions: None })
    }

    /// A Python exception on its way to a library.
    pub(crate) fn raised(py: Python<'_>, kind: FailureKind, error: PyErr) -> Box<Self> {
        let failure = Failure { kind, ..describe(py, &error) };
        Box::new(Self { failure, exception: Some(error.into_value(py).into_any()), exceptions: None })
    }
}

/// An exception class of `gopylink.errors`.
struct Class(&'static str, PyOnceLock<Py<PyType>>);

impl Class {
    const fn new(name: &'static str) -> Self {
        Self(name, PyOnceLock::new())
    }

    fn get<'py>(&self, py: Python<'py>) -> PyResult<&Bound<'py, PyType>> {
        self.1.import(py, "gopylink.errors", self.0)
    }

    fn raise<'py, A>(&self, py: Python<'py>, arguments: A) -> PyErr
    where
        A: IntoPyObject<'py, Target = PyTuple, Output = Bound<'py, PyTuple>, Error = PyErr>,
    {
        let made = self.get(py).and_then(|class| enter::call(class, &arguments.into_pyobject(py)?));
        match made {
            Ok(exception) => raised(exception),
            Err(error) => error,
        }
    }
}

/// An exception made here, which takes the one that is being handled for its context, as `raise` does it.
fn raised(exception: Bound<'_, PyAny>) -> PyErr {
    if let Some(handled) = enter::handled(exception.py())
        && !handled.is(&exception)
    {
        // Refused only by what is no exception, which Python says when it is raised.
        let _ = exception.setattr("__context__", handled);
    }
    PyErr::from_value(exception)
}

static ERROR: Class = Class::new("Error");
static LOAD_ERROR: Class = Class::new("LoadError");
static NOT_FOUND: Class = Class::new("NotFoundError");
static RUST_ERROR: Class = Class::new("RustError");
static RUST_PANIC: Class = Class::new("RustPanic");
static GO_ERROR: Class = Class::new("GoError");
static GO_PANIC: Class = Class::new("GoPanic");
static CLOSED: Class = Class::new("ClosedError");
static BORROW: Class = Class::new("BorrowError");

/// Has all classes at hand: when an error comes up while the interpreter exits, nothing can be imported any more.
pub(crate) fn prepare(py: Python<'_>) -> PyResult<()> {
    let classes =
        [&ERROR, &LOAD_ERROR, &NOT_FOUND, &RUST_ERROR, &RUST_PANIC, &GO_ERROR, &GO_PANIC, &CLOSED, &BORROW];
    classes.into_iter().try_for_each(|class| class.get(py).map(drop))
}

/// The class of ours whose exception takes no more than a failure's message; `None` for every other kind.
pub(crate) fn class_of(py: Python<'_>, kind: FailureKind) -> Option<&Bound<'_, PyType>> {
    let class = match kind {
        FailureKind::Rust => &RUST_ERROR,
        FailureKind::NotFound => &NOT_FOUND,
        FailureKind::Closed => &CLOSED,
        FailureKind::Borrow => &BORROW,
        _ => return None,
    };
    class.get(py).ok()
}

/// `gopylink.Error`.
pub(crate) fn error(py: Python<'_>, message: &str) -> PyErr {
    ERROR.raise(py, (message,))
}

/// `gopylink.GoError`.
pub(crate) fn go_error(py: Python<'_>, message: &str) -> PyErr {
    GO_ERROR.raise(py, (message,))
}

/// `gopylink.GoPanic`, with Go's stack in a note.
pub(crate) fn go_panic(py: Python<'_>, message: &str, stack: &str) -> PyErr {
    let raised = GO_PANIC.raise(py, (message, stack));
    if !stack.is_empty() {
        add_note(py, &raised, stack.trim_end());
    }
    raised
}

/// `gopylink.LoadError`.
pub(crate) fn load_error(py: Python<'_>, message: &str) -> PyErr {
    LOAD_ERROR.raise(py, (message,))
}

/// `gopylink.NotFoundError`.
pub(crate) fn not_found(py: Python<'_>, message: &str) -> PyErr {
    NOT_FOUND.raise(py, (message,))
}

/// `gopylink.BorrowError`.
pub(crate) fn borrowed(py: Python<'_>, message: &str) -> PyErr {
    BORROW.raise(py, (message,))
}

/// `gopylink.ClosedError`.
pub(crate) fn closed(py: Python<'_>, message: &str) -> PyErr {
    CLOSED.raise(py, (message,))
}

pub(crate) fn is_not_found(py: Python<'_>, error: &PyErr) -> bool {
    NOT_FOUND.get(py).is_ok_and(|class| error.is_instance(py, class))
}

/// Whether an instance is in use, so that what was asked of it was not done.
pub(crate) fn is_borrowed(py: Python<'_>, error: &PyErr) -> bool {
    BORROW.get(py).is_ok_and(|class| error.is_instance(py, class))
}

pub(crate) fn is_closed(py: Python<'_>, error: &PyErr) -> bool {
    CLOSED.get(py).is_ok_and(|class| error.is_instance(py, class))
}

/// The exception to raise for what a library answered. The Python exception that it had in hand is the one to
/// raise again, or the cause.
pub(crate) fn raise(py: Python<'_>, failed: Failed) -> PyErr {
    let Failed { failure, exception, exceptions } = failed;
    let exception = exception.map(|exception| PyErr::from_value(exception.into_bound(py)));
    let message = failure.message;
    let raised = match failure.kind {
        FailureKind::Python | FailureKind::NotFound if exception.is_some() => {
            let exception = exception.expect("just seen");
            for note in &failure.notes {
                add_note(py, &exception, note);
            }
            return exception;
        }
        FailureKind::Text if exception.is_some() => {
            let exception = exception.expect("just seen");
            return codec::placed(py, &exception, &message).unwrap_or_else(|error| error);
        }
        FailureKind::Panic => {
            let (file, line) = failure.location.map(|location| (location.file, location.line)).unzip();
            RUST_PANIC.raise(py, (message, file, line, failure.backtrace))
        }
        FailureKind::Rust if failure.raises.is_some() => {
            raise_own(py, exceptions, failure.raises.as_ref(), message)
        }
        FailureKind::Rust if failure.exception.is_empty() => RUST_ERROR.raise(py, (message,)),
        FailureKind::Rust => raise_named(py, &failure.exception, message),
        FailureKind::Type => PyTypeError::new_err(message),
        FailureKind::Value => PyValueError::new_err(message),
        FailureKind::Overflow => PyOverflowError::new_err(message),
        FailureKind::Recursion => PyRecursionError::new_err(message),
        FailureKind::NotFound => NOT_FOUND.raise(py, (message,)),
        FailureKind::Closed => CLOSED.raise(py, (message,)),
        FailureKind::Borrow => BORROW.raise(py, (message,)),
        _ => ERROR.raise(py, (message,)),
    };
    for note in &failure.notes {
        add_note(py, &raised, note);
    }
    if exception.is_some() {
        raised.set_cause(py, exception);
    }
    raised
}

/// The exception of a class that the library has for the error.
fn raise_own(
    py: Python<'_>,
    exceptions: Option<&Exceptions>,
    raises: Option<&Raises>,
    message: String,
) -> PyErr {
    let exception = exceptions.zip(raises).and_then(|(own, raises)| own.instance(py, raises, &message));
    match exception {
        Some(Ok(exception)) => raised(exception),
        Some(Err(error)) => error,
        None => RUST_ERROR.raise(py, (message,)),
    }
}

/// The exception that a library names: a built-in, or `module.Class`.
fn raise_named(py: Python<'_>, name: &str, message: String) -> PyErr {
    let class = if name.contains('.') {
        static RESOLVE: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
        let resolve = RESOLVE.import(py, "pkgutil", "resolve_name");
        resolve.and_then(|resolve| enter::call(resolve, &(name,).into_pyobject(py)?))
    } else {
        py.import("builtins").and_then(|builtins| builtins.getattr(name))
    };
    let class = class.and_then(|class| Ok(class.cast_into::<PyType>()?));
    let reason = match class {
        Ok(class) if class.is_subclass_of::<pyo3::exceptions::PyBaseException>().unwrap_or(false) => {
            match (&message,).into_pyobject(py).and_then(|arguments| enter::call(&class, &arguments)) {
                Ok(exception) => return raised(exception),
                Err(error) => {
                    format!("Rust named the exception '{name}', which does not take just a message: {error}")
                }
            }
        }
        Ok(_) => format!("Rust named the exception '{name}', which is not an exception class"),
        Err(error) if !error.is_instance_of::<PyException>(py) => return error,
        Err(error) => format!("Rust named the exception '{name}', which Python does not find: {error}"),
    };
    let raised = RUST_ERROR.raise(py, (message,));
    add_note(py, &raised, &reason);
    raised
}

/// `BaseException.add_note`, also before Python 3.11, where notes are kept but not printed.
pub(crate) fn add_note(py: Python<'_>, error: &PyErr, note: &str) {
    let exception = error.value(py);
    let added = match exception.getattr("__notes__") {
        // An exception that is raised again and again says it once.
        Ok(notes) if notes.contains(note).unwrap_or(false) => Ok(()),
        Ok(notes) => notes.call_method1("append", (note,)).map(drop),
        Err(_) => PyList::new(py, [note]).and_then(|notes| exception.setattr("__notes__", notes)),
    };
    // An exception class that refuses attributes goes without the note.
    let _ = added;
}

/// What a library learns of an exception.
pub(crate) fn describe(py: Python<'_>, error: &PyErr) -> Failure {
    let class = error.get_type(py);
    let text = py.get_type::<PyString>();
    let message = (error.value(py),)
        .into_pyobject(py)
        .and_then(|exception| enter::call(&text, &exception))
        .and_then(|text| Ok(text.cast::<PyString>()?.to_string_lossy().into_owned()));
    Failure {
        kind: FailureKind::Python,
        exception: type_name(&class).unwrap_or_else(|_| "Exception".to_owned()),
        message: message.unwrap_or_else(|_| "<the exception's text is unavailable>".to_owned()),
        ..Failure::default()
    }
}

/// The name of an object's class, for messages.
pub(crate) fn class_name(object: &Bound<'_, PyAny>) -> String {
    object.get_type().name().map_or_else(|_| "?".to_owned(), |name| name.to_string())
}

/// The name of an object's type as messages show it: with its module, unless it is builtin.
pub(crate) fn type_name_of(object: &Bound<'_, PyAny>) -> String {
    type_name(&object.get_type()).unwrap_or_else(|_| class_name(object))
}

fn type_name(class: &Bound<'_, PyType>) -> PyResult<String> {
    let py = class.py();
    let name: String = enter::getattr(class, intern!(py, "__qualname__"))?.extract()?;
    let module: String = enter::getattr(class, intern!(py, "__module__"))?.extract()?;
    Ok(if module == "builtins" { name } else { format!("{module}.{name}") })
}

/// Issues a `RuntimeWarning` at the line that loads a library.
pub(crate) fn warn(py: Python<'_>, message: &str) -> PyResult<()> {
    let category = py.get_type::<pyo3::exceptions::PyRuntimeWarning>();
    // Two frames up from here: past `load_go_lib`, to its caller.
    py.import("warnings")?.call_method1("warn", (message, category, 2))?;
    Ok(())
}
