//! What one attribute exports, as facts: names, types and places. The checks and the emitters read this alone.

mod constructor;
mod error;
mod record;
mod stubs;

use proc_macro2::{Ident, TokenStream};
use quote::quote;
use syn::{Attribute, Expr, Type};

use crate::names::RenameRule;
use crate::place::Place;

pub(crate) use error::{ErrorEnum, ErrorField, ErrorVariant, FieldKind, FieldOptions, VariantOptions};
pub(crate) use record::{Content, Field, FieldDefault, Record, RecordOptions, RecordShape, Tagging, Variant};
pub(crate) use stubs::{StubClass, StubFunction, StubReceiver, StubReceiverKind, StubRole, Stubs, named};

/// What one attribute is on.
pub(crate) struct Block {
    /// Which attribute it is.
    pub(crate) kind: BlockKind,
    /// The type of the `impl` block; none for a free function.
    pub(crate) self_type: Option<Type>,
    /// The name that Python sees, of a class.
    pub(crate) class_name: String,
    /// The options of the attribute.
    pub(crate) options: Options,
    /// What the block's documentation says.
    pub(crate) doc: Doc,
    /// The conditions under which the block is compiled.
    pub(crate) conditions: Vec<Attribute>,
    /// Generic parameters or where-clauses of the block.
    pub(crate) generics: Option<Place>,
    /// The trait that the block implements.
    pub(crate) implements: Option<Place>,
    /// Every function of the block, exported or not, and every constant of a class.
    pub(crate) functions: Vec<Function>,
    /// Where the type of the block is, or the name of the free function.
    pub(crate) place: Place,
}

/// The attributes.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum BlockKind {
    /// `#[gopylink::functions]`
    Functions,
    /// `#[gopylink::function]`
    Function,
    /// `#[gopylink::class]`
    Class,
}

/// One function, method or constructor; or a constant, which has no parameters.
#[derive(Clone)]
pub(crate) struct Function {
    /// Its name in Rust.
    pub(crate) ident: Ident,
    /// Whether it is a constant.
    pub(crate) constant: bool,
    /// The name that Python sees.
    pub(crate) python_name: String,
    /// What becomes of it.
    pub(crate) role: Role,
    /// Whether it is `pub`.
    pub(crate) public: bool,
    /// The options on it.
    pub(crate) options: Options,
    /// The receiver.
    pub(crate) receiver: Option<Receiver>,
    /// The parameters, without the receiver.
    pub(crate) parameters: Vec<Parameter>,
    /// The type it returns; none for `()` left unsaid.
    pub(crate) returns: Option<Type>,
    /// What its documentation says.
    pub(crate) doc: Doc,
    /// The conditions under which it is compiled.
    pub(crate) conditions: Vec<Attribute>,
    /// What keeps it from being exported.
    pub(crate) qualifiers: Qualifiers,
}

impl Function {
    /// Whether it is compiled under conditions only.
    pub(crate) fn is_conditional(&self) -> bool {
        !self.conditions.is_empty()
    }

    /// The condition under which it is compiled, without the `#[cfg(…)]` around it.
    pub(crate) fn condition(&self) -> TokenStream {
        let conditions = self.conditions.iter();
        let conditions = conditions
            .filter_map(|attribute| attribute.meta.require_list().ok().map(|condition| &condition.tokens));
        quote!(all(#(#conditions),*))
    }

    /// Where its name in Python is written.
    pub(crate) fn name_place(&self) -> Place {
        self.options.name.as_ref().map_or_else(|| Place::of(&self.ident), |(_, place)| *place)
    }
}

/// What becomes of a function.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    /// It is left alone.
    Unexported,
    /// A function, or a static method of a class.
    Function,
    /// A method.
    Method,
    /// Makes an instance.
    Constructor,
    /// Reads a property.
    Getter,
    /// Writes a property.
    Setter,
    /// A constant of a class.
    Constant,
}

/// Options: what is in the parentheses of an attribute.
#[derive(Clone, Default)]
pub(crate) struct Options {
    /// All of them; none when nothing was said.
    pub(crate) place: Option<Place>,
    /// `name = "…"`: the name and where it is.
    pub(crate) name: Option<(String, Place)>,
    /// `rename_all = "…"`
    pub(crate) rename_all: Option<RenameRule>,
    /// `skip`
    pub(crate) skip: Option<Place>,
    /// `constructor`
    pub(crate) constructor: Option<Place>,
    /// `getter`
    pub(crate) getter: Option<Place>,
    /// `setter`
    pub(crate) setter: Option<Place>,
    /// `no_constructor`
    pub(crate) no_constructor: Option<Place>,
    /// `pickle`
    pub(crate) pickle: Option<Place>,
    /// `hold_gil`
    pub(crate) hold_gil: Option<Place>,
    /// `array`
    pub(crate) array: Option<Place>,
    /// `signature = (…)`
    pub(crate) signature: Option<Signature>,
    /// `base = Type`
    pub(crate) base: Option<Ident>,
}

/// What `signature = (…)` says.
#[derive(Clone)]
pub(crate) struct Signature {
    /// Its entries, in order.
    pub(crate) entries: Vec<SignatureEntry>,
    /// All of it.
    pub(crate) place: Place,
}

/// One entry of a signature.
#[derive(Clone)]
pub(crate) struct SignatureEntry {
    /// What it says.
    pub(crate) kind: EntryKind,
    /// Where it is; of a parameter, where its name is.
    pub(crate) place: Place,
}

/// What an entry of a signature says.
#[derive(Clone)]
pub(crate) enum EntryKind {
    /// `name`, `name = default`, `*name` or `**name`
    Parameter { name: String, passing: Passing, default: Option<Box<Expr>> },
    /// `/`: what is before it is passed by position only.
    Slash,
    /// `*`: what is behind it is passed by name only.
    Star,
}

/// What a parameter takes of the arguments.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Passing {
    /// One.
    Single,
    /// All further ones that are passed by position: `*name`.
    Rest,
    /// All further ones that are passed by name: `**name`.
    Options,
}

/// The receiver of a method.
#[derive(Clone)]
pub(crate) struct Receiver {
    /// How the method takes the instance.
    pub(crate) kind: ReceiverKind,
    /// Where it is.
    pub(crate) place: Place,
}

/// How a method takes the instance.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum ReceiverKind {
    /// `&self`
    Shared,
    /// `&mut self`
    Exclusive,
    /// Anything else.
    Owned,
}

/// One parameter.
#[derive(Clone)]
pub(crate) struct Parameter {
    /// The name that Python sees; none for a pattern that is not a name.
    pub(crate) name: Option<String>,
    /// Whether its pattern is `_`.
    pub(crate) wildcard: bool,
    /// Where its pattern is.
    pub(crate) place: Place,
    /// Its type.
    pub(crate) ty: Type,
    /// How it is passed.
    pub(crate) kind: ParameterKind,
    /// The value that stands for it when it is left out.
    pub(crate) default: Option<Box<Expr>>,
    /// A `#[cfg]` on it.
    pub(crate) condition: Option<Place>,
}

/// How a parameter is passed: the words of the manifest.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum ParameterKind {
    PositionalOnly,
    Normal,
    Rest,
    KeywordOnly,
    Options,
}

/// Parts of a function's declaration that an export cannot have.
#[derive(Clone, Default)]
pub(crate) struct Qualifiers {
    pub(crate) asynchronous: Option<Place>,
    pub(crate) unsafety: Option<Place>,
    pub(crate) abi: Option<Place>,
    pub(crate) variadic: Option<Place>,
    pub(crate) type_parameters: Vec<Place>,
    pub(crate) const_parameters: Vec<Place>,
    pub(crate) where_clause: Option<Place>,
}

/// The documentation of an item.
#[derive(Clone, Default)]
pub(crate) struct Doc {
    /// Text, and macro calls such as `include_str!(…)` that the compiler turns into text.
    pub(crate) parts: Vec<DocPart>,
}

/// A piece of documentation.
#[derive(Clone)]
pub(crate) enum DocPart {
    Text(String),
    Macro(Box<Expr>),
}
