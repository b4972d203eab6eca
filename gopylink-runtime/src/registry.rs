//! What the library exports: collected from all its crates, sorted, checked and numbered.
//!
//! The only use of `inventory`. Its order is whatever the linker made of it, so everything is sorted here.

mod defaults;
mod errors;
mod expects;
mod faults;
mod sources;
mod types;

use std::any::TypeId;
use std::collections::BTreeMap;
use std::sync::OnceLock;

use gopylink_abi::manifest::{self, Class, Function, Manifest, Parameter, Property, TypeRef};
use gopylink_abi::special::Declines;

use crate::describe;
use crate::error::{Error, ErrorKind, Result};
use crate::location::SourceLocation;
use crate::object::{ClassType, ExportedClass};
use crate::running::Label;
use crate::thunk::{Entry, ParameterExport, Thunk};

use faults::Faults;

pub(crate) use defaults::interrupted;
pub use errors::{ErrorExport, ErrorField, ErrorVariant, FindError};
pub use expects::{Expected, ExpectedClass, ExpectedFunction, ExpectedParameter};

/// What generated code submits.
pub enum Export {
    /// A free function.
    Function(FunctionExport),
    /// One `impl` block of a class.
    Class(ClassExport),
    /// A class that may be an argument or a result.
    Instances(&'static ExportedClass),
    /// A record that Python has a class for.
    Record(fn() -> TypeRef),
    /// An error that Python has classes for.
    Error(ErrorExport),
}

/// One function, method or constructor.
pub struct FunctionExport {
    /// The name that Python sees.
    pub name: &'static str,
    /// The doc comment.
    pub doc: &'static str,
    /// The parameters, without the receiver.
    pub parameters: &'static [ParameterExport],
    /// What comes back.
    pub returns: fn() -> TypeRef,
    /// The generated entry.
    pub thunk: Thunk,
    /// Whether it is called with the GIL held.
    pub hold_gil: bool,
    /// Where it is written.
    pub location: SourceLocation,
}

/// One `impl` block of a class.
pub struct ClassExport {
    /// The name that Python sees.
    pub name: &'static str,
    /// The doc comment of the block.
    pub doc: &'static str,
    /// The Rust type, which tells what blocks belong together.
    pub class_type: fn() -> ClassType,
    /// The constructor, if this block has it.
    pub constructor: Option<FunctionExport>,
    /// Whether that only says that there is none.
    pub no_constructor: bool,
    /// Functions on `&self` and `&mut self`.
    pub methods: &'static [FunctionExport],
    /// Functions without a receiver.
    pub static_methods: &'static [FunctionExport],
    /// What reads properties.
    pub getters: &'static [FunctionExport],
    /// What writes properties.
    pub setters: &'static [FunctionExport],
    /// Constants, as functions without parameters.
    pub constants: &'static [FunctionExport],
    /// How instances are pickled, if this block says that they can be.
    pub pickle: &'static [PickleExport],
    /// Where the block begins.
    pub location: SourceLocation,
}

/// How instances of a class are pickled.
pub struct PickleExport {
    /// Writes one.
    pub save: FunctionExport,
    /// Reads one.
    pub restore: FunctionExport,
}

inventory::collect!(Export);

/// The exports of this library.
pub(crate) struct Registry {
    pub(crate) manifest: Manifest,
    pub(crate) entries: Vec<Entry>,
}

/// The exports of this library, or why they cannot be offered.
pub(crate) fn registry() -> Result<&'static Registry, &'static str> {
    static REGISTRY: OnceLock<Result<Registry, String>> = OnceLock::new();
    REGISTRY.get_or_init(|| describe(inventory::iter::<Export>)).as_ref().map_err(String::as_str)
}

/// The export with that number of the manifest's.
pub(crate) fn entry(number: u32) -> Result<&'static Entry> {
    let registry = registry().map_err(|refused| Error::of_kind(ErrorKind::Internal, refused))?;
    usize::try_from(number).ok().and_then(|index| registry.entries.get(index)).ok_or_else(|| {
        Error::of_kind(ErrorKind::Internal, format!("the library has no thunk number {number}"))
    })
}

/// The exported class of that name.
pub(crate) fn class_named(name: &str) -> Option<&'static ExportedClass> {
    static CLASSES: OnceLock<BTreeMap<&str, &ExportedClass>> = OnceLock::new();
    let classes = CLASSES.get_or_init(|| {
        let exports = inventory::iter::<Export>.into_iter();
        let classes = exports.filter_map(|export| match export {
            Export::Instances(class) => Some(*class),
            _ => None,
        });
        classes.map(|class| (class.name(), class)).collect()
    });
    classes.get(name).copied()
}

/// The registry of these exports, and the types that they lead to.
fn describe(exports: impl IntoIterator<Item = &'static Export>) -> Result<Registry, String> {
    let mut faults = Faults::default();
    let ((mut registry, names), types) = describe::collect(|| build(exports, &mut faults));
    for (name, places) in &types.conflicts {
        faults.report_duplicate("types are", name, places, "#[gopylink::record(name = \"…\")]");
    }
    let mut types = types.described;
    types::keep_names_apart(&names, &types, &mut faults);
    faults.into_result()?;
    let classes = types.iter().filter(|described| described.definition.class);
    describe::note_classes(classes.map(|class| (class.type_id, class.definition.name.clone())));
    defaults::make(&mut types);
    registry.manifest.types = types.into_iter().map(|described| described.definition).collect();
    Ok(registry)
}

/// The names of all exports, and where these are.
type Names = Vec<(&'static str, SourceLocation)>;

/// The registry, as far as nothing is wrong.
fn build(exports: impl IntoIterator<Item = &'static Export>, faults: &mut Faults) -> (Registry, Names) {
    let mut builder = Builder::default();
    let mut functions = Vec::new();
    let mut classes: BTreeMap<&str, Vec<&'static ClassExport>> = BTreeMap::new();
    let mut errors = Vec::new();
    for export in exports {
        match export {
            Export::Function(function) => functions.push(function),
            Export::Class(block) => classes.entry(block.name).or_default().push(block),
            Export::Record(describe) => drop(describe()),
            Export::Error(error) => errors.push(error),
            Export::Instances(_) => {}
        }
    }
    functions.sort_by_key(|function| (function.name, function.location));
    classes.values_mut().for_each(|blocks| blocks.sort_by_key(|block| block.location));
    let names = functions
        .iter()
        .map(|function| (function.name, function.location))
        .chain(classes.iter().map(|(name, blocks)| (*name, blocks[0].location)))
        .chain(errors::names(&errors));
    let names: Names = names.collect();
    faults.report_duplicates("exports are", names.iter().copied());

    let functions: Vec<_> = functions.into_iter().map(|function| builder.function(function)).collect();
    let mut types: BTreeMap<TypeId, &ClassExport> = BTreeMap::new();
    let mut described = Vec::new();
    for blocks in classes.values() {
        for block in blocks {
            let first = *types.entry((block.class_type)().type_id).or_insert(block);
            if first.name != block.name {
                faults.report(format!(
                    "one class has two names, '{}' at {} and '{}' at {}; give both `impl` blocks the same name",
                    first.name, first.location, block.name, block.location,
                ));
            }
        }
        described.extend(builder.class(blocks, faults));
    }
    sources::note(&described, &functions);
    let runtime_version = env!("CARGO_PKG_VERSION").to_owned();
    let registry = Registry {
        manifest: Manifest {
            runtime_version,
            functions,
            classes: described,
            errors: errors::describe(&mut errors),
            expects: expects::expects(),
            ..Manifest::default()
        },
        entries: builder.entries,
    };
    (registry, names)
}

#[derive(Default)]
struct Builder {
    entries: Vec<Entry>,
}

impl Builder {
    fn function(&mut self, export: &'static FunctionExport) -> Function {
        self.entry(export, Label::new(export.name), Declines::Nothing)
    }

    fn method(&mut self, export: &'static FunctionExport, class: &str) -> Function {
        let label = Label::new(&format!("{class}.{}", export.name));
        self.entry(export, label, Declines::of(export.name))
    }

    fn attribute(&mut self, export: &'static FunctionExport, class: &str) -> Function {
        let label = Label::attribute(&format!("{class}.{}", export.name));
        self.entry(export, label, Declines::Nothing)
    }

    /// Each getter with the setter of its name.
    fn properties(
        &mut self,
        class: &str,
        getters: &[&'static FunctionExport],
        setters: &[&'static FunctionExport],
        faults: &mut Faults,
    ) -> Vec<Property> {
        let is_read = |setter: &FunctionExport| getters.iter().any(|getter| getter.name == setter.name);
        for FunctionExport { name, location, .. } in setters.iter().filter(|setter| !is_read(setter)) {
            faults.report(format!(
                "property '{name}' of class '{class}' has a setter at {location}, but no getter; add one in the same \
                 `impl` block, or make the setter a method"
            ));
        }
        let property = |getter: &&'static FunctionExport| {
            let setter = setters.iter().find(|setter| setter.name == getter.name);
            Property {
                name: getter.name.to_owned(),
                getter: self.attribute(getter, class),
                setter: setter.map(|setter| self.attribute(setter, class)),
            }
        };
        getters.iter().map(property).collect()
    }

    fn entry(&mut self, export: &'static FunctionExport, label: Label, declines: Declines) -> Function {
        let thunk = u32::try_from(self.entries.len()).expect("fewer than 2^32 exports");
        let parameters: Vec<Parameter> = export.parameters.iter().map(describe_parameter).collect();
        self.entries.push(Entry {
            thunk: export.thunk,
            hold_gil: export.hold_gil,
            takes_arrays: parameters.iter().any(|parameter| parameter.accepts.has_arrays()),
            declines,
            label,
            parameters: export.parameters,
        });
        Function {
            name: export.name.to_owned(),
            doc: export.doc.to_owned(),
            parameters,
            returns: (export.returns)(),
            thunk,
            hold_gil: export.hold_gil,
            location: export.location.into(),
        }
    }

    /// The class; none if its blocks do not make one.
    fn class(&mut self, blocks: &[&'static ClassExport], faults: &mut Faults) -> Option<Class> {
        let (name, location) = (blocks[0].name, blocks[0].location);
        let mut types = BTreeMap::new();
        for block in blocks {
            types.entry((block.class_type)().type_id).or_insert(block.location);
        }
        if types.len() > 1 {
            let mut places: Vec<_> = types.into_values().collect();
            places.sort();
            faults.report_duplicates("classes are", places.into_iter().map(|place| (name, place)));
            return None;
        }
        let class_type = (blocks[0].class_type)();
        let constructor = blocks.iter().find_map(|block| block.constructor.as_ref());
        let Some(constructor) = constructor else {
            faults.report(format!("class '{name}' at {location} has no constructor"));
            return None;
        };
        let pickle = blocks.iter().find_map(|block| block.pickle.first());
        let methods = sorted(blocks, |block| block.methods);
        let static_methods = sorted(blocks, |block| block.static_methods);
        let getters = sorted(blocks, |block| block.getters);
        let setters = sorted(blocks, |block| block.setters);
        let constants = sorted(blocks, |block| block.constants);
        let attributes = [&methods, &static_methods, &getters, &constants].into_iter().flatten();
        let names = attributes.map(|export| (export.name, export.location));
        faults.report_duplicates(&format!("attributes of class '{name}' are"), names);
        let names = setters.iter().map(|setter| (setter.name, setter.location));
        faults.report_duplicates(&format!("setters of class '{name}' are"), names);
        let properties = self.properties(name, &getters, &setters, faults);
        let mut docs: Vec<_> = blocks.iter().collect();
        docs.sort_by_key(|block| block.constructor.is_none());
        let docs: Vec<_> = docs.iter().map(|block| block.doc).filter(|doc| !doc.is_empty()).collect();
        Some(Class {
            name: name.to_owned(),
            doc: docs.join("\n\n"),
            constructor: self.entry(constructor, Label::new(name), Declines::Nothing),
            no_constructor: blocks.iter().any(|block| block.no_constructor),
            methods: methods.iter().map(|method| self.method(method, name)).collect(),
            static_methods: static_methods.iter().map(|method| self.method(method, name)).collect(),
            properties,
            constants: constants.iter().map(|constant| self.attribute(constant, name)).collect(),
            size: class_type.size,
            align: class_type.align,
            trivial_drop: class_type.trivial_drop,
            pickle: pickle.map(|pickle| manifest::Pickle {
                save: self.method(&pickle.save, name),
                restore: self.method(&pickle.restore, name),
            }),
            location: location.into(),
        })
    }
}

/// The exports of one kind in all blocks of a class.
fn sorted(
    blocks: &[&'static ClassExport],
    exports: impl Fn(&'static ClassExport) -> &'static [FunctionExport],
) -> Vec<&'static FunctionExport> {
    let mut exports: Vec<_> = blocks.iter().flat_map(|block| exports(block)).collect();
    exports.sort_by_key(|export| export.name);
    exports
}

fn describe_parameter(parameter: &ParameterExport) -> Parameter {
    let accepts = (parameter.accepts)();
    let default = parameter.default.map(|default| shown_default(default, &accepts).to_owned());
    Parameter { name: parameter.name.to_owned(), kind: parameter.kind, accepts, default }
}

/// A `Vec` or slice that Python has no list for cannot be shown as one.
fn shown_default<'a>(default: &'a str, accepts: &TypeRef) -> &'a str {
    match accepts {
        TypeRef::Optional(inner) => shown_default(default, inner),
        TypeRef::Bytes | TypeRef::Array(_) if default.starts_with('[') => "...",
        _ => default,
    }
}
