//! A library's description of itself: dispatch, signatures and checks all read it.
//!
//! Crosses as msgpack with field names, so that fields can be added: a reader ignores names it does not know
//! and fills in what an older library did not write.

use serde::{Deserialize, Serialize};

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
    /// Functions on `&self` and `&mut self`.
    pub methods: Vec<Function>,
    /// Functions without a receiver.
    pub static_methods: Vec<Function>,
    /// How many bytes an instance takes.
    pub size: usize,
    /// What the address of an instance is a multiple of.
    pub align: usize,
    /// Whether ending an instance does nothing, so that it may be left out.
    pub trivial_drop: bool,
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
}

/// How a parameter is passed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum ParameterKind {
    /// By position or by name.
    #[default]
    Normal,
    /// All further positional arguments, as one list: `*rest`.
    Rest,
}

/// How a Rust type looks from Python.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum TypeRef {
    /// Any value: the type has no description.
    #[default]
    Any,
    /// `None`.
    None,
    /// `bool`.
    Bool,
    /// `int`, and the Rust type that bounds it, as `"i64"`.
    Int(String),
    /// `float`, and the Rust type, `"f32"` or `"f64"`.
    Float(String),
    /// `str`.
    Str,
    /// `bytes`.
    Bytes,
    /// `list` of one type.
    List(Box<TypeRef>),
    /// `set` of one type.
    Set(Box<TypeRef>),
    /// `tuple` of as many types.
    Tuple(Vec<TypeRef>),
    /// `dict` of key and value types.
    Dict(Box<TypeRef>, Box<TypeRef>),
    /// The type or `None`.
    Optional(Box<TypeRef>),
    /// An array of numbers, and the Rust type of its elements, as `"f64"`: any object with the buffer protocol.
    Array(String),
}

impl TypeRef {
    /// Whether a host that sends arguments as bytes sends arrays among them: where the description leads to one through
    /// nothing but options and lists.
    #[must_use]
    pub fn has_arrays(&self) -> bool {
        match self {
            Self::Array(_) => true,
            Self::Optional(inner) | Self::List(inner) => inner.has_arrays(),
            _ => false,
        }
    }
}
