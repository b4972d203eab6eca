//! What the stubs of `#[gopylink::python]` are made of: a call whose arguments have names, and a result of a known type.

mod answer;
mod argument;
mod call;
mod class;
mod instances;
mod lane;
mod passing;
mod tuples;

pub use answer::{Answers, AnyAnswer, IsResult};
pub use argument::{Keyword, Optional, OptionalKeyword, OptionalPositional, Options, Positional};
pub use call::Stub;
pub use class::{Held, PythonClass};
pub use passing::{AnyPassing, Passing};
