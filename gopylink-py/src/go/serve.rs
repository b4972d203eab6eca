//! What Go code asks of Python.

use gopylink_abi::layout::target;
use pyo3::exceptions::PyRecursionError;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyString, PyTuple};
use serde::Deserialize;

use super::frame::{self, LARGEST};
use super::library::Library;
use super::told;
use crate::{codec, enter, errors, host, stack};

/// What stands beside the arguments of a call. Go writes more for other commands.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Options {
    #[serde(rename = "goray_task_name")]
    name: String,
    #[serde(rename = "goray_actor_type_name")]
    class: String,
    #[serde(rename = "func_code")]
    code: String,
    #[serde(rename = "goray_py_local_actor_id")]
    object: i64,
    /// References to objects of Ray's, by their positions among the arguments.
    #[serde(rename = "go_ray_arg_pos_to_object")]
    references: Option<serde_json::Map<String, serde_json::Value>>,
}

/// Why Go gets no result.
enum Refusal {
    Text(String),
    Raised(PyErr),
}

impl From<PyErr> for Refusal {
    fn from(error: PyErr) -> Self {
        Self::Raised(error)
    }
}

impl From<String> for Refusal {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

/// Carries a command out. A failure is told as text.
pub(super) fn run(py: Python<'_>, library: &Library, command: i64, input: &[u8]) -> Result<Vec<u8>, String> {
    let outcome = match command {
        0 => call(py, input, |options| function(py, library, target::FUNCTION, &options.name)),
        1 => call(py, input, |options| compiled(py, &options.code)),
        2 => construct(py, library, input),
        3 => call(py, input, |options| {
            let object = held(py, library, options.object)?;
            let name = PyString::new(py, &options.name);
            let method = enter::getattr(&object, &name);
            enter::release(object);
            Ok(method?)
        }),
        4 => close(py, library, input),
        5..=16 => Err(Refusal::Text(format!(
            "command {command} is for Ray, which this process does not run: load the library with goray in a Ray job"
        ))),
        _ => Err(Refusal::Text(format!("command {command} is unknown to this gopylink: update it"))),
    };
    let refused = match outcome {
        Ok(result) if result.len() > LARGEST => {
            format!(
                "a result of {} bytes, where Go takes {LARGEST} at most: return less at a time",
                result.len()
            )
        }
        Ok(result) => return Ok(result),
        Err(Refusal::Text(text)) => text,
        Err(Refusal::Raised(error)) => {
            let text = told(py, &error);
            told::keep(py, error, &text);
            text
        }
    };
    Err(refused)
}

/// An exception as Go shows it: its type and text, then where it was raised.
///
/// The text stands there once. Where calls nest, it holds that of the next call within, which would else double each time.
fn told(py: Python<'_>, error: &PyErr) -> String {
    let failure = errors::describe(py, error);
    let place = traceback(py, error).unwrap_or_default();
    format!("{}: {}\n\n{place}", failure.exception, failure.message).trim_end().to_owned()
}

static FORMAT: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
static COMPILE: PyOnceLock<Py<PyAny>> = PyOnceLock::new();

/// Has at hand what is called below: while the interpreter exits, nothing can be imported any more.
pub(super) fn prepare(py: Python<'_>) -> PyResult<()> {
    FORMAT.import(py, "traceback", "format_tb")?;
    COMPILE.import(py, "gopylink._code", "function")?;
    Ok(())
}

fn traceback(py: Python<'_>, error: &PyErr) -> PyResult<String> {
    let Some(traceback) = error.traceback(py) else { return Ok(String::new()) };
    let format = FORMAT.import(py, "traceback", "format_tb")?;
    let lines = enter::call(format, &PyTuple::new(py, [traceback])?)?;
    let mut text = "Traceback (most recent call last):\n".to_owned();
    for line in lines.try_iter()? {
        text.push_str(&line?.cast::<PyString>()?.to_string_lossy());
    }
    Ok(text)
}

fn call<'py>(
    py: Python<'py>,
    input: &[u8],
    callable: impl FnOnce(&Options) -> Result<Bound<'py, PyAny>, Refusal>,
) -> Result<Vec<u8>, Refusal> {
    let (result, name) = called(py, input, callable)?;
    let mut bytes = Vec::new();
    let outcome = codec::encode_plain(&result, &mut bytes, &|| format!("{name}() result"));
    enter::release(result);
    outcome?;
    Ok(bytes)
}

/// Calls what `callable` finds; returns the result, and the name that it was called by.
fn called<'py>(
    py: Python<'py>,
    input: &[u8],
    callable: impl FnOnce(&Options) -> Result<Bound<'py, PyAny>, Refusal>,
) -> Result<(Bound<'py, PyAny>, String), Refusal> {
    let (arguments, options) =
        frame::pair(input).ok_or_else(|| "the call does not consist of two units".to_owned())?;
    let options: Options = serde_json::from_slice(options)
        .map_err(|error| format!("the options of the call are not as they must be: {error}"))?;
    if options.references.as_ref().is_some_and(|references| !references.is_empty()) {
        return Err("an argument is a reference to an object of Ray's, which needs goray".to_owned().into());
    }
    if stack::exhausted() {
        let reason = "calls are nested deeper than this thread's stack allows";
        return Err(PyRecursionError::new_err(reason).into());
    }
    let callable = callable(&options)?;
    let Options { name, class, .. } = options;
    let name = [name, class].into_iter().find(|name| !name.is_empty());
    let name = name.unwrap_or_else(|| "code".to_owned());
    let arguments = codec::decode_plain(py, arguments, &|| format!("{name}() arguments"))?;
    let arguments = PyTuple::new(py, arguments)?;
    let outcome = enter::call(&callable, &arguments);
    enter::release(arguments.into_any());
    enter::release(callable);
    Ok((outcome?, name))
}

fn construct(py: Python<'_>, library: &Library, input: &[u8]) -> Result<Vec<u8>, Refusal> {
    let (object, _) = called(py, input, |options| function(py, library, target::CLASS, &options.class))?;
    Ok(library.objects.add(object).to_le_bytes().to_vec())
}

fn close(py: Python<'_>, library: &Library, input: &[u8]) -> Result<Vec<u8>, Refusal> {
    let options: Options = serde_json::from_slice(input)
        .map_err(|error| format!("the options of the call are not as they must be: {error}"))?;
    let object = library.objects.remove(py, options.object).ok_or_else(gone)?;
    enter::release(object);
    Ok(Vec::new())
}

fn held<'py>(py: Python<'py>, library: &Library, number: i64) -> Result<Bound<'py, PyAny>, Refusal> {
    Ok(library.objects.get(py, number).ok_or_else(gone)?)
}

fn gone() -> String {
    "the Python instance is closed".to_owned()
}

fn function<'py>(
    py: Python<'py>,
    library: &Library,
    kind: u32,
    name: &str,
) -> Result<Bound<'py, PyAny>, Refusal> {
    let registry = library.registry().and_then(|registry| registry.get(py));
    let registry = registry.ok_or_else(|| "Python is shutting down".to_owned())?;
    host::export(registry.bind(py), kind, name.as_bytes())
        .map_err(|failed| Refusal::Text(failed.failure.message))
}

fn compiled<'py>(py: Python<'py>, source: &str) -> Result<Bound<'py, PyAny>, Refusal> {
    let compile = COMPILE.import(py, "gopylink._code", "function")?;
    Ok(enter::call(compile, &PyTuple::new(py, [source])?)?)
}
