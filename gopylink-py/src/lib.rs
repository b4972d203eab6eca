//! The host of gopylink: loads libraries, offers their exports as Python objects, and serves their calls into
//! Python. Users see it as the package `gopylink`, whose Python part imports this module as `gopylink._native`.
//!
//! From the outside in: [`module`] makes the library object; its functions and classes are made in [`dispatch`], bind
//! arguments there and cross the boundary through [`library`]. Calls from libraries arrive in [`host`]. Values cross
//! through [`codec`] as bytes or through [`direct`] as they are, arrays of numbers as the memory that they are through
//! [`array`](mod@array), errors through [`errors`]; what may run Python code is
//! entered through [`enter`]. Libraries of the Go original are served by [`go`].

#![deny(unsafe_code)]

#[allow(
    unsafe_code,
    reason = "the edge where memory is looked into: buffers of Python's and memory that libraries gave away"
)]
mod array;
mod codec;
#[allow(
    unsafe_code,
    reason = "the edge where libraries look at objects: what their pointers point to, as CPython has it"
)]
mod direct;
#[allow(unsafe_code, reason = "makes objects and types of CPython's kinds, and answers its calls")]
mod dispatch;
#[allow(unsafe_code, reason = "calls into the interpreter in a way that stops an unwinding thread")]
mod enter;
mod errors;
mod exception;
mod gate;
#[allow(unsafe_code, reason = "the one place that takes the GIL otherwise than PyO3 does")]
mod gil;
mod go;
mod host;
mod library;
mod module;
mod near;
mod record;
mod stack;
mod standard;

use pyo3::prelude::*;

/// The native part of gopylink.
#[pymodule(gil_used = false)]
mod _native {
    use pyo3::exceptions::PyImportError;
    use pyo3::prelude::*;

    #[pymodule_export]
    use crate::array::{Array, saved_array};
    #[pymodule_export]
    use crate::dispatch::{origin, restore, save};
    #[pymodule_export]
    use crate::host::exports_changed;
    #[pymodule_export]
    use crate::module::{load, manifest, registry_of_stubs};

    #[pymodule_init]
    fn init(module: &Bound<'_, PyModule>) -> PyResult<()> {
        if !crate::enter::is_main_interpreter(module.py()) {
            return Err(PyImportError::new_err("gopylink does not support subinterpreters"));
        }
        crate::direct::prepare(module.py())?;
        module.add("Instance", crate::dispatch::base(module.py())?)?;
        crate::gate::install(module.py())
    }
}
