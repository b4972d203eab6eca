//! What a block of stubs declares.

use proc_macro2::Ident;
use syn::{Attribute, Generics, Type, Visibility};

use super::{Doc, Function};
use crate::place::Place;

/// An `extern "Python"` block.
pub(crate) struct Stubs {
    /// Attributes of the block, which hold for all that is in it.
    pub(crate) attributes: Vec<Attribute>,
    /// The types, each a class of Python's.
    pub(crate) classes: Vec<StubClass>,
    /// The functions, methods and constructors.
    pub(crate) functions: Vec<StubFunction>,
}

impl Stubs {
    /// The class of that name in Rust.
    pub(crate) fn class(&self, ident: &Ident) -> Option<&StubClass> {
        self.classes.iter().find(|class| class.ident == *ident)
    }

    /// The functions of a class, or those of none.
    pub(crate) fn functions_of(&self, class: Option<&StubClass>) -> impl Iterator<Item = &StubFunction> {
        let class = class.map(|class| &class.ident);
        self.functions.iter().filter(move |function| function.role.class() == class)
    }
}

/// A type of the block.
pub(crate) struct StubClass {
    /// Its name in Rust.
    pub(crate) ident: Ident,
    /// The name that Python exports it by, and where that is.
    pub(crate) python_name: (String, Place),
    /// The type of the class that it derives from.
    pub(crate) base: Option<Ident>,
    pub(crate) visibility: Visibility,
    /// All attributes but the helper.
    pub(crate) attributes: Vec<Attribute>,
    pub(crate) conditions: Vec<Attribute>,
    pub(crate) doc: Doc,
    /// Generic parameters, which it cannot have.
    pub(crate) generics: Option<Place>,
}

/// A function of the block.
pub(crate) struct StubFunction {
    /// What an export has, too.
    pub(crate) function: Function,
    pub(crate) role: StubRole,
    pub(crate) visibility: Visibility,
    /// All attributes but the helper.
    pub(crate) attributes: Vec<Attribute>,
    /// Lifetimes, and what else is an error.
    pub(crate) generics: Generics,
    /// The names of the parameters in Rust.
    pub(crate) idents: Vec<Option<Ident>>,
}

/// What a function of the block calls.
pub(crate) enum StubRole {
    /// A function.
    Function,
    /// A method of the class that the receiver names.
    Method(StubReceiver),
    /// The class that it returns, by name if the type has one.
    Constructor(Option<Ident>),
}

impl StubRole {
    /// The class that it belongs to.
    pub(crate) fn class(&self) -> Option<&Ident> {
        match self {
            Self::Function => None,
            Self::Method(receiver) => receiver.class.as_ref(),
            Self::Constructor(class) => class.as_ref(),
        }
    }
}

/// The receiver of a method, as `self: &Counter`.
pub(crate) struct StubReceiver {
    /// The type that it names, if it does.
    pub(crate) class: Option<Ident>,
    /// How it takes the instance.
    pub(crate) kind: StubReceiverKind,
    /// Where it is.
    pub(crate) place: Place,
}

/// How a stub takes the instance.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum StubReceiverKind {
    /// `self: &Counter`
    Shared,
    /// `self: &mut Counter`
    Exclusive,
    /// `self: Counter`
    Owned,
    /// `self`, `&self`, `&mut self`: nothing says of what class.
    Untyped,
    /// Anything else.
    Other,
}

/// The name of the type that a path is.
pub(crate) fn named(ty: &Type) -> Option<&Ident> {
    match crate::parse::strip_groups(ty) {
        Type::Path(path) if path.qself.is_none() => path.path.get_ident(),
        _ => None,
    }
}
