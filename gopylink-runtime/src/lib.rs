//! What a gopylink library links.
//!
//! Annotate an `impl` block, build a `cdylib`, and load it from Python with `gopylink.load_go_lib`:
//!
//! ```
//! struct Functions;
//!
//! #[gopylink::functions]
//! impl Functions {
//!     /// Adds two numbers.
//!     pub fn add(a: i64, b: i64) -> i64 {
//!         a + b
//!     }
//! }
//! ```
//!
//! Rust calls exported Python functions by name with [`python_func_call`], makes instances of exported classes
//! with [`new_python_class_instance`], and runs a piece of Python source with [`python_code_call`].
//!
//! The attributes write paths that begin with `::gopylink`. Where the manifest of a crate gives this one another name, as
//! `runtime = { package = "gopylink-runtime" }`, it says at its root `extern crate runtime as gopylink;`.
//!
//! # Features
//!
//! `go-protocol` is on by default, the others are not.
//!
//! | feature | |
//! |---|---|
//! | `chrono` | that crate's dates and times are those of Python's `datetime` |
//! | `go-protocol` | the library also answers the clients of the GoPyLink protocol, the Python packages `gopylink` 1 and `goray` |
//! | `jiff` | the same for that crate |
//! | `ndarray` | conversions of arrays from and to that crate |
//! | `rust_decimal` | its `Decimal` is `decimal.Decimal` |
//! | `uuid` | its `Uuid` is `uuid.UUID` |
//!
//! # Modules
//!
//! The modules, each importing only those after it: `export`, `go` → `call`, `python` → `registry` → `thunk` → `object`, `exception` →
//! `array` → `codec`, `value` → `describe` → `error` → `element`, `host` → `running`, `location` → the crate `gopylink-abi`.

#![deny(unsafe_code)]

mod array;
mod call;
mod codec;
mod describe;
mod element;
mod error;
mod exception;
#[allow(
    unsafe_code,
    reason = "the edge where the host calls in: raw pointers of the boundary become safe values"
)]
mod export;
#[cfg(feature = "go-protocol")]
mod go;
#[allow(unsafe_code, reason = "the edge where the library calls out: the host's function table and handles")]
mod host;
mod location;
mod object;
#[doc(hidden)]
pub mod private;
mod python;
mod registry;
#[allow(unsafe_code, reason = "the list of the calls that run on a thread")]
mod running;
mod thunk;
mod value;

pub use array::{Array, ArrayView, ArrayViewMut};
pub use describe::Describe;
pub use element::Element;
pub use error::{Error, ErrorKind, Result};
pub use gopylink_abi::manifest::TypeRef;
pub use gopylink_macros::{class, error, function, functions, python, record};
pub use python::{
    PythonObject, PythonResult, get, new_python_class_instance, python_code_call, python_func_call,
};
pub use value::Value;
