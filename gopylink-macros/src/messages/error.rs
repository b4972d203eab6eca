//! What is said of `#[gopylink::error]`.

use super::suggestion;

pub(crate) const ERROR_ON_STRUCT: &str = "`#[gopylink::error]` goes on an enum, whose variants are the exception classes: \
     make the struct a variant of one";
pub(crate) const GENERIC_ERROR: &str =
    "an error with exception classes cannot be generic, since Python has each class once: use concrete types";
pub(crate) const ERROR_WITHOUT_VARIANTS: &str =
    "there is nothing to raise: every variant is an exception class, and the enum has none";
pub(crate) const OPTIONS_OF_ERROR: &str =
    "options of this item go in its attribute: write `#[gopylink::error(…)]`";
pub(crate) const TWO_OTHERS: &str =
    "one variant takes all other Python exceptions, and there is one already: remove `other`";
pub(crate) const OTHER_AND_PYTHON: &str =
    "`other` takes what no `python = \"…\"` names: give this variant one of them";
pub(crate) const OTHER_AND_FROM: &str =
    "`other` implements `From<gopylink::Error>` already: write `#[source]` in place of `#[from]`";
pub(crate) const OTHER_FIELDS: &str =
    "a variant for all other Python exceptions holds the exception: write `(gopylink::Error)`";
pub(crate) const PYTHON_FIELDS: &str = "a variant for a Python exception is made of it: give it no field, one `String` for \
     the message, or one `gopylink::Error`";
pub(crate) const PYTHON_WITHOUT_OTHER: &str = "Python may raise other exceptions, too: add a variant for them, as \
     `#[gopylink(other)] Other(gopylink::Error)`";
pub(crate) const SKIP_WITH_NAME: &str = "`skip` leaves the field out, so a name has no effect: remove one";

pub(crate) fn error_on_other(what: &str) -> String {
    format!("`#[gopylink::error]` goes on an enum, not on {what}")
}

pub(crate) fn same_exception(name: &str, first: usize, second: usize) -> String {
    format!(
        "Python would see two exception classes named `{name}`, those on lines {first} and {second}: rename one with \
         `#[gopylink(name = \"…\")]`"
    )
}

pub(crate) fn same_python_exception(name: &str, first: usize) -> String {
    format!("`{name}` becomes the variant on line {first} already: remove one")
}

pub(crate) fn same_attribute(name: &str) -> String {
    format!(
        "Python would see two attributes named `{name}`: rename one with `#[gopylink(name = \"…\")]` or leave it out \
         with `#[gopylink(skip)]`"
    )
}

pub(crate) fn reserved_attribute(name: &str) -> String {
    format!("every Python exception needs its own `{name}`: rename this with `#[gopylink(name = \"…\")]`")
}

pub(crate) fn keyword_attribute(name: &str) -> String {
    format!(
        "`{name}` is a keyword of Python, which cannot name an attribute: rename it with `#[gopylink(name = \"…\")]`"
    )
}

/// `usable` are those that it can derive from.
pub(crate) fn unusable_base(name: &str, usable: &[&str]) -> String {
    let builtin = name.strip_prefix("builtins.").unwrap_or(name);
    let reason = match builtin {
        "StopIteration" | "StopAsyncIteration" => {
            "Python would take it for the end of a loop; to end one, return `None` from `__next__`".to_owned()
        }
        "BaseException" | "BaseExceptionGroup" | "GeneratorExit" | "KeyboardInterrupt" | "SystemExit" => {
            format!(
                "it ends what runs, and `except Exception` does not catch it; to raise it, return \
             `gopylink::Error::with_type(\"{builtin}\", …)`"
            )
        }
        "Exception" | "RuntimeError" => {
            "every exception class of a library derives from it already: remove `base`".to_owned()
        }
        "EnvironmentError" | "IOError" | "WindowsError" => {
            "that is another name of \"OSError\": write this".to_owned()
        }
        "ExceptionGroup"
        | "IndentationError"
        | "SyntaxError"
        | "TabError"
        | "UnicodeDecodeError"
        | "UnicodeEncodeError"
        | "UnicodeError"
        | "UnicodeTranslateError" => {
            "it is made of more than a message; derive from \"ValueError\", or from no other".to_owned()
        }
        _ if builtin.ends_with("Warning") => {
            "a warning is shown and not raised; derive from an exception, or from no other".to_owned()
        }
        _ if usable.contains(&builtin) => format!("builtin ones have no module: write \"{builtin}\""),
        _ => match crate::names::nearest(name, usable) {
            Some(_) => suggestion(name, usable),
            None => "use a builtin one, as \"ValueError\", \"KeyError\" or \"OSError\"".to_owned(),
        },
    };
    format!("an exception class cannot derive from \"{name}\": {reason}")
}

pub(crate) fn not_an_exception(name: &str) -> String {
    format!(
        "\"{name}\" does not name an exception class: write a builtin one, as \"ValueError\", or a class with its \
         module, as \"app.Oops\""
    )
}
