//! The registry of a library, where its calls into Python find it.
//!
//! What native code holds, Python's garbage collector does not see past: a script's globals, which its exports refer to,
//! would outlive the interpreter with all that is to be flushed or ended at the exit. So when the interpreter exits,
//! registries are left to those who hold them in Python.

use std::ptr;
use std::sync::atomic::{AtomicPtr, Ordering};

use pyo3::ffi::PyObject;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyWeakrefMethods, PyWeakrefReference};

use super::remembered;

/// The registry of one library. Lives as long as the process.
pub(crate) struct Registry {
    /// Null once it is left to others. Until the interpreter ends, that does not end it: modules hold it.
    held: AtomicPtr<PyObject>,
    weak: PyOnceLock<Py<PyWeakrefReference>>,
}

impl Registry {
    pub(crate) fn new(registry: &Bound<'_, PyAny>) -> PyResult<&'static Self> {
        let py = registry.py();
        py.import("gopylink.registry")?.getattr("in_use")?.call_method1("append", (registry,))?;
        let held = AtomicPtr::new(registry.clone().into_ptr());
        Ok(Box::leak(Box::new(Self { held, weak: PyOnceLock::new() })))
    }

    pub(crate) fn is(&self, registry: &Bound<'_, PyAny>) -> bool {
        self.with(registry.py(), |found| found.is_some_and(|found| found.is(registry)))
    }

    /// Runs `work` with the registry, unless it has ended.
    #[inline(always)]
    pub(super) fn with<'py, R>(
        &self,
        py: Python<'py>,
        work: impl FnOnce(Option<&Bound<'py, PyAny>>) -> R,
    ) -> R {
        let held = self.held(py);
        let upgraded = if held.is_none() { self.upgraded(py) } else { None };
        // `work` stands here once, so that it becomes part of the caller.
        work(held.as_deref().or(upgraded.as_ref()))
    }

    /// The registry, as long as the process has not left it to others.
    #[inline(always)]
    pub(super) fn held<'py>(&self, py: Python<'py>) -> Option<Borrowed<'_, 'py, PyAny>> {
        // SAFETY: an object, which lives until the interpreter ends. A thread that uses it at that time never has the GIL
        // again.
        unsafe { Borrowed::from_ptr_or_opt(py, self.held.load(Ordering::Acquire)) }
    }

    #[cold]
    fn upgraded<'py>(&self, py: Python<'py>) -> Option<Bound<'py, PyAny>> {
        self.weak.get(py).and_then(|weak| weak.bind(py).upgrade())
    }

    /// The registry, unless it has ended.
    pub(crate) fn get(&self, py: Python<'_>) -> Option<Py<PyAny>> {
        self.with(py, |registry| registry.map(|registry| registry.clone().unbind()))
    }

    /// Leaves the registry to those who hold it in Python.
    pub(crate) fn leave(&self, py: Python<'_>) -> PyResult<()> {
        remembered::stop(py);
        let held = self.held.load(Ordering::Acquire);
        // SAFETY: an object that is held, or null.
        let Some(registry) = (unsafe { Borrowed::from_ptr_or_opt(py, held) }) else { return Ok(()) };
        self.weak.get_or_try_init(py, || PyWeakrefReference::new(&registry).map(Bound::unbind))?;
        self.held.store(ptr::null_mut(), Ordering::Release);
        // SAFETY: the reference was this one's.
        drop(unsafe { Bound::from_owned_ptr(py, held) });
        Ok(())
    }
}
