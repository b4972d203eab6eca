//! A library's call into Python, carried out: find the callable, decode, call, encode.

use gopylink_abi::failure::FailureKind;
use gopylink_abi::layout::target;
use pyo3::exceptions::PyRecursionError;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::PyString;

use crate::errors::{self, Failed};
use crate::{codec, enter, stack};

/// What a library asks for.
pub(crate) struct Request<'call> {
    /// One of the constants of [`target`].
    pub(crate) target: u32,
    pub(crate) name: &'call [u8],
    pub(crate) object: Option<&'call Py<PyAny>>,
    pub(crate) arguments: &'call [u8],
}

/// What it gets.
#[derive(Default)]
pub(crate) struct Answer {
    pub(crate) bytes: Vec<u8>,
    pub(crate) object: Option<Py<PyAny>>,
}

/// Carries a request out. `registry` is the library's `PythonRegistry`.
pub(crate) fn run(
    py: Python<'_>,
    request: &Request<'_>,
    registry: &Bound<'_, PyAny>,
) -> Result<Answer, Box<Failed>> {
    let raised = |error| Failed::raised(py, FailureKind::Python, error);
    let name = std::str::from_utf8(request.name)
        .map_err(|_| Failed::new(FailureKind::Internal, "the library sent a name that is not UTF-8"))?;
    if stack::exhausted() {
        let error = PyRecursionError::new_err("calls are nested deeper than this thread's stack allows");
        return Err(raised(error));
    }
    let callable = match (request.target, request.object) {
        (target::FUNCTION, _) => find(registry, "_function", name)?,
        (target::CLASS, _) => find(registry, "_class", name)?,
        (target::METHOD, Some(object)) => {
            enter::getattr(object.bind(py), &PyString::new(py, name)).map_err(raised)?
        }
        (target::CODE, _) => compile(py, name).map_err(raised)?,
        _ => return Err(Failed::new(FailureKind::Internal, "the library asked for something unknown")),
    };
    let label = || match (request.target, request.object) {
        (target::METHOD, Some(object)) => format!("{}.{name}()", errors::class_name(object.bind(py))),
        (target::CODE, _) => "python_code_call()".to_owned(),
        _ => format!("{name}()"),
    };
    let arguments = codec::decode_arguments(py, request.arguments, &|| format!("{} arguments", label()))
        .map_err(raised)?;
    let outcome = enter::call(&callable, &arguments);
    enter::release(arguments.into_any());
    enter::release(callable);
    let result = outcome.map_err(raised)?;
    if request.target == target::CLASS {
        return Ok(Answer { object: Some(result.unbind()), ..Answer::default() });
    }
    let mut bytes = Vec::new();
    let outcome = codec::encode(&result, &mut bytes, &|| format!("{} result", label()));
    enter::release(result);
    outcome.map_err(raised)?;
    Ok(Answer { bytes, object: None })
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
        Err(error) => Err(Failed::raised(py, FailureKind::Python, error)),
    }
}

fn find<'py>(
    registry: &Bound<'py, PyAny>,
    lookup: &str,
    name: &str,
) -> Result<Bound<'py, PyAny>, Box<Failed>> {
    let py = registry.py();
    let find = || enter::call(&registry.getattr(lookup)?, &(name,).into_pyobject(py)?);
    find().map_err(|error| {
        let kind = if errors::is_not_found(py, &error) { FailureKind::NotFound } else { FailureKind::Python };
        Failed::raised(py, kind, error)
    })
}

fn compile<'py>(py: Python<'py>, source: &str) -> PyResult<Bound<'py, PyAny>> {
    static FUNCTION: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
    enter::call(FUNCTION.import(py, "gopylink._code", "function")?, &(source,).into_pyobject(py)?)
}
