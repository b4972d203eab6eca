//! What is said of `signature = (…)`.

use super::suggestion;

pub(crate) const NEEDS_SIGNATURE: &str =
    "`signature` takes a list of parameters: write `signature = (a, b = 10, *rest)`";
pub(crate) const SIGNATURE_ENTRY: &str = "expected the name of a parameter, `/`, `*`, `*name` for all further arguments, or `**name` for all further \
     arguments that are passed by name";
pub(crate) const SIGNATURE_RECEIVER: &str =
    "a signature is that of the call from Python: leave the receiver out";
pub(crate) const SIGNATURE_TYPE: &str = "the parameters have the types of the function: remove this one";
pub(crate) const SIGNATURE_COMMA: &str = "expected a comma, and the next parameter";
pub(crate) const SIGNATURE_NO_DEFAULT: &str = "the default is missing: write it behind this, or remove this";
pub(crate) const SIGNATURE_NOT_A_DEFAULT: &str = "a default is an expression in Rust, as in `count = 10`";
pub(crate) const SIGNATURE_BARE_STARS: &str = "`**` takes all further arguments that are passed by name: give it the name of the last parameter, as in \
     `**options`";
pub(crate) const SIGNATURE_SLASH_FIRST: &str = "the parameters before `/` are passed by position only, and there are \
     none: remove it, or put it behind them";
pub(crate) const SIGNATURE_SLASH_BEHIND_STAR: &str = "the parameters before `/` are passed by position only, and those \
     behind `*` by name only: put `/` before `*`";
pub(crate) const SIGNATURE_STAR_LAST: &str = "the parameters behind `*` are passed by name only, and there are none: \
     remove it, or put it before them";
pub(crate) const SIGNATURE_TWO_STARS: &str =
    "the parameters behind the first `*` are passed by name only already: remove this one";

pub(crate) fn signature_unknown(name: &str, parameters: &[&str]) -> String {
    if parameters.is_empty() {
        return format!("the function has no parameter `{name}`: remove it");
    }
    format!("the function has no parameter `{name}`: {}", suggestion(name, parameters))
}

pub(crate) fn signature_repeats(name: &str) -> String {
    format!("`{name}` is listed twice: remove one")
}

pub(crate) fn signature_misses(missing: &[&str]) -> String {
    let names: Vec<_> = missing.iter().map(|name| format!("`{name}`")).collect();
    let names = names.join(", ");
    format!("a signature lists every parameter of the function: add {names}")
}

pub(crate) fn signature_order(parameters: &[&str]) -> String {
    format!("a signature keeps the order of the function's parameters: ({})", parameters.join(", "))
}

pub(crate) fn signature_options_not_last(name: &str) -> String {
    format!("nothing can follow `**{name}`: make it the last parameter")
}

/// `empty` is what the parameter is without arguments.
pub(crate) fn signature_default_of(stars: &str, name: &str, empty: &str) -> String {
    format!("where no arguments are left for it, `{stars}{name}` is an empty {empty}: remove the default")
}

pub(crate) fn signature_required_behind(name: &str, optional: &str) -> String {
    format!(
        "`{optional}` has a default and is passed before `{name}`, which has none: give `{name}` one, or put `*` before \
         it, which has it passed by name"
    )
}
