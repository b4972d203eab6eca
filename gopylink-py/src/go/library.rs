//! A library of the Go original, and what it does for Python.

use std::cell::Cell;
use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::sync::{Mutex, OnceLock, PoisonError};
use std::thread;
use std::time::Duration;

use gopylink_abi::pool::Pooled;
use pyo3::exceptions::{PyOverflowError, PyRecursionError};
use pyo3::intern;
use pyo3::prelude::*;
use pyo3::types::{PyByteArray, PyBytes, PyString, PyTuple};

use super::constructing::Constructing;
use super::entries;
use super::frame::{self, LARGEST};
use super::interrupts::Handler;
use super::objects::Objects;
use super::serve;
use super::symbols::{Reply, Symbols};
use super::told::{self, Told};
use crate::host::Registry;
use crate::{codec, errors, stack};

/// Commands of [`Symbols::execute`].
mod command {
    pub(super) const LISTS: i64 = 2;
    pub(super) const METHODS: i64 = 3;
    pub(super) const CALL: i64 = 4;
    pub(super) const NEW: i64 = 5;
    pub(super) const METHOD: i64 = 6;
    pub(super) const CLOSE: i64 = 7;
    /// How far the number of an object stands from the command.
    pub(super) const BITS: u32 = 10;
}

const SUCCESS: i64 = 0;
const PANIC: i64 = 5;

/// How long a library has for its first answer, once its packages are there. It waits, without end, for its `Init`.
const PATIENCE: Duration = Duration::from_secs(10);

thread_local! {
    /// How many calls of Go into Python this thread is in.
    static CALLED_BY_GO: Cell<usize> = const { Cell::new(0) };
}

/// A loaded library. It is never unloaded.
pub(crate) struct Library {
    path: PathBuf,
    symbols: Symbols,
    /// The names of its functions, in order.
    pub(super) functions: Vec<String>,
    /// The names of its types and of their methods, in order.
    pub(super) types: Vec<(String, Vec<String>)>,
    registry: OnceLock<&'static Registry>,
    pub(super) objects: Objects,
    constructing: Constructing,
    forked: AtomicBool,
}

impl Library {
    /// Asks the library in a newly opened file what it has. `handler` was there before. Not to be called with the GIL.
    pub(crate) fn new(
        path: &Path,
        symbols: Symbols,
        handler: Option<&Handler>,
    ) -> Result<&'static Self, String> {
        symbols.wait_for_init();
        let (sender, receiver) = mpsc::channel();
        let asking = thread::spawn(move || sender.send(lists(&symbols)));
        let lists = match receiver.recv_timeout(PATIENCE) {
            Ok(lists) => lists,
            Err(RecvTimeoutError::Timeout) => Err(format!(
                "its functions are not registered after {} seconds: call gopylink.Init in 'func init()' of the Go code",
                PATIENCE.as_secs()
            )),
            Err(RecvTimeoutError::Disconnected) => Err("its lists cannot be asked for".to_owned()),
        };
        if let Some(handler) = handler {
            handler.put_back();
        }
        let (functions, types) =
            lists.map_err(|reason| format!("{} cannot be loaded: {reason}", path.display()))?;
        // It has sent its last.
        let _ = asking.join();
        Ok(Box::leak(Box::new(Self {
            path: path.to_owned(),
            symbols,
            functions,
            types,
            registry: OnceLock::new(),
            objects: Objects::default(),
            constructing: Constructing::default(),
            forked: AtomicBool::new(false),
        })))
    }

    /// Has the library's calls into Python go to `registry`.
    pub(crate) fn connect(&'static self, py: Python<'_>, registry: &'static Registry) -> Result<(), String> {
        let client = py.import("gopylink._go").and_then(|module| module.getattr(intern!(py, "has_client")));
        let has_client = client.and_then(|has_client| has_client.call1((&self.path,))?.extract::<bool>());
        if has_client.map_err(|error| error.to_string())? {
            return Err(format!(
                "{} is loaded in this process by the original client or goray, and Go takes one client: call it by that one",
                self.path.display()
            ));
        }
        static CONNECTED: Mutex<Option<HashSet<usize>>> = Mutex::new(None);
        let mut connected = CONNECTED.lock().unwrap_or_else(PoisonError::into_inner);
        if !connected.get_or_insert_default().insert(self.symbols.identity()) {
            return Err(format!(
                "{} was loaded in this process before and failed, and Go does not start twice: start Python anew",
                self.path.display()
            ));
        }
        drop(connected);
        let callback = entries::for_library(self).ok_or_else(|| {
            format!(
                "{} cannot be loaded: a process can have {} Go libraries",
                self.path.display(),
                entries::MOST
            )
        })?;
        serve::prepare(py).map_err(|error| error.to_string())?;
        // Set once, as the set above says.
        let _ = self.registry.set(registry);
        py.detach(|| self.symbols.register(callback));
        Ok(())
    }

    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    pub(super) fn registry(&self) -> Option<&'static Registry> {
        self.registry.get().copied()
    }

    /// Notes that this process is a fork, which Go's threads have not come with.
    pub(crate) fn forked(&self) {
        self.forked.store(true, Ordering::Relaxed);
    }

    /// Calls a function.
    pub(super) fn call<'py>(
        &self,
        py: Python<'py>,
        name: &str,
        arguments: &Bound<'py, PyTuple>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let label = || format!("{name}()");
        let input = encoded(name, arguments, &label)?;
        let result = self.execute(py, command::CALL, &input)?;
        decoded(py, &result, &label)
    }

    /// Calls a method of an object.
    pub(super) fn method<'py>(
        &self,
        py: Python<'py>,
        class: &str,
        number: i64,
        name: &str,
        arguments: &Bound<'py, PyTuple>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let label = || format!("{class}.{name}()");
        let input = encoded(name, arguments, &label)?;
        let result = self.execute(py, command::METHOD | number << command::BITS, &input)?;
        decoded(py, &result, &label)
    }

    /// Makes an object and returns its number.
    pub(super) fn construct(
        &self,
        py: Python<'_>,
        class: &str,
        arguments: &Bound<'_, PyTuple>,
    ) -> PyResult<i64> {
        let input = encoded(class, arguments, &|| format!("{class}()"))?;
        let is_called_by_go = CALLED_BY_GO.get() > 0;
        let (made, told) = self.run(py, || {
            let constructor = || self.symbols.execute(command::NEW, &input);
            // What fails there has nobody to tell.
            self.constructing.run(is_called_by_go, constructor, |number| drop(self.close_now(number)))
        })?;
        let (result, code) = made.ok_or_else(|| {
            errors::error(
                py,
                &format!("{class}(): another constructor of the library is running, and waits for this one"),
            )
        })?;
        checked(py, code, &result, told)?;
        std::str::from_utf8(&result).ok().and_then(|number| number.parse().ok()).ok_or_else(|| {
            errors::error(py, &format!("{class}(): the library returned no number of an object"))
        })
    }

    /// Lets an object go.
    pub(super) fn close(&self, py: Python<'_>, number: i64) -> PyResult<()> {
        let (closed, told) = self.run(py, || self.constructing.close(number, || self.close_now(number)))?;
        closed.map_or(Ok(()), |(result, code)| checked(py, code, &result, told))
    }

    fn close_now(&self, number: i64) -> (Reply, i64) {
        self.symbols.execute(command::CLOSE | number << command::BITS, &[])
    }

    fn execute(&self, py: Python<'_>, request: i64, input: &[u8]) -> PyResult<Reply> {
        let ((result, code), told) = self.run(py, || self.symbols.execute(request, input))?;
        checked(py, code, &result, told)?;
        Ok(result)
    }

    /// Runs a call of Go, without the GIL. Returns also what Python code has raised in it.
    fn run<R: Send>(&self, py: Python<'_>, call: impl FnOnce() -> R + Send) -> PyResult<(R, Option<Told>)> {
        if self.forked.load(Ordering::Relaxed) {
            return Err(errors::error(
                py,
                &format!(
                    "the Go library {} cannot be used in a process that was forked after it was loaded: Go's threads \
                     stayed in the parent; load it after the fork, or start the process with multiprocessing's 'spawn'",
                    self.path.display()
                ),
            ));
        }
        if stack::exhausted() {
            return Err(PyRecursionError::new_err("calls are nested deeper than this thread's stack allows"));
        }
        told::watched(py, || py.detach(call))
    }
}

/// Runs what Go has called.
pub(super) fn called_by_go<R>(work: impl FnOnce() -> R) -> R {
    CALLED_BY_GO.set(CALLED_BY_GO.get() + 1);
    let outcome = work();
    CALLED_BY_GO.set(CALLED_BY_GO.get() - 1);
    outcome
}

type Lists = (Vec<String>, Vec<(String, Vec<String>)>);

fn lists(symbols: &Symbols) -> Result<Lists, String> {
    let [mut functions, mut types]: [Vec<String>; 2] = asked(symbols, command::LISTS, "")?;
    functions.sort_unstable();
    types.sort_unstable();
    let with_methods = types.into_iter().map(|name| {
        let mut methods: Vec<String> = asked(symbols, command::METHODS, &name)?;
        methods.sort_unstable();
        Ok((name, methods))
    });
    let types = with_methods.collect::<Result<_, String>>()?;
    Ok((functions, types))
}

fn asked<T: serde::de::DeserializeOwned>(symbols: &Symbols, command: i64, input: &str) -> Result<T, String> {
    let (answer, code) = symbols.execute(command, input.as_bytes());
    if code != SUCCESS {
        return Err(format!("it answers command {command} with {}", String::from_utf8_lossy(&answer)));
    }
    serde_json::from_slice(&answer)
        .map_err(|error| format!("it answers command {command} with no list: {error}"))
}

/// The frame of a call.
fn encoded(name: &str, arguments: &Bound<'_, PyTuple>, label: &dyn Fn() -> String) -> PyResult<Pooled> {
    let mut input = Pooled::take();
    frame::unit(&mut input, name.as_bytes());
    let unit = frame::open(&mut input);
    for (index, argument) in arguments.iter_borrowed().enumerate() {
        let root = || format!("{} argument {}", label(), index + 1);
        // Before it is copied.
        fits(length(&argument), &root)?;
        codec::encode_plain(&argument, &mut input, &root)?;
    }
    frame::close(&mut input, &unit);
    fits(input.len(), &|| format!("{} arguments", label()))?;
    Ok(input)
}

/// The length of what may be long in one piece.
fn length(argument: &Bound<'_, PyAny>) -> usize {
    if let Ok(bytes) = argument.cast_exact::<PyBytes>() {
        bytes.as_bytes().len()
    } else if let Ok(bytes) = argument.cast_exact::<PyByteArray>() {
        bytes.len()
    } else if argument.is_exact_instance_of::<PyString>() {
        // A character takes a byte at least.
        argument.len().unwrap_or_default()
    } else {
        0
    }
}

fn fits(length: usize, label: &dyn Fn() -> String) -> PyResult<()> {
    if length <= LARGEST {
        return Ok(());
    }
    Err(PyOverflowError::new_err(format!(
        "{}: {length} bytes, where a Go library takes {LARGEST} at most in a call: pass less at a time",
        label()
    )))
}

fn decoded<'py>(py: Python<'py>, result: &[u8], label: &dyn Fn() -> String) -> PyResult<Bound<'py, PyAny>> {
    let mut results = codec::decode_plain(py, result, &|| format!("{} result", label()))?;
    match results.len() {
        0 => Ok(py.None().into_bound(py)),
        1 => Ok(results.swap_remove(0)),
        _ => Ok(results.into_pyobject(py)?.into_any()),
    }
}

/// What Go writes of a panic.
#[derive(serde::Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Panic {
    message: String,
    #[serde(default)]
    traceback: String,
}

/// Raises what a code other than success means. Its cause is the exception that Go was told of, if Go passes that on.
fn checked(py: Python<'_>, code: i64, result: &[u8], told: Option<Told>) -> PyResult<()> {
    if code == SUCCESS {
        if let Some(Told { error, .. }) = told {
            told::let_go(py, error);
        }
        return Ok(());
    }
    let (shown, raised) = match serde_json::from_slice::<Panic>(result) {
        Ok(Panic { message, traceback }) if code == PANIC => {
            let raised = errors::go_panic(py, &message, &traceback);
            (message, raised)
        }
        _ => {
            let text = String::from_utf8_lossy(result);
            let text = text.trim();
            let shown =
                if text.is_empty() { format!("Go code failed with code {code}") } else { text.to_owned() };
            let raised = errors::go_error(py, &shown);
            (shown, raised)
        }
    };
    match told {
        Some(Told { text, error }) if shown.contains(&text) => raised.set_cause(py, Some(error)),
        Some(Told { error, .. }) => told::let_go(py, error),
        None => {}
    }
    Err(raised)
}
