//! The text of every error: what is wrong, then what to do about it.

mod error;
mod members;
mod signature;
mod stubs;

use crate::model::BlockKind;
use crate::names::nearest;

pub(crate) use self::error::*;
pub(crate) use self::members::*;
pub(crate) use self::signature::*;
pub(crate) use self::stubs::*;

/// How the attribute that a message is about is spelled.
pub(crate) fn attribute(kind: BlockKind) -> &'static str {
    match kind {
        BlockKind::Functions => "#[gopylink::functions]",
        BlockKind::Function => "#[gopylink::function]",
        BlockKind::Class => "#[gopylink::class]",
    }
}

/// `'a', 'b' or 'c'`, in backticks.
fn list(words: &[&str]) -> String {
    let quoted: Vec<_> = words.iter().map(|word| format!("`{word}`")).collect();
    match quoted.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, others)) => format!("{} or {last}", others.join(", ")),
        None => String::new(),
    }
}

/// The near one of `known`, or all of them.
fn suggestion(word: &str, known: &[&str]) -> String {
    match nearest(word, known) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("expected {}", list(known)),
    }
}

// Options.

pub(crate) fn unknown_option(option: &str, carrier: &str, known: &[&str]) -> String {
    let hint = match meant_option(option, known) {
        Some(word) => format!("did you mean `{word}`?"),
        None if matches!(option, "staticmethod" | "classmethod" | "static_method") => {
            "a function without a receiver is a static method already: remove this".to_owned()
        }
        None => format!("expected {}", list(known)),
    };
    format!("unknown option `{option}` of `{carrier}`: {hint}")
}

/// The one of the known options that was most likely meant.
pub(crate) fn meant_option<'a>(option: &str, known: &[&'a str]) -> Option<&'a str> {
    let other = elsewhere(option).and_then(|word| known.iter().find(|known| **known == word));
    other.copied().or_else(|| nearest(option, known))
}

/// Our word for an option that other tools have.
fn elsewhere(option: &str) -> Option<&'static str> {
    Some(match option {
        "get" | "property" => "getter",
        "set" => "setter",
        "new" | "init" => "constructor",
        "default" | "defaults" | "text_signature" | "args" => "signature",
        "ignore" | "hidden" => "skip",
        _ => return None,
    })
}

pub(crate) fn misplaced_option(option: &str, carrier: &str, right: &str) -> String {
    format!("`{option}` is not an option of `{carrier}`: it goes in `{right}`")
}

pub(crate) fn option_of_constant(option: &str, known: &[&str]) -> String {
    format!("a constant has no option `{option}`: expected {}", list(known))
}

pub(crate) fn repeated_option(option: &str) -> String {
    format!("option `{option}` is given twice: remove one")
}

pub(crate) fn expected_option(known: &[&str]) -> String {
    format!("expected an option: {}", list(known))
}

pub(crate) fn needs_string(option: &str) -> String {
    format!("`{option}` takes a string: write `{option} = \"…\"`")
}

pub(crate) fn takes_no_value(option: &str) -> String {
    format!("`{option}` takes no value: write `{option}`")
}

pub(crate) const OPTIONS_MISSING: &str =
    "options are missing: write `#[gopylink(…)]`, as in `#[gopylink(skip)]`";

pub(crate) const OPTIONS_UNDER_CFG_ATTR: &str =
    "options cannot depend on a condition: put the `#[cfg]` on two versions of the function";

pub(crate) fn unknown_rename(word: &str, known: &[&str]) -> String {
    format!("unknown spelling \"{word}\": {}", suggestion(word, known))
}

pub(crate) fn kebab_rename(word: &str) -> String {
    format!("\"{word}\" would put hyphens into names, and Python has none there: use \"snake_case\"")
}

pub(crate) fn not_an_identifier(name: &str) -> String {
    format!("\"{name}\" is not a Python identifier: use letters, digits and underscores, no digit first")
}

pub(crate) fn renamed_not_an_identifier(name: &str) -> String {
    format!(
        "`rename_all` makes \"{name}\" of this, which is not a Python identifier: add `#[gopylink(name = \"…\")]`"
    )
}

// Items.

pub(crate) fn impl_attribute_on_function(kind: BlockKind) -> String {
    format!("`{}` goes on an `impl` block: on one function write `#[gopylink::function]`", attribute(kind))
}

pub(crate) fn function_attribute_on_impl() -> &'static str {
    "`#[gopylink::function]` goes on one free function: on an `impl` block write `#[gopylink::functions]` or \
     `#[gopylink::class]`"
}

pub(crate) fn attribute_on_type(kind: BlockKind, what: &str, name: &str) -> String {
    let attribute = attribute(kind);
    match kind {
        BlockKind::Function => format!("`{attribute}` goes on a function, not on a {what}"),
        _ => format!(
            "`{attribute}` goes on an `impl` block, not on the {what}: put it on `impl {name} {{ … }}`"
        ),
    }
}

pub(crate) fn attribute_on_other(kind: BlockKind, what: &str) -> String {
    let attribute = attribute(kind);
    match kind {
        BlockKind::Function => format!("`{attribute}` goes on a function, not on {what}"),
        BlockKind::Functions => format!(
            "`{attribute}` goes on an `impl` block, not on {what}: put the functions into `impl Functions {{ … }}`"
        ),
        BlockKind::Class => {
            format!(
                "`{attribute}` goes on an `impl` block, not on {what}: put it on the `impl` block of the class"
            )
        }
    }
}

pub(crate) const FREE_FUNCTION_WITH_RECEIVER: &str =
    "a method is not a free function: put `#[gopylink::class]` on its `impl` block and remove this attribute";

pub(crate) fn second_attribute(kind: BlockKind) -> String {
    format!("an item takes one attribute of gopylink, and this has `{}` already: remove one", attribute(kind))
}

pub(crate) fn options_of_attribute(kind: BlockKind) -> String {
    let attribute = attribute(kind).trim_end_matches(']');
    format!("options of this item go in its attribute: write `{attribute}(…)]`")
}

pub(crate) const ATTRIBUTE_INSIDE_BLOCK: &str =
    "the block exports every `pub fn` already: remove this attribute; options go in `#[gopylink(…)]`";

pub(crate) const OPTIONS_NOT_ON_FUNCTION: &str =
    "only functions are exported, so options have no effect here: remove them";

// Blocks.

pub(crate) fn trait_impl(kind: BlockKind) -> String {
    format!(
        "`{}` goes on the type's own `impl` block, not on that of a trait: write `impl Type {{ … }}`",
        attribute(kind)
    )
}

pub(crate) fn unnamed_type(kind: BlockKind) -> String {
    format!("`{}` needs a type with a name: use a struct or an enum", attribute(kind))
}

pub(crate) const GENERIC_BLOCK: &str =
    "an exported block cannot be generic, since Python calls compiled code: use a concrete type";

pub(crate) fn nothing_to_export(kind: BlockKind) -> String {
    format!("nothing to export: `{}` exports each `pub fn` of the block, and there is none", attribute(kind))
}

// Options on functions.

pub(crate) const SKIP_WITH_OTHERS: &str =
    "`skip` leaves the function out, so no other option has an effect: remove one";
pub(crate) const OPTIONS_ON_PRIVATE: &str =
    "a private function is not exported, so options have no effect: make it `pub` or remove them";
pub(crate) const OPTIONS_ON_PRIVATE_CONSTANT: &str =
    "a private constant is not exported, so options have no effect: make it `pub` or remove them";
pub(crate) const CONSTRUCTOR_OUTSIDE_CLASS: &str = "only a class has a constructor: put `#[gopylink::class]` on the block in place of `#[gopylink::functions]`";

pub(crate) fn two_constructors(first: usize, second: usize) -> String {
    format!(
        "a class has one constructor, and there are two, on lines {first} and {second}: mark one `#[gopylink(skip)]`"
    )
}

// Names.

pub(crate) fn duplicate_name(what: &str, name: &str, (first, second): (usize, usize)) -> String {
    format!(
        "Python would see two {what} named `{name}`, those on lines {first} and {second}: rename one with \
         `#[gopylink(name = \"…\")]` or leave one out with `#[gopylink(skip)]`"
    )
}

pub(crate) fn reserved_name(name: &str) -> String {
    match name {
        "__new__" | "__init__" => {
            return format!(
                "`{name}` is made from the constructor: name this `new`, or mark it `#[gopylink(constructor)]`"
            );
        }
        "__del__" => {
            return "Rust drops the value of an instance: implement `Drop` in place of `__del__`".to_owned();
        }
        "__complex__" => {
            return "Python wants a `complex` of `__complex__`, which no Rust type becomes: leave it out, and return the \
                    parts from a method"
                .to_owned();
        }
        _ => {}
    }
    format!(
        "every Python class needs its own `{name}`: rename the method with `#[gopylink(name = \"…\")]` or leave it \
         out with `#[gopylink(skip)]`"
    )
}

pub(crate) fn named_constructor(name: &str) -> String {
    format!(
        "the constructor has the name of its class: remove this, or write `#[gopylink::class(name = \"{name}\")]`"
    )
}

// Declarations.

pub(crate) const ASYNC: &str = "an exported function cannot be `async`, since nothing in Python would await it: \
     remove `async` and wait for the future inside";
pub(crate) const UNSAFE: &str = "an exported function cannot be `unsafe`, since Python cannot keep its contract: \
     check the contract inside, or mark the function `#[gopylink(skip)]`";
pub(crate) const ABI: &str = "an exported function is called by generated Rust code: remove `extern`";
pub(crate) const VARIADIC: &str =
    "C's variable arguments cannot come from Python: take a `Vec<T>` and write `signature = (*rest)`";
pub(crate) const TYPE_PARAMETER: &str = "an exported function cannot be generic, since Python calls compiled code: \
     use a concrete type, or `gopylink::Value` for any value";
pub(crate) const CONST_PARAMETER: &str = "an exported function cannot be generic, since Python calls compiled code: \
     use a constant, or take the number as an argument";
pub(crate) const WHERE_CLAUSE: &str =
    "an exported function has concrete types, so there is nothing to bound: remove the where-clause";
pub(crate) const OWNED_RECEIVER: &str =
    "Python keeps the instance, so a method cannot take it by value: take `&self` or `&mut self`";
pub(crate) const RECEIVER_IN_FUNCTIONS: &str = "a function of this block has no instance: put `#[gopylink::class]` on \
     the block, or mark the function `#[gopylink(skip)]`";
pub(crate) const NEW_WITH_RECEIVER: &str = "`new` makes the instance, so it cannot take one: remove the receiver, or \
     mark another function `#[gopylink(constructor)]`";
pub(crate) const CONSTRUCTOR_WITH_RECEIVER: &str =
    "a constructor makes the instance, so it cannot take one: remove the receiver";

// Parameters.

pub(crate) const PATTERN_PARAMETER: &str =
    "an argument needs a name, which Python callers may use: take it whole, and take it apart inside";
pub(crate) const UNNAMED_PARAMETER: &str =
    "an argument needs a name, which Python callers may use: name it, as in `_unused`";
pub(crate) const CONDITIONAL_PARAMETER: &str =
    "a parameter cannot be conditional: put the `#[cfg]` on two versions of the function";
pub(crate) const IMPL_TRAIT_PARAMETER: &str = "an exported function needs concrete types: name the type to decode, \
     or take `gopylink::Value` for any value";
pub(crate) fn exclusive_reference(owned: &str) -> String {
    format!(
        "an argument is a copy, so changes to it would not reach Python: take `{owned}` by value and return it"
    )
}

/// `element` is what a class may be named by: that of a slice.
pub(crate) fn shared_reference(owned: &str, element: Option<&str>) -> String {
    let class = element.map_or_else(String::new, |element| format!(", or `Vec<&{element}>` of a class"));
    format!(
        "only `&str`, slices of numbers that arrays hold, as `&[f64]`, and instances of classes can be borrowed from an \
         argument: take `{owned}` by value{class}"
    )
}

pub(crate) fn slice_in_record(element: &str, is_written: bool) -> String {
    let view = if is_written { "ArrayViewMut" } else { "ArrayView" };
    format!(
        "a record holds no slices of numbers: write `gopylink::{view}<'a, {element}>`, with `#[serde(borrow)]`, which \
         dereferences to one"
    )
}

pub(crate) fn static_reference(target: &str) -> String {
    format!("an argument lives as long as the call, which is not `'static`: take `&{target}`")
}

/// `target` is what a class may be named by.
pub(crate) fn inner_reference(owned: &str, target: Option<&str>) -> String {
    let class = target.map_or_else(String::new, |target| {
        format!("; where it is a class, take `&{target}` or `Vec<&{target}>` as an argument of its own")
    });
    format!(
        "only a whole argument can be borrowed, not a part of one: take `{owned}` in place of the reference{class}"
    )
}

// Return types.

pub(crate) const IMPL_TRAIT_RETURN: &str =
    "an exported function needs concrete types: name the type, as in `Vec<T>` for an iterator";
pub(crate) const CONSTRUCTOR_RETURNS_NOTHING: &str =
    "a constructor returns the instance: write `-> Self`, or `-> Result<Self, E>` if it can fail";
pub(crate) const ARRAY_CONSTRUCTOR: &str = "a constructor returns the instance, not an array: remove `array`";
pub(crate) const ARRAY_OF_NOTHING: &str =
    "the function returns nothing to be had as an array: return a `Vec` of numbers, or remove `array`";
pub(crate) const NEVER_RETURN: &str =
    "an exported function must come back to Python: return a value, or `()`";

// Records.

pub(crate) const RECORD_ON_UNION: &str = "a union does not know which of its fields it holds: use an enum";
pub(crate) const RECORD_ON_IMPL: &str = "`#[gopylink::record]` goes on the struct or enum itself: on an `impl` block, \
     `#[gopylink::class]` exports the type as a class";
pub(crate) const RECORD_ON_FUNCTION: &str =
    "`#[gopylink::record]` goes on a struct or an enum: on a function write `#[gopylink::function]`";
pub(crate) const RECORD_ON_ALIAS: &str =
    "an alias is the type that it stands for: put `#[gopylink::record]` on that struct or enum";
pub(crate) const OPTIONS_OF_RECORD: &str =
    "options of this item go in its attribute: write `#[gopylink::record(…)]`";
pub(crate) const OPTIONS_IN_RECORD: &str = "fields and variants have no options of gopylink: remove this; serde's, such as `#[serde(rename = \"…\")]`, are followed";
pub(crate) const SERDE_CRATE: &str = "`#[gopylink::record]` says where serde is: remove this";
pub(crate) const SERDE_REMOTE: &str = "serde would derive nothing for this type itself, which so is no record: derive serde's \
     traits in place of `#[gopylink::record]`, or remove this";
pub(crate) const RECORD_PICKLE: &str = "values of records can be pickled as they are: remove this";
pub(crate) const FUNCTION_PARAMETER: &str = "Python passes data and instances, and no functions that Rust could call: take the \
     name of one that it exports, and call that with `gopylink::python_func_call`";
pub(crate) const TRAIT_OBJECT_PARAMETER: &str = "an exported function needs concrete types, and nothing that Python passes \
     says which one this is: name the type to decode, or take `gopylink::Value` for any value";
pub(crate) const DERIVED_TWICE: &str =
    "`#[gopylink::record]` derives serde's traits already: remove this one";
pub(crate) const DATACLASS_ON_ENUM: &str = "a dataclass is made of a struct: an enum without content can have \
     `#[gopylink::record(enum_class)]`";
pub(crate) const ENUM_CLASS_ON_STRUCT: &str = "an enum class is made of an enum: a struct can have \
     `#[gopylink::record(dataclass)]`";
pub(crate) const ENUM_CLASS_WITH_CONTENT: &str = "a member of a Python enum holds nothing: remove the content of this \
     variant, or remove `enum_class`";
pub(crate) const DATACLASS_WITHOUT_NAMES: &str =
    "a dataclass has fields with names: name those of the struct, or remove `dataclass`";
pub(crate) const DATACLASS_FLATTEN: &str = "a dataclass has the fields of its own struct only: remove `flatten`, or \
     remove `dataclass`";

pub(crate) fn record_on_other(what: &str) -> String {
    format!("`#[gopylink::record]` goes on a struct or an enum, not on {what}")
}

pub(crate) fn option_of_serde(option: &str) -> String {
    format!("`{option}` is serde's: write `#[serde({option} …)]` below this attribute")
}

pub(crate) fn class_with_option(is_enum: bool, option: &str) -> String {
    let class = if is_enum { "enum_class" } else { "dataclass" };
    format!(
        "`{class}` cannot go with serde's `{option}`, which makes something else of the values: remove one"
    )
}

pub(crate) fn not_a_member(name: &str) -> String {
    format!(
        "\"{name}\" cannot be the name of a member of a Python enum: give it another with `#[serde(rename = \"…\")]`, or \
         remove `enum_class`"
    )
}

pub(crate) fn member_twice(name: &str) -> String {
    format!(
        "another variant is called \"{name}\", too: give this one another name with `#[serde(rename = \"…\")]`"
    )
}

pub(crate) fn not_an_attribute(name: &str) -> String {
    format!(
        "\"{name}\" cannot be the name of an attribute in Python: give it another with `#[serde(rename = \"…\")]`, or remove \
         `dataclass`"
    )
}
