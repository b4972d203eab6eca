//! An instance of a Python class, held by Rust.

use std::sync::{Arc, Mutex, PoisonError};

use serde::Serialize;
use smol_str::SmolStr;

use super::call::{call, call_method, closed, instantiate};
use super::label::Label;
use super::result::PythonResult;
use crate::codec::direct::Owned;
use crate::error::Result;
use crate::host::{self, Handle, Target};

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
    let handle = instantiate(name, &Label::Export(class.clone()), &args)?;
    Ok(PythonObject::new(handle, class))
}

/// An instance of a Python class.
///
/// May be used from several threads and sent between them. Dropping or closing it releases the Python object;
/// on a thread that Python does not know, this happens as soon as Python may run.
#[derive(Debug)]
pub struct PythonObject {
    /// `None` once closed. Shared with the calls in flight, which keep the object alive.
    handle: Mutex<Option<Arc<Handle>>>,
    class: SmolStr,
}

impl PythonObject {
    pub(super) fn new(handle: Handle, class: SmolStr) -> Self {
        Self { handle: Mutex::new(Some(Arc::new(handle))), class }
    }

    /// Calls a method by name; `args` as for [`python_func_call`](crate::python_func_call).
    pub fn method_call<A: Serialize>(&self, name: &str, args: A) -> PythonResult {
        let label = Label::Method(self.class.clone(), name.into());
        // The lock ends before the call: Python may come back to this object while it runs.
        let outcome = if host::by_msgpack() {
            self.shared_handle()
                .ok_or_else(|| closed(&label))
                .and_then(|handle| call(&Target::Method(&handle, name), &label, &args))
        } else {
            let find = |attached: &_| self.with_handle(|handle| Owned::again(attached, handle));
            call_method(find, name, &label, &args)
        };
        PythonResult::new(outcome, label)
    }

    /// Releases the Python object now.
    ///
    /// # Errors
    ///
    /// The object is closed already.
    pub fn close(&self) -> Result<()> {
        let handle = self.handle().take();
        handle.map(drop).ok_or_else(|| closed(Label::Method(self.class.clone(), "close".into())))
    }

    /// What `work` makes of the handle; `None` once closed.
    pub(super) fn with_handle<R>(&self, work: impl FnOnce(&Handle) -> R) -> Option<R> {
        self.handle().as_deref().map(work)
    }

    /// The handle, which then stays alive although the object is closed; `None` if it is.
    pub(super) fn shared_handle(&self) -> Option<Arc<Handle>> {
        self.handle().clone()
    }

    fn handle(&self) -> std::sync::MutexGuard<'_, Option<Arc<Handle>>> {
        // Nothing panics while the lock is held, so a poisoned one cannot hold anything half done.
        self.handle.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
