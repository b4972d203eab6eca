//! A library's call into Python, carried out by either lane: find the callable, call it, say what went wrong.

use gopylink_abi::direct::Outcome;
use gopylink_abi::failure::FailureKind;
use gopylink_abi::layout::target;
use gopylink_abi::pool::Pooled;
use pyo3::exceptions::{PyRecursionError, PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::PyString;

use super::lookup;
use super::places::Places;
use crate::errors::{self, Failed};
use crate::{codec, direct, enter, stack};

/// What a library calls.
pub(crate) struct Request<'call> {
    /// One of the constants of [`target`].
    pub(crate) target: u32,
    pub(crate) name: &'call [u8],
    pub(crate) object: Option<&'call Py<PyAny>>,
}

/// What it gets.
#[derive(Default)]
pub(crate) struct Answer {
    pub(crate) bytes: Vec<u8>,
    pub(crate) object: Option<Py<PyAny>>,
}

/// Carries a request with encoded arguments out. `registry` is the library's `PythonRegistry`.
pub(crate) fn run(
    registry: &Bound<'_, PyAny>,
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
    let label = || match (request.target, request.object) {
        (target::METHOD, Some(object)) => format!("{}.{name}()", errors::class_name(object.bind(py))),
        (target::CODE, _) => "python_code_call()".to_owned(),
        _ => format!("{name}()"),
    };
    let arguments = codec::decode_arguments(py, arguments, &|| format!("{} arguments", label()))
        .map_err(|error| refused(py, error))?;
    let outcome = enter::call(&callable, &arguments);
    enter::release(arguments.into_any());
    enter::release(callable);
    let result = outcome.map_err(raised)?;
    if request.target == target::CLASS {
        return Ok(Answer { object: Some(result.unbind()), ..Answer::default() });
    }
    let mut bytes = Pooled::take();
    let outcome = codec::encode(&result, &mut bytes, &|| format!("{} result", label()));
    enter::release(result);
    outcome.map_err(raised)?;
    Ok(Answer { bytes: bytes.into_inner(), object: None })
}

/// What a library is to know of an exception that it came upon, at a place in a value if text was at fault.
pub(crate) fn describe(exception: Bound<'_, PyAny>, place: &[u8]) -> Box<Failed> {
    let py = exception.py();
    enter::counted(py, || {
        let error = PyErr::from_value(exception);
        let placed = match str::from_utf8(place) {
            Ok("") | Err(_) => error,
            Ok(place) => codec::surrogates(py, &error, place).unwrap_or_else(|error| error),
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
#[inline]
pub(crate) fn run_direct<'py>(
    registry: &Bound<'py, PyAny>,
    kind: u32,
    name: &[u8],
    object: Option<Borrowed<'_, 'py, PyAny>>,
    arguments: &Places<'py>,
) -> Result<Outcome, Box<Failed>> {
    let py = registry.py();
    if kind == target::METHOD
        && let Some(object) = object
    {
        let name = lookup::method(py, name)?;
        // The library may let go of its reference while the call runs.
        let object = object.to_owned();
        let result = arguments.call_method(&object, &name).ok_or_else(|| fetched(py));
        direct::release(object);
        direct::release(name);
        return result.map(direct::scalar);
    }
    let callable = function(registry, kind, name)?;
    let result = arguments.call(&callable).ok_or_else(|| fetched(py));
    direct::release(callable);
    let result = result?;
    Ok(if kind == target::CLASS { direct::object(result) } else { direct::scalar(result) })
}

/// The exception that is set. It is taken before anything is released, which may run code that must not find it.
#[cold]
fn fetched(py: Python<'_>) -> Box<Failed> {
    raised(py, PyErr::fetch(py))
}

#[cold]
fn raised(py: Python<'_>, error: PyErr) -> Box<Failed> {
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
    static FORMAT: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
    let py = exception.py();
    let format = || -> PyResult<String> {
        let traceback = exception.getattr("__traceback__")?;
        let format = FORMAT.import(py, "traceback", "format_exception")?;
        let lines = enter::call(format, &(exception.get_type(), exception, traceback).into_pyobject(py)?)?;
        let mut text = String::new();
        for line in lines.try_iter()? {
            text.push_str(&line?.cast::<PyString>()?.to_string_lossy());
        }
        Ok(text)
    };
    match format() {
        Ok(text) => Ok(Answer { bytes: text.into_bytes(), object: None }),
        Err(error) => Err(raised(py, error)),
    }
}

#[cold]
fn compile<'py>(py: Python<'py>, source: &str) -> Result<Bound<'py, PyAny>, Box<Failed>> {
    static FUNCTION: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
    let compile =
        || enter::call(FUNCTION.import(py, "gopylink._code", "function")?, &(source,).into_pyobject(py)?);
    enter::counted(py, || compile().map_err(|error| raised(py, error)))
}
