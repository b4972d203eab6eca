//! The text of every error: what is wrong, then what to do about it.

use crate::model::BlockKind;
use crate::names::nearest;

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
    format!("unknown option `{option}` of `{carrier}`: {}", suggestion(option, known))
}

pub(crate) fn misplaced_option(option: &str, carrier: &str, right: &str) -> String {
    format!("`{option}` is not an option of `{carrier}`: it goes in `{right}`")
}

pub(crate) fn planned_option(option: &str, known: &[&str]) -> String {
    format!("option `{option}` is not supported: expected {}", list(known))
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

pub(crate) const NEEDS_SIGNATURE: &str =
    "`signature` takes a list of parameters: write `signature = (a, b, *rest)`";

pub(crate) const OPTIONS_MISSING: &str = "options are missing: write `#[gopylink(…)]`, as in `#[gopylink(skip)]`";

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
    format!("`rename_all` makes \"{name}\" of this, which is not a Python identifier: add `#[gopylink(name = \"…\")]`")
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
        _ => format!("`{attribute}` goes on an `impl` block, not on the {what}: put it on `impl {name} {{ … }}`"),
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
            format!("`{attribute}` goes on an `impl` block, not on {what}: put it on the `impl` block of the class")
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

pub(crate) const OPTIONS_NOT_ON_FUNCTION: &str = "only functions are exported, so options have no effect here: remove them";

// Signatures.

pub(crate) const SIGNATURE_ENTRY: &str = "expected the name of a parameter, or `*name` for all further arguments";
pub(crate) const SIGNATURE_RECEIVER: &str = "a signature is that of the call from Python: leave the receiver out";
pub(crate) const SIGNATURE_POSITIONAL_ONLY: &str = "`/` is not supported: list the parameters without it";
pub(crate) const SIGNATURE_BARE_STAR: &str =
    "`*` alone is not supported: give it the name of the last parameter, as in `*rest`";
pub(crate) const SIGNATURE_OPTIONS: &str =
    "`**` is not supported: take a `HashMap<String, T>` as an ordinary parameter";
pub(crate) const SIGNATURE_DEFAULT: &str =
    "default values are not supported: take an `Option<T>` and let the caller pass `None`";
