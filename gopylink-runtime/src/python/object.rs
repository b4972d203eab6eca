//! An instance of a Python class, held by Rust.

use serde::Serialize;
use smol_str::SmolStr;

use super::call::{call_method, closed, instantiate};
use super::label::{Label, OwnedLabel};
use super::result::PythonResult;
use crate::codec::direct::Shared;
use crate::error::Result;
use crate::host::Handle;

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
    let handle = instantiate(name, Label::Export(name), &args)?;
    Ok(PythonObject::new(handle, class))
}

/// An instance of a Python class.
///
/// May be used from several threads and sent between them. Dropping or closing it releases the Python object;
/// on a thread that Python does not know, this happens as soon as Python may run.
#[derive(Debug)]
pub struct PythonObject {
    /// Taken once closed. Calls in flight have references of their own, which keep the object alive.
    object: Shared,
    class: SmolStr,
}

impl PythonObject {
    pub(super) fn new(handle: Handle, class: SmolStr) -> Self {
        Self { object: Shared::new(handle), class }
    }

    /// Calls a method by name; `args` as for [`python_func_call`](crate::python_func_call).
    #[inline]
    pub fn method_call<A: Serialize>(&self, name: &str, args: A) -> PythonResult {
        let label = OwnedLabel::Method(self.class.clone(), name.into());
        PythonResult::new(call_method(&self.object, name, Label::Method(&self.class, name), &args), label)
    }

    /// The object, unless it is closed.
    #[inline]
    pub(super) fn shared(&self) -> &Shared {
        &self.object
    }

    /// Releases the Python object now.
    ///
    /// # Errors
    ///
    /// The object is closed already.
    pub fn close(&self) -> Result<()> {
        self.object.take().map(drop).ok_or_else(|| closed(Label::Method(&self.class, "close")))
    }
}
