//! What gives instances of classes that have no constructor, for those who look for one.

use gopylink_abi::manifest::{Class, Function, TypeRef};

use super::class_named;

/// How many are told.
const TOLD: usize = 3;

/// Tells each class without a constructor what gives instances of it: its own static methods first.
pub(super) fn note(classes: &[Class], functions: &[Function]) {
    for class in classes.iter().filter(|class| class.no_constructor) {
        if let Some(exported) = class_named(&class.name) {
            exported.note_sources(sources(class, classes, functions));
        }
    }
}

fn sources(class: &Class, classes: &[Class], functions: &[Function]) -> Vec<String> {
    let gives = |function: &&Function| gives(&function.returns, &class.name);
    let of = |owner: &str, function: &Function| format!("{owner}.{}()", function.name);
    let own = class.static_methods.iter().filter(gives).map(|function| of(&class.name, function));
    let free = functions.iter().filter(gives).map(|function| format!("{}()", function.name));
    let others = classes.iter().filter(|other| other.name != class.name).flat_map(|other| {
        let members = other.static_methods.iter().chain(&other.methods);
        members.filter(gives).map(|function| of(&other.name, function))
    });
    own.chain(free).chain(others).take(TOLD).collect()
}

/// Whether what comes back is, or holds, an instance.
fn gives(returns: &TypeRef, class: &str) -> bool {
    match returns {
        TypeRef::Instance(name) => name == class,
        TypeRef::Optional(inner) | TypeRef::List(inner) => gives(inner, class),
        _ => false,
    }
}
