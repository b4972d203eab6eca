//! A library's call into Python, carried out by either lane: find the callable, call it, say what went wrong.

use gopylink_abi::direct::Outcome;
use gopylink_abi::failure::FailureKind;
use gopylink_abi::layout::target;
use gopylink_abi::pool::Pooled;
use pyo3::exceptions::{PyRecursionError, PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyString, PyTypeMethods};

use super::details::Details;
use super::lookup;
use super::places::Places;
use crate::errors::{self, Failed};
use crate::record::Classes;
use crate::{codec, direct, enter, stack};

/// What a library calls.
pub(crate) struct Request<'call> {
    /// One of the constants of [`target`].
    pub(crate) target: u32,
    pub(crate) name: &'call [u8],
    pub(crate) object: Option<&'call Py<PyAny>>,
    pub(crate) details: Option<Details<'call>>,
}

impl<'call> Request<'call> {
    /// The class whose instance the library wants as it is, if it does.
    #[inline]
    fn class(&self) -> Option<&'call [u8]> {
        self.details.map(Details::class).filter(|class| !class.is_empty())
    }
}

/// What a library calls by the direct lane.
#[derive(Clone, Copy)]
pub(crate) struct Called<'call, 'py> {
    /// One of the constants of [`target`].
    pub(crate) kind: u32,
    pub(crate) name: &'call [u8],
    pub(crate) object: Option<Borrowed<'call, 'py, PyAny>>,
    pub(crate) details: Option<Details<'call>>,
}

/// What it gets.
#[derive(Default)]
pub(crate) struct Answer {
    pub(crate) bytes: Vec<u8>,
    pub(crate) object: Option<Py<PyAny>>,
}

/// Carries a request with encoded arguments out. `registry` is the library's `PythonRegistry`, `classes` are its own.
pub(crate) fn run(
    registry: &Bound<'_, PyAny>,
    classes: &Classes,
    request: &Request<'_>,
    arguments: &[u8],
) -> Result<Answer, Box<Failed>> {
    let py = registry.py();
    let raised = |error| raised(py, error);
    let name = lookup::text(request.name)?;
    if stack::exhausted() {
        let error = PyRecursionError::new_err("calls are nested deeper than this thread's stack allows");
        return Err(raised(error));
    }
    let callable = match (request.target, request.object) {
        (target::METHOD, Some(object)) => {
            enter::getattr(object.bind(py), &PyString::new(py, name)).map_err(raised)?
        }
        _ => function(registry, request.target, request.name)?,
    };
    let label = || label(request.target, request.name, request.object.map(|object| object.bind(py)));
    let arguments =
        codec::decode_arguments(py, arguments, Some(classes), &|| format!("{} arguments", label()))
            .map_err(|error| refused(py, error))?;
    let outcome = match request.details {
        None => enter::call(&callable, &arguments),
        Some(details) => details.apply(&arguments).and_then(|(positional, named)| {
            let outcome = enter::call_named(&callable, &positional, named.as_ref());
            enter::release(positional.into_any());
            if let Some(named) = named {
                enter::release(named.into_any());
            }
            outcome
        }),
    };
    enter::release(arguments.into_any());
    enter::release(callable);
    let result = outcome.map_err(raised)?;
    if let Some(class) = request.class() {
        is_of_class(registry, class, &result, &label)?;
    } else if request.target != target::CLASS {
        return encoded(result, &label);
    }
    let object = (!result.is_none()).then(|| result.unbind());
    Ok(Answer { object, ..Answer::default() })
}

fn encoded(result: Bound<'_, PyAny>, label: &dyn Fn() -> String) -> Result<Answer, Box<Failed>> {
    let py = result.py();
    let mut bytes = Pooled::take();
    let outcome = codec::encode(&result, &mut bytes, &|| format!("{} result", label()));
    enter::release(result);
    outcome.map_err(|error| raised(py, error))?;
    Ok(Answer { bytes: bytes.into_inner(), object: None })
}

/// Checks that an object is `None`, or an instance of the class that is exported by the name, if one is.
fn is_of_class(
    registry: &Bound<'_, PyAny>,
    name: &[u8],
    object: &Bound<'_, PyAny>,
    label: &dyn Fn() -> String,
) -> Result<(), Box<Failed>> {
    if object.is_none() {
        return Ok(());
    }
    let Ok(class) = lookup::export(registry, target::CLASS, name) else { return Ok(()) };
    // The class's own opinion would be code to run.
    if object.get_type().mro().iter().any(|base| base.is(&class)) {
        return Ok(());
    }
    let (expected, found) = (String::from_utf8_lossy(name), errors::class_name(object));
    Err(Failed::new(FailureKind::Type, format!("{} result: expected {expected}, got {found}", label())))
}

/// How messages name the call.
fn label(kind: u32, name: &[u8], object: Option<&Bound<'_, PyAny>>) -> String {
    let name = String::from_utf8_lossy(name);
    match (kind, object) {
        (target::METHOD, Some(object)) => format!("{}.{name}()", errors::class_name(object)),
        (target::CODE, _) => "python_code_call()".to_owned(),
        _ => format!("{name}()"),
    }
}

/// What a library is to know of an exception that it came upon, at a place in a value if text was at fault.
pub(crate) fn describe(exception: Bound<'_, PyAny>, place: &[u8]) -> Box<Failed> {
    let py = exception.py();
    enter::counted(py, || {
        let error = PyErr::from_value(exception);
        let placed = match str::from_utf8(place) {
            Ok("") | Err(_) => error,
            Ok(place) => codec::placed(py, &error, place).unwrap_or_else(|error| error),
        };
        raised(py, placed)
    })
}

/// Why there can be no objects of arguments that came as bytes: for the library the same as where it makes them itself.
#[cold]
fn refused(py: Python<'_>, error: PyErr) -> Box<Failed> {
    let kind = if error.is_instance_of::<PyValueError>(py) {
        FailureKind::Value
    } else if error.is_instance_of::<PyTypeError>(py) {
        FailureKind::Type
    } else if error.is_instance_of::<PyRecursionError>(py) {
        FailureKind::Recursion
    } else {
        return Failed::raised(py, FailureKind::Python, error);
    };
    Failed::new(kind, error.value(py).to_string())
}

/// Carries a call with objects as arguments out. The library has looked how much of the stack is left.
#[inline(always)]
pub(crate) fn run_direct<'py>(
    registry: &Bound<'py, PyAny>,
    called: Called<'_, 'py>,
    arguments: &Places<'py>,
) -> Result<Outcome, Box<Failed>> {
    if let Some(details) = called.details {
        // Taken out of the memory that it came in, which else the outcome of every call would go through.
        let outcome = run_with_details(registry, called, arguments, details)?;
        return Ok(outcome);
    }
    let result = call(registry, called, arguments, None)?;
    Ok(if called.kind == target::CLASS { direct::object(result) } else { direct::scalar(result) })
}

#[inline(never)]
fn run_with_details<'py>(
    registry: &Bound<'py, PyAny>,
    called: Called<'_, 'py>,
    arguments: &Places<'py>,
    details: Details<'_>,
) -> Result<Outcome, Box<Failed>> {
    let keywords = details.keywords(registry.py())?;
    let result = call(registry, called, arguments, keywords.as_ref());
    if let Some(keywords) = keywords {
        direct::release(keywords);
    }
    let result = result?;
    match details.class() {
        [] if called.kind == target::CLASS => Ok(direct::object(result)),
        [] => Ok(direct::scalar(result)),
        class => instance(registry, class, called, result),
    }
}

/// Calls, with the names of the last arguments where some have names.
#[inline(always)]
fn call<'py>(
    registry: &Bound<'py, PyAny>,
    called: Called<'_, 'py>,
    arguments: &Places<'py>,
    keywords: Option<&Bound<'py, PyAny>>,
) -> Result<Bound<'py, PyAny>, Box<Failed>> {
    let py = registry.py();
    if called.kind == target::METHOD
        && let Some(object) = called.object
    {
        let name = lookup::method(py, called.name)?;
        // The library may let go of its reference while the call runs.
        let object = object.to_owned();
        let result = arguments.call_method(&object, &name, keywords).ok_or_else(|| fetched(py));
        direct::release(object);
        direct::release(name);
        result
    } else {
        let callable = function(registry, called.kind, called.name)?;
        let result = arguments.call(&callable, keywords).ok_or_else(|| fetched(py));
        direct::release(callable);
        result
    }
}

/// A result that is wanted as it is: an instance of that class, or `None`.
#[cold]
fn instance(
    registry: &Bound<'_, PyAny>,
    class: &[u8],
    called: Called<'_, '_>,
    result: Bound<'_, PyAny>,
) -> Result<Outcome, Box<Failed>> {
    let label = || label(called.kind, called.name, called.object.as_deref());
    enter::counted(result.py(), || is_of_class(registry, class, &result, &label))?;
    Ok(if result.is_none() { direct::scalar(result) } else { direct::object(result) })
}

/// The exception that is set. It is taken before anything is released, which may run code that must not find it.
#[cold]
fn fetched(py: Python<'_>) -> Box<Failed> {
    raised(py, PyErr::fetch(py))
}

#[cold]
pub(super) fn raised(py: Python<'_>, error: PyErr) -> Box<Failed> {
    enter::counted(py, || Failed::raised(py, FailureKind::Python, error))
}

/// What is called, unless it is a method.
#[inline]
fn function<'py>(
    registry: &Bound<'py, PyAny>,
    kind: u32,
    name: &[u8],
) -> Result<Bound<'py, PyAny>, Box<Failed>> {
    match kind {
        target::FUNCTION | target::CLASS => lookup::export(registry, kind, name),
        target::CODE => compile(registry.py(), lookup::text(name)?),
        _ => Err(Failed::new(FailureKind::Internal, "the library asked for something unknown")),
    }
}

/// The exception's traceback as Python prints it.
pub(crate) fn traceback(exception: &Bound<'_, PyAny>) -> Result<Answer, Box<Failed>> {
    match formatted(exception) {
        Ok(text) => Ok(Answer { bytes: text.into_bytes(), object: None }),
        Err(error) => Err(raised(exception.py(), error)),
    }
}

/// The exception's traceback as Python prints it, as text.
pub(crate) fn formatted(exception: &Bound<'_, PyAny>) -> PyResult<String> {
    static FORMAT: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
    let py = exception.py();
    let traceback = exception.getattr("__traceback__")?;
    let format = FORMAT.import(py, "traceback", "format_exception")?;
    let lines = enter::call(format, &(exception.get_type(), exception, traceback).into_pyobject(py)?)?;
    let mut text = String::new();
    for line in lines.try_iter()? {
        text.push_str(&line?.cast::<PyString>()?.to_string_lossy());
    }
    Ok(text)
}

#[cold]
fn compile<'py>(py: Python<'py>, source: &str) -> Result<Bound<'py, PyAny>, Box<Failed>> {
    static FUNCTION: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
    let compile =
        || enter::call(FUNCTION.import(py, "gopylink._code", "function")?, &(source,).into_pyobject(py)?);
    enter::counted(py, || compile().map_err(|error| raised(py, error)))
}
