//! The exports of this library by their names.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use gopylink_abi::manifest::{self, Parameter, TypeRef};

use crate::codec::msgpack::plain::Types;
use crate::error::{Error, ErrorKind, Result};
use crate::registry::{self, Registry};
use crate::thunk::Entry;

/// All of them.
pub(super) struct Exports {
    pub(super) functions: BTreeMap<&'static str, Callable>,
    pub(super) classes: BTreeMap<&'static str, Class>,
    pub(super) types: Types<'static>,
}

/// A function, method or constructor.
pub(super) struct Callable {
    pub(super) entry: &'static Entry,
    pub(super) parameters: Vec<(&'static Parameter, Reading)>,
    pub(super) gives: Gives,
}

/// How an argument is read.
#[derive(Clone, Copy)]
pub(super) enum Reading {
    /// As it is.
    AsIs,
    /// By what the parameter accepts: clients write less than there is to know.
    Shaped,
}

/// What comes back of a call.
pub(super) enum Gives {
    Nothing,
    Values,
    /// New instances, which clients have no numbers for.
    Instances,
}

/// A class.
pub(super) struct Class {
    pub(super) name: &'static str,
    pub(super) size: usize,
    pub(super) align: usize,
    pub(super) constructor: Callable,
    pub(super) methods: BTreeMap<&'static str, Callable>,
    /// Those that need no instance, which are called by one all the same.
    pub(super) static_methods: BTreeMap<&'static str, Callable>,
}

impl Class {
    /// The methods that a client makes attributes of. Python looks for special methods elsewhere.
    pub(super) fn listed(&self) -> impl Iterator<Item = &'static str> {
        let names = self.methods.keys().chain(self.static_methods.keys()).copied();
        names.filter(|name| !name.starts_with("__"))
    }
}

/// The exports, or why there are none.
pub(super) fn exports() -> Result<&'static Exports> {
    static EXPORTS: OnceLock<Exports> = OnceLock::new();
    let registry = registry::registry().map_err(|refused| Error::of_kind(ErrorKind::Value, refused))?;
    Ok(EXPORTS.get_or_init(|| Exports::of(registry)))
}

impl Exports {
    fn of(registry: &'static Registry) -> Self {
        let types = Types(&registry.manifest.types);
        let callable = |function: &'static manifest::Function| Callable {
            entry: &registry.entries[function.thunk as usize],
            parameters: function
                .parameters
                .iter()
                .map(|parameter| (parameter, reading(parameter, types)))
                .collect(),
            gives: match &function.returns {
                TypeRef::None => Gives::Nothing,
                returns if returns.instances().is_some() => Gives::Instances,
                _ => Gives::Values,
            },
        };
        let all = |functions: &'static [manifest::Function]| {
            functions.iter().map(|function| (function.name.as_str(), callable(function))).collect()
        };
        let class = |class: &'static manifest::Class| Class {
            name: &class.name,
            size: class.size,
            align: class.align,
            constructor: Callable { gives: Gives::Nothing, ..callable(&class.constructor) },
            methods: all(&class.methods),
            static_methods: all(&class.static_methods),
        };
        let classes = registry.manifest.classes.iter();
        Self {
            functions: all(&registry.manifest.functions),
            classes: classes.map(|described| (described.name.as_str(), class(described))).collect(),
            types,
        }
    }
}

fn reading(parameter: &Parameter, types: Types<'_>) -> Reading {
    if types.has_shapes(&parameter.accepts) { Reading::Shaped } else { Reading::AsIs }
}
