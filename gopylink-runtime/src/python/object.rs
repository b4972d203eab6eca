//! An instance of a Python class, held by Rust.

use serde::Serialize;
use smol_str::SmolStr;

use super::call::{call_method, closed, instantiate};
use super::label::{Label, OwnedLabel};
use super::result::PythonResult;
use super::route;
use crate::codec::direct::Shared;
use crate::error::Result;
use crate::host::Handle;
use crate::host::client::Instance;

/// Makes an instance of the Python class that is exported under `name`.
///
/// `args` as for [`python_func_call`](crate::python_func_call).
///
/// ```no_run
/// # fn main() -> gopylink::Result<()> {
/// let counter = gopylink::new_python_class_instance("Counter", (10,))?;
/// let value: i64 = counter.method_call("incr", (5,)).get()?;
/// # Ok(())
/// # }
/// ```
///
/// # Errors
///
/// No such class, arguments that cannot cross, or whatever its `__init__` raised.
pub fn new_python_class_instance<A: Serialize>(name: &str, args: A) -> Result<PythonObject> {
    let class = SmolStr::new(name);
    let object = instantiate(name, Label::new(name), &args)?;
    Ok(PythonObject::new(object, class))
}

/// An object of Python's, as the kind of host that it came from has it.
#[derive(Debug)]
pub(super) enum Held {
    /// Taken once closed. Calls in flight have references of their own, which keep the object alive.
    Host(Shared),
    /// A client of the GoPyLink protocol has it.
    Client(Instance),
}

impl Held {
    #[inline]
    pub(super) fn of(handle: Handle) -> Self {
        Self::Host(Shared::new(handle))
    }
}

/// An instance of a Python class.
///
/// May be used from several threads and sent between them. Dropping or closing it releases the Python object;
/// on a thread that Python does not know, this happens as soon as Python may run.
#[derive(Debug)]
pub struct PythonObject {
    object: Held,
    class: SmolStr,
}

impl PythonObject {
    pub(super) fn new(object: Held, class: SmolStr) -> Self {
        Self { object, class }
    }

    /// Calls a method by name; `args` as for [`python_func_call`](crate::python_func_call).
    #[inline]
    pub fn method_call<A: Serialize>(&self, name: &str, args: A) -> PythonResult {
        let label = OwnedLabel::method(&self.class, name);
        let called = Label::method(&self.class, name);
        let outcome = match &self.object {
            Held::Host(object) => call_method(object, name, called, &args),
            Held::Client(instance) => route::call_method(instance, name, called, &args),
        };
        PythonResult::new(outcome, label)
    }

    /// What it is to who holds it.
    #[inline]
    pub(super) fn held(&self) -> &Held {
        &self.object
    }

    /// Releases the Python object now.
    ///
    /// # Errors
    ///
    /// The object is closed already.
    pub fn close(&self) -> Result<()> {
        let was_open = match &self.object {
            Held::Host(object) => object.take().map(drop).is_some(),
            Held::Client(instance) => instance.close(),
        };
        if was_open { Ok(()) } else { Err(closed(Label::method(&self.class, "close"))) }
    }
}
