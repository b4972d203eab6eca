//! An exported class as Python sees it: a type made by `type()`, over the base that holds the instance.

use std::sync::Arc;

use gopylink_abi::manifest::{Class, Function};
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyDict, PyString, PyTuple, PyType};

use crate::function::{self, Callable};
use crate::library::{InstanceHandle, Library};
use crate::signature::Signature;
use crate::{codec, errors, near};

/// The attribute of a class that holds its [`Constructor`].
const CONSTRUCTOR: &str = "__gopylink_constructor__";

/// The base of all exported classes: an instance of a Rust class.
///
/// Rust methods run with the GIL released. `close()` drops the Rust value, as does leaving a `with` block.
#[pyclass(frozen, subclass, weakref, module = "gopylink._native")]
pub(crate) struct Instance {
    handle: InstanceHandle,
    class: Arc<ClassState>,
}

/// What instances and methods know of their class.
struct ClassState {
    library: &'static Library,
    name: String,
    attributes: Vec<String>,
}

#[pymethods]
impl Instance {
    #[new]
    #[classmethod]
    #[pyo3(signature = (*args, **kwargs))]
    fn new(
        class: &Bound<'_, PyType>,
        args: &Bound<'_, PyTuple>,
        kwargs: Option<&Bound<'_, PyDict>>,
    ) -> PyResult<Self> {
        let constructor = class
            .getattr(CONSTRUCTOR)
            .and_then(|constructor| Ok(constructor.cast_into::<Constructor>()?))
            .map_err(|_| PyTypeError::new_err("only the classes of a gopylink library have instances"))?;
        constructor.get().call(args, kwargs)
    }

    /// Drops the Rust value now. Waits while other threads use it; later calls raise `ClosedError`.
    fn close(&self, py: Python<'_>) -> PyResult<()> {
        self.handle.close(py)
    }

    fn __enter__(this: Py<Self>) -> Py<Self> {
        this
    }

    #[pyo3(signature = (*_exception))]
    fn __exit__(&self, py: Python<'_>, _exception: &Bound<'_, PyTuple>) -> PyResult<()> {
        match self.handle.close(py) {
            // Closed within the block: what the block's end asks for is done.
            Err(error) if errors::is_closed(py, &error) => Ok(()),
            outcome => outcome,
        }
    }

    fn __getattr__(this: &Bound<'_, Self>, name: &str) -> PyResult<()> {
        let hint = near::hint(name, this.get().class.attributes.iter().map(String::as_str));
        let class = this.get_type().name()?;
        Err(errors::not_found(this.py(), &format!("'{class}' object has no attribute '{name}'{hint}")))
    }
}

/// Makes instances. Kept on the class, where subclasses find it too.
#[pyclass(frozen, module = "gopylink._native")]
struct Constructor {
    class: Arc<ClassState>,
    signature: Signature,
    thunk: u32,
}

impl Constructor {
    fn call(&self, args: &Bound<'_, PyTuple>, kwargs: Option<&Bound<'_, PyDict>>) -> PyResult<Instance> {
        let arguments = self.signature.bind(args, 0, kwargs)?;
        let library = self.class.library;
        let answer = library.call(args.py(), self.signature.label(), self.thunk, None, &arguments)?;
        let handle = answer.instance.ok_or_else(|| {
            PyTypeError::new_err(format!("{} answered without an instance", self.signature.label()))
        })?;
        Ok(Instance { handle, class: Arc::clone(&self.class) })
    }
}

/// A method of an exported class: bound to an instance as Python's own functions are.
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
    fn __call__(
        &self,
        args: &Bound<'_, PyTuple>,
        kwargs: Option<&Bound<'_, PyDict>>,
    ) -> PyResult<Py<PyAny>> {
        let py = args.py();
        let receiver = self.receiver(args)?;
        let arguments = self.signature.bind(args, 1, kwargs)?;
        let handle = &receiver.get().handle;
        let answer =
            self.class.library.call(py, self.signature.label(), self.thunk, Some(handle), &arguments)?;
        codec::decode(py, &answer.bytes).map(Bound::unbind)
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
        let (label, class) = (self.signature.label(), &self.class.name);
        if args.is_empty() {
            return Err(PyTypeError::new_err(format!("{label} needs a '{class}' instance")));
        }
        let receiver = args.get_item(0)?;
        match receiver.cast::<Instance>() {
            Ok(instance) if Arc::ptr_eq(&instance.get().class, &self.class) => Ok(instance.clone()),
            _ => Err(PyTypeError::new_err(format!(
                "{label} needs a '{class}' instance, got '{}'",
                receiver.get_type().name()?
            ))),
        }
    }
}

/// What `inspect.signature` of a class reads, made when first asked for.
#[pyclass(frozen, name = "signature", module = "gopylink._native")]
struct ClassSignature {
    parameters: String,
}

#[pymethods]
impl ClassSignature {
    fn __get__<'py>(
        &self,
        py: Python<'py>,
        _instance: &Bound<'py, PyAny>,
        _owner: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        static FROM_TEXT: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
        FROM_TEXT.import(py, "gopylink._inspection", "signature_from_text")?.call1((&self.parameters,))
    }
}

/// Makes the Python type of an exported class.
pub(crate) fn new<'py>(
    py: Python<'py>,
    library: &'static Library,
    module: &Bound<'py, PyString>,
    class: &Class,
) -> PyResult<Bound<'py, PyType>> {
    let exported = class.methods.iter().chain(&class.static_methods).map(|function| function.name.clone());
    let state = Arc::new(ClassState {
        library,
        name: class.name.clone(),
        attributes: exported.chain(["close".to_owned()]).collect(),
    });
    let label = |function: &Function| format!("{}.{}()", class.name, function.name);
    let constructor = Signature::new(&class.constructor, format!("{}()", class.name));
    let namespace = PyDict::new(py);
    namespace.set_item("__module__", module)?;
    namespace.set_item("__slots__", PyTuple::empty(py))?;
    namespace.set_item("__doc__", class_doc(class))?;
    namespace.set_item("__signature__", Py::new(py, ClassSignature { parameters: constructor.text(None) })?)?;
    namespace.set_item(
        CONSTRUCTOR,
        Py::new(
            py,
            Constructor { class: Arc::clone(&state), signature: constructor, thunk: class.constructor.thunk },
        )?,
    )?;
    for method in &class.methods {
        let value = Method {
            class: Arc::clone(&state),
            name: method.name.clone(),
            doc: method.doc.clone(),
            signature: Signature::new(method, label(method)),
            thunk: method.thunk,
        };
        namespace.set_item(&method.name, Py::new(py, value)?)?;
    }
    let static_method = py.import("builtins")?.getattr("staticmethod")?;
    for function in &class.static_methods {
        let callable: &'static Callable = Box::leak(Box::new(Callable::new(library, function, label(function))));
        let value = function::new(py, function, callable)?;
        namespace.set_item(&function.name, static_method.call1((value,))?)?;
    }
    let bases = PyTuple::new(py, [py.get_type::<Instance>()])?;
    let class = py.get_type::<PyType>().call1((&class.name, bases, namespace))?;
    Ok(class.cast_into()?)
}

/// The class's docs, then the constructor's.
fn class_doc(class: &Class) -> String {
    let docs = [class.doc.as_str(), class.constructor.doc.as_str()];
    docs.into_iter().filter(|doc| !doc.is_empty()).collect::<Vec<_>>().join("\n\n")
}
