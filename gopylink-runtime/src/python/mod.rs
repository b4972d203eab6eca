//! Calls into Python by name.

mod answer;
mod arguments;
mod call;
mod label;
mod object;
mod result;
mod route;
pub(crate) mod stub;

pub use arguments::Arguments;
pub use call::{python_code_call, python_func_call};
pub use object::{PythonObject, new_python_class_instance};
pub use result::{PythonResult, get};
