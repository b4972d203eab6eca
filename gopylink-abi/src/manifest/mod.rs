//! A library's description of itself: dispatch, signatures and checks all read it.
//!
//! Crosses as msgpack with field names, so that fields can be added: a reader ignores names it does not know
//! and fills in what an older library did not write.

mod expects;
mod types;

use serde::{Deserialize, Serialize};

pub use crate::failure::Location;
pub use expects::{ExpectedClass, Expects};
pub use types::{ErrorType, ErrorVariant, Field, Shape, Tagging, TypeDefinition, TypeRef, Variant};

/// All that one library exports, sorted by name.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Manifest {
    /// The version of `gopylink-runtime` that the library was built with.
    pub runtime_version: String,
    /// The exported functions.
    pub functions: Vec<Function>,
    /// The exported classes.
    pub classes: Vec<Class>,
    /// The records and enums that the types of the exports lead to.
    pub types: Vec<TypeDefinition>,
    /// The errors that have exception classes of their own.
    pub errors: Vec<ErrorType>,
    /// What the library's stubs expect of Python.
    pub expects: Expects,
}

/// A function, a method or a constructor.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Function {
    /// The name that Python sees.
    pub name: String,
    /// The doc comment.
    pub doc: String,
    /// The parameters, without the receiver.
    pub parameters: Vec<Parameter>,
    /// What comes back when the call succeeds.
    pub returns: TypeRef,
    /// The number to call it by.
    pub thunk: u32,
    /// Whether it is called with the GIL held.
    pub hold_gil: bool,
    /// Where it is written.
    pub location: Location,
}

/// A class.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Class {
    /// The name that Python sees.
    pub name: String,
    /// The doc comment.
    pub doc: String,
    /// Makes an instance.
    pub constructor: Function,
    /// Whether it only says that there is none.
    pub no_constructor: bool,
    /// Functions on `&self` and `&mut self`.
    pub methods: Vec<Function>,
    /// Functions without a receiver, alternative constructors among them.
    pub static_methods: Vec<Function>,
    /// What is read and written as an attribute.
    pub properties: Vec<Property>,
    /// Constants: functions without parameters, called once.
    pub constants: Vec<Function>,
    /// How many bytes an instance takes.
    pub size: usize,
    /// What the address of an instance is a multiple of.
    pub align: usize,
    /// Whether ending an instance does nothing, so that it may be left out.
    pub trivial_drop: bool,
    /// How instances are pickled, if they can be.
    pub pickle: Option<Pickle>,
    /// Where its first block begins.
    pub location: Location,
}

/// What turns instances into bytes and back.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Pickle {
    /// A method without parameters, which returns the bytes.
    pub save: Function,
    /// A constructor, whose one parameter is the bytes.
    pub restore: Function,
}

/// An attribute of instances that functions stand behind.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Property {
    /// The name that Python sees.
    pub name: String,
    /// Reads it; its documentation is the property's.
    pub getter: Function,
    /// Writes it, unless it is read-only. Has one parameter.
    pub setter: Option<Function>,
}

/// One parameter.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Parameter {
    /// The name that Python sees.
    pub name: String,
    /// How it is passed.
    pub kind: ParameterKind,
    /// What it accepts.
    pub accepts: TypeRef,
    /// What stands for it when it is left out, as Python writes it; `"..."` for what Python cannot write. None if it must
    /// be given.
    pub default: Option<String>,
}

/// How a parameter is passed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum ParameterKind {
    /// By position only: those before `/`.
    PositionalOnly,
    /// By position or by name.
    #[default]
    Normal,
    /// All further positional arguments, as one list: `*rest`.
    Rest,
    /// By name only: those after `*`.
    KeywordOnly,
    /// All further arguments given by name, as one dict: `**options`.
    Options,
}
