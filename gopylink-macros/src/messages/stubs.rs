//! What is said of `#[gopylink::python]` and the stubs in its block.

use super::{list, suggestion};

// Blocks.

pub(crate) const STUBS_TAKE_NO_OPTIONS: &str =
    "`#[gopylink::python]` takes no options: those of one stub go in `#[gopylink(…)]` on it";
pub(crate) const STUBS_ON_OTHER: &str = "`#[gopylink::python]` goes on a block that says what Python exports: \
     `extern \"Python\" { fn greet(name: &str) -> String; }`";
pub(crate) const UNSAFE_STUBS: &str = "calling Python is safe: remove `unsafe`";
pub(crate) const STUBS_OF_ANOTHER_ABI: &str =
    "write `extern \"Python\"`: the functions of the block are Python's";
pub(crate) const STUB_WITH_BODY: &str = "Python has what the function does: write `;` in place of the body, or move the function out of the block";
pub(crate) const STUB_STATIC: &str =
    "a variable of Python's cannot be had: export a function that returns it";
pub(crate) const STUB_OTHER: &str =
    "a block of stubs holds functions, `fn greet(name: &str) -> String;`, and types, `type Counter;`";

pub(crate) fn two_stubs(name: &str, first: usize, second: usize) -> String {
    format!(
        "two stubs are named `{name}`, on lines {first} and {second}: rename one, and say what Python calls it with \
         `#[gopylink(name = \"{name}\")]`"
    )
}

pub(crate) const ATTRIBUTE_ON_STUB: &str =
    "Python exports what the block says, and Rust calls it: remove this attribute";

// Types.

pub(crate) const STUB_CLASS_GENERIC: &str =
    "a type of the block stands for one Python class: remove the parameters";

pub(crate) const STUB_BASE: &str =
    "`base` takes a type of the block: write `#[gopylink(base = Animal)] type Dog;`, for a `type Animal;`";

pub(crate) fn stub_base_of_itself(class: &str) -> String {
    format!("`{class}` derives from itself here: name the class that it derives from in Python")
}

// Functions.

pub(crate) const STUB_NAME_EMPTY: &str = "Python exports nothing without a name: say which it is";
pub(crate) const STUB_ASYNC: &str =
    "a stub waits until Python returns, and a coroutine is not a result: remove `async`";
pub(crate) const STUB_UNSAFE: &str = "calling Python is safe: remove this";
pub(crate) const STUB_VARIADIC: &str =
    "C's variable arguments are not Python's: take a `Vec<T>` and write `signature = (*rest)`";
pub(crate) const STUB_TYPE_PARAMETER: &str = "a stub cannot be generic, since what Python takes is checked for concrete \
     types: use a concrete type, or `gopylink::Value` for any value";
pub(crate) const STUB_CONST_PARAMETER: &str =
    "a stub cannot be generic: use a constant, or take the number as an argument";
pub(crate) const STUB_WHERE_CLAUSE: &str =
    "a stub has concrete types, so there is nothing to bound: remove the where-clause";

// Classes.

pub(crate) const STUB_RECEIVER_UNTYPED: &str = "the receiver says which class it is a method of: write `self: &Counter`, for a `type Counter;` of the block";

pub(crate) fn stub_receiver_untyped(classes: &[&str]) -> String {
    match classes {
        [class] => format!("the receiver says which class it is a method of: write `self: &{class}`"),
        _ => STUB_RECEIVER_UNTYPED.to_owned(),
    }
}

pub(crate) fn stub_receiver_kind(class: &str) -> String {
    format!("Python keeps the instance, and Rust has a handle of it: write `self: &{class}`")
}

pub(crate) fn stub_class_unknown(class: &str, classes: &[&str]) -> String {
    if classes.is_empty() {
        return format!("the block declares no class `{class}`: write `type {class};` in it");
    }
    let near = suggestion(class, classes);
    format!(
        "the block declares no class `{class}`: write `type {class};` in it, or {}",
        or_near(&near, classes)
    )
}

fn or_near(near: &str, classes: &[&str]) -> String {
    if near.starts_with("did") { near.to_owned() } else { format!("use {}", list(classes)) }
}

pub(crate) const STUB_CONSTRUCTOR_RETURNS: &str = "a constructor returns the class that it makes an instance of: write \
     `-> Counter`, for a `type Counter;` of the block";
pub(crate) const STUB_CONSTRUCTOR_RECEIVER: &str =
    "a constructor makes the instance, so it cannot take one: remove the receiver, or `constructor`";
pub(crate) const STUB_CONSTRUCTOR_NAME: &str = "a constructor calls its class: put the name on the type, as in `#[gopylink(name = \"…\")] type Counter;`";

// Parameters and results.

pub(crate) const STUB_PATTERN_PARAMETER: &str = "an argument needs a name: take it whole";
pub(crate) const STUB_PARAMETER_NAME_EMPTY: &str =
    "no parameter of Python's is without a name: say which it is";

pub(crate) fn two_parameters(name: &str) -> String {
    format!("two parameters are `{name}` in Python: each is passed once, so give one of them another name")
}

pub(crate) const STUB_CONDITIONAL_PARAMETER: &str =
    "a parameter cannot be conditional: put the `#[cfg]` on two versions of the stub";
pub(crate) const STUB_IMPL_TRAIT_PARAMETER: &str = "a stub needs concrete types, against which Python's annotations are \
     checked: name the type, or take a `gopylink::Value`";

pub(crate) fn stub_exclusive_reference(target: &str) -> String {
    format!("Python gets a copy, so it cannot change this: take `&{target}`")
}

pub(crate) fn stub_instance_by_value(class: &str) -> String {
    format!("Python gets the instance itself, and Rust keeps its handle: take `&{class}`")
}

pub(crate) const STUB_IMPL_TRAIT_RETURN: &str =
    "a stub needs concrete types: name the type to decode, as in `Vec<T>`";
pub(crate) const STUB_NEVER_RETURN: &str =
    "a call into Python comes back, with an exception if nothing else: return a value, or `()`";

pub(crate) fn stub_reference_return(owned: &str) -> String {
    format!("what Python returns is decoded, and nothing keeps it for a reference: return `{owned}`")
}
