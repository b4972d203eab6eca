//! An exported class as Python sees it: a type made by `type()`, over the base that holds the instance.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock};

use gopylink_abi::manifest;
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyDict, PyString, PyTuple, PyType};

use crate::function::Function;
use crate::library::{InstanceHandle, Library};
use crate::signature::Signature;
use crate::{codec, errors, near};

/// The attribute of a class that holds its [`Constructor`].
const CONSTRUCTOR: &str = "_gopylink_constructor";

/// The base of all exported classes: an instance of a Rust class.
///
/// Rust methods run with the GIL released. `close()` drops the Rust value, as does leaving a `with` block.
#[pyclass(frozen, subclass, weakref, module = "gopylink._native")]
pub(crate) struct Instance {
    /// Set by `__init__`, so that subclasses may have parameters of their own.
    made: OnceLock<Made>,
    closed: AtomicBool,
}

/// An instance whose constructor has run.
struct Made {
    handle: InstanceHandle,
    class: Arc<ClassState>,
}

/// What instances and methods know of their class.
struct ClassState {
    library: &'static Library,
    name: Arc<str>,
    attributes: Vec<String>,
}

#[pymethods]
impl Instance {
    #[new]
    #[pyo3(signature = (*_args, **_kwargs))]
    fn new(_args: &Bound<'_, PyTuple>, _kwargs: Option<&Bound<'_, PyDict>>) -> Self {
        Self { made: OnceLock::new(), closed: AtomicBool::new(false) }
    }

    #[pyo3(signature = (*args, **kwargs))]
    fn __init__(
        this: &Bound<'_, Self>,
        args: &Bound<'_, PyTuple>,
        kwargs: Option<&Bound<'_, PyDict>>,
    ) -> PyResult<()> {
        let constructor = this
            .get_type()
            .getattr(CONSTRUCTOR)
            .and_then(|constructor| Ok(constructor.cast_into::<Constructor>()?))
            .map_err(|_| PyTypeError::new_err("only the classes of a gopylink library have instances"))?;
        let made = constructor.get().call(args, kwargs)?;
        this.get().made.set(made).map_err(|_| PyTypeError::new_err("the instance is initialized already"))
    }

    /// A Python class may extend one exported class: its instances hold one Rust value.
    #[classmethod]
    #[pyo3(signature = (**kwargs))]
    fn __init_subclass__(class: &Bound<'_, PyType>, kwargs: Option<&Bound<'_, PyDict>>) -> PyResult<()> {
        let py = class.py();
        let next = py.import("builtins")?.call_method1("super", (py.get_type::<Self>(), class))?;
        next.call_method("__init_subclass__", (), kwargs)?;
        let mut exported = Vec::new();
        for ancestor in class.mro() {
            let ancestor = ancestor.cast_into::<PyType>()?;
            if ancestor.getattr("__dict__")?.contains(CONSTRUCTOR)? {
                exported.push(ancestor.name()?.to_string());
            }
        }
        match exported.as_slice() {
            [first, second, ..] => {
                Err(PyTypeError::new_err(format!("a class cannot extend both '{first}' and '{second}'")))
            }
            _ => Ok(()),
        }
    }

    /// Drops the Rust value now. Waits while other threads use it; later calls raise `ClosedError`.
    fn close(this: &Bound<'_, Self>) -> PyResult<()> {
        let instance = this.get();
        let outcome = instance.made(this, || "close()".to_owned())?.handle.close(this.py());
        // A `Drop` that panicked has run, too.
        if !outcome.as_ref().is_err_and(|error| errors::is_borrowed(this.py(), error)) {
            instance.closed.store(true, Ordering::Relaxed);
        }
        outcome
    }

    fn __enter__<'py>(this: &Bound<'py, Self>) -> PyResult<Bound<'py, Self>> {
        if this.get().closed.load(Ordering::Relaxed) {
            let class = this.get_type().name()?;
            return Err(errors::closed(this.py(), &format!("{class}.__enter__(): the instance is closed")));
        }
        Ok(this.clone())
    }

    /// Calls `close()`, which a class may have of its own, and drops the Rust value if that did not.
    #[pyo3(signature = (*_exception))]
    fn __exit__(this: &Bound<'_, Self>, _exception: &Bound<'_, PyTuple>) -> PyResult<()> {
        let closed = |error: &PyErr| errors::is_closed(this.py(), error);
        // Closed within the block: what the block's end asks for is done.
        let own = this
            .call_method0("close")
            .map(drop)
            .or_else(|error| if closed(&error) { Ok(()) } else { Err(error) });
        if this.get().closed.load(Ordering::Relaxed) {
            return own;
        }
        let dropped = Self::close(this).or_else(|error| if closed(&error) { Ok(()) } else { Err(error) });
        own.and(dropped)
    }

    fn __getattr__(this: &Bound<'_, Self>, name: &Bound<'_, PyString>) -> PyResult<()> {
        let name = name.to_string_lossy();
        let class = this.get_type().name()?;
        let attributes =
            this.get().made.get().map(|made| made.class.attributes.as_slice()).unwrap_or_default();
        let hint = near::hint(&name, attributes.iter().map(String::as_str));
        Err(errors::not_found(this.py(), &format!("'{class}' object has no attribute '{name}'{hint}")))
    }

    fn __repr__(this: &Bound<'_, Self>) -> PyResult<String> {
        let class = this.get_type();
        let closed = if this.get().closed.load(Ordering::Relaxed) { " (closed)" } else { "" };
        let address = this.as_ptr().addr();
        Ok(format!("<{}.{} object at {address:#x}{closed}>", class.module()?, class.qualname()?))
    }
}

impl Instance {
    /// What the constructor made; `what` is how messages name what needs it.
    fn made(&self, this: &Bound<'_, Self>, what: impl FnOnce() -> String) -> PyResult<&Made> {
        self.made.get().ok_or_else(|| {
            let class = errors::class_name(this);
            PyTypeError::new_err(format!(
                "{} needs an initialized instance: '{class}.__init__' must call super().__init__()",
                what()
            ))
        })
    }
}

/// Runs the Rust constructor. Kept on the class, where subclasses find it too.
#[pyclass(frozen, module = "gopylink._native")]
struct Constructor {
    class: Arc<ClassState>,
    signature: Signature,
    thunk: u32,
}

impl Constructor {
    fn call(&self, args: &Bound<'_, PyTuple>, kwargs: Option<&Bound<'_, PyDict>>) -> PyResult<Made> {
        let arguments = self.signature.bind(args, 0, kwargs)?;
        let library = self.class.library;
        let answer = library.call(args.py(), self.signature.label(), self.thunk, None, &arguments)?;
        let handle = answer.instance.ok_or_else(|| {
            PyTypeError::new_err(format!("{} answered without an instance", self.signature.label()))
        })?;
        Ok(Made { handle: handle.of_class(Arc::clone(&self.class.name)), class: Arc::clone(&self.class) })
    }
}

// A method of an exported class: bound to an instance as Python's own functions are. No doc comment: Python would
// show it in place of the method's own.
#[pyclass(frozen, name = "method", module = "gopylink._native")]
struct Method {
    class: Arc<ClassState>,
    name: String,
    doc: String,
    signature: Signature,
    thunk: u32,
}

#[pymethods]
impl Method {
    fn __get__<'py>(
        this: &Bound<'py, Self>,
        instance: &Bound<'py, PyAny>,
        _owner: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        static BOUND: PyOnceLock<Py<PyType>> = PyOnceLock::new();
        if instance.is_none() {
            return Ok(this.clone().into_any());
        }
        BOUND.import(this.py(), "types", "MethodType")?.call1((this, instance))
    }

    #[pyo3(signature = (*args, **kwargs))]
    fn __call__(&self, args: &Bound<'_, PyTuple>, kwargs: Option<&Bound<'_, PyDict>>) -> PyResult<Py<PyAny>> {
        let py = args.py();
        let receiver = self.receiver(args)?;
        let handle = &self.made(&receiver)?.handle;
        let arguments = self.signature.bind(args, 1, kwargs)?;
        let answer =
            self.class.library.call(py, self.signature.label(), self.thunk, Some(handle), &arguments)?;
        codec::decode(py, &answer.bytes, &|| format!("{} result", self.signature.label())).map(Bound::unbind)
    }

    #[getter]
    fn __name__(&self) -> &str {
        &self.name
    }

    #[getter]
    fn __qualname__(&self) -> String {
        format!("{}.{}", self.class.name, self.name)
    }

    #[getter]
    fn __doc__(&self) -> &str {
        &self.doc
    }

    #[getter]
    fn __text_signature__(&self) -> String {
        self.signature.text(Some("$self"))
    }

    fn __repr__(&self) -> String {
        format!("<method '{}' of '{}' objects>", self.name, self.class.name)
    }
}

impl Method {
    fn receiver<'py>(&self, args: &Bound<'py, PyTuple>) -> PyResult<Bound<'py, Instance>> {
        let label = self.signature.label();
        if args.is_empty() {
            return Err(PyTypeError::new_err(format!("{label} needs a '{}' instance", self.class.name)));
        }
        let receiver = args.get_item(0)?;
        receiver.cast_into::<Instance>().map_err(|error| self.wrong_receiver(&error.into_inner()))
    }

    fn made<'i>(&self, receiver: &'i Bound<'_, Instance>) -> PyResult<&'i Made> {
        let made = receiver.get().made(receiver, || self.signature.label().to_owned())?;
        if Arc::ptr_eq(&made.class, &self.class) { Ok(made) } else { Err(self.wrong_receiver(receiver)) }
    }

    fn wrong_receiver(&self, receiver: &Bound<'_, PyAny>) -> PyErr {
        let got = errors::class_name(receiver);
        let class = &self.class.name;
        // Two libraries, or one before and after a build, may have classes of one name.
        let whose = if got == **class { " of another library" } else { "" };
        let label = self.signature.label();
        PyTypeError::new_err(format!("{label} needs a '{class}' instance, got '{got}'{whose}"))
    }
}

/// Makes the Python type of an exported class.
pub(crate) fn new<'py>(
    py: Python<'py>,
    library: &'static Library,
    module: &str,
    class: &manifest::Class,
) -> PyResult<Bound<'py, PyType>> {
    let exported = class.methods.iter().chain(&class.static_methods).map(|function| function.name.clone());
    let state = Arc::new(ClassState {
        library,
        name: class.name.as_str().into(),
        attributes: exported.chain(["close".to_owned()]).collect(),
    });
    let signature = Signature::new(&class.constructor, format!("{}()", class.name));
    let namespace = PyDict::new(py);
    namespace.set_item("__module__", module)?;
    namespace.set_item("__slots__", PyTuple::empty(py))?;
    // The text that `type()` is given is where CPython takes `__text_signature__` from; `__doc__` is set below.
    let doc = class_doc(class);
    namespace.set_item("__doc__", format!("{}{}\n--\n\n{doc}", class.name, signature.text(None)))?;
    let constructor = Constructor { class: Arc::clone(&state), signature, thunk: class.constructor.thunk };
    namespace.set_item(CONSTRUCTOR, Py::new(py, constructor)?)?;
    for method in &class.methods {
        let value = Method {
            class: Arc::clone(&state),
            name: method.name.clone(),
            doc: method.doc.clone(),
            signature: Signature::new(method, format!("{}.{}()", class.name, method.name)),
            thunk: method.thunk,
        };
        namespace.set_item(&method.name, Py::new(py, value)?)?;
    }
    let static_method = py.import("builtins")?.getattr("staticmethod")?;
    for function in &class.static_methods {
        let value = Function::new(library, module, Some(&class.name), function);
        namespace.set_item(&function.name, static_method.call1((Py::new(py, value)?,))?)?;
    }
    let bases = PyTuple::new(py, [py.get_type::<Instance>()])?;
    let class = py.get_type::<PyType>().call1((&class.name, bases, namespace))?;
    class.setattr("__doc__", doc)?;
    Ok(class.cast_into()?)
}

/// The class's docs, then the constructor's.
fn class_doc(class: &manifest::Class) -> String {
    let docs = [class.doc.as_str(), class.constructor.doc.as_str()];
    docs.into_iter().filter(|doc| !doc.is_empty()).collect::<Vec<_>>().join("\n\n")
}
