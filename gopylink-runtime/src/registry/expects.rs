//! What the library's stubs expect of Python.

use gopylink_abi::manifest::{self, Expects, Function, Parameter, ParameterKind, TypeRef};

use crate::location::SourceLocation;

/// What generated code submits of a block of stubs.
pub enum Expected {
    /// A function.
    Function(ExpectedFunction),
    /// A class.
    Class(ExpectedClass),
}

/// A function, a method or a constructor that Rust calls.
pub struct ExpectedFunction {
    /// The name that Python has it by.
    pub name: &'static str,
    /// The doc comment.
    pub doc: &'static str,
    /// What Rust passes.
    pub parameters: &'static [ExpectedParameter],
    /// What is to come back.
    pub returns: fn() -> TypeRef,
    /// Where it is written.
    pub location: SourceLocation,
}

/// What Rust passes.
pub struct ExpectedParameter {
    /// Its name.
    pub name: &'static str,
    /// How it is passed.
    pub kind: ParameterKind,
    /// What it is.
    pub accepts: fn() -> TypeRef,
    /// What Python is said to put in its place where it is left out.
    pub default: Option<&'static str>,
}

/// A class that Rust has handles of.
pub struct ExpectedClass {
    /// The name that Python exports it by.
    pub name: &'static str,
    /// The doc comment.
    pub doc: &'static str,
    /// The name of the class that it derives from, if the block says one.
    pub base: Option<&'static str>,
    /// How Rust makes instances.
    pub constructors: &'static [ExpectedFunction],
    /// The methods that Rust calls.
    pub methods: &'static [ExpectedFunction],
    /// Where it is written.
    pub location: SourceLocation,
}

inventory::collect!(Expected);

/// All of the library's.
pub(super) fn expects() -> Expects {
    let mut expects = Expects::default();
    for expected in inventory::iter::<Expected> {
        match expected {
            Expected::Function(function) => expects.functions.push(describe(function)),
            Expected::Class(class) => expects.classes.push(manifest::ExpectedClass {
                name: class.name.to_owned(),
                doc: class.doc.to_owned(),
                base: class.base.unwrap_or_default().to_owned(),
                constructors: class.constructors.iter().map(describe).collect(),
                methods: class.methods.iter().map(describe).collect(),
                location: class.location.into(),
            }),
        }
    }
    expects.functions.sort_by(|one, other| one.name.cmp(&other.name).then(one.location.cmp(&other.location)));
    expects.classes.sort_by(|one, other| one.name.cmp(&other.name).then(one.location.cmp(&other.location)));
    expects
}

fn describe(function: &ExpectedFunction) -> Function {
    let parameters = function.parameters.iter().map(|parameter| Parameter {
        name: parameter.name.to_owned(),
        kind: parameter.kind,
        accepts: (parameter.accepts)(),
        default: parameter.default.map(str::to_owned),
    });
    Function {
        name: function.name.to_owned(),
        doc: function.doc.to_owned(),
        parameters: parameters.collect(),
        returns: (function.returns)(),
        location: function.location.into(),
        ..Function::default()
    }
}
