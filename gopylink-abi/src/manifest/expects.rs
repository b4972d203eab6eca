//! What a library's stubs expect of Python.

use serde::{Deserialize, Serialize};

use super::{Function, Location};

/// What is to be exported in Python for the stubs of a library to work. A parameter with a default is one that Rust may
/// leave out.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Expects {
    /// Functions.
    pub functions: Vec<Function>,
    /// Classes.
    pub classes: Vec<ExpectedClass>,
}

/// A class that is to be exported in Python.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ExpectedClass {
    /// The name that it is exported by.
    pub name: String,
    /// The doc comment.
    pub doc: String,
    /// The name of the class that it derives from, which is expected too; empty if Rust says none.
    pub base: String,
    /// How Rust makes instances, if it does, in one or several ways.
    pub constructors: Vec<Function>,
    /// The methods that Rust calls.
    pub methods: Vec<Function>,
    /// Where the class is declared.
    pub location: Location,
}
