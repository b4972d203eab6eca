//! The text of errors in properties and special methods.

use super::list;
use crate::special::Wanted;

// Constructors.

pub(crate) fn private_constructor(name: &str) -> String {
    format!("`{name}` is private: make it `pub`")
}

pub(crate) fn misspelt_constructor(name: &str) -> String {
    format!(
        "did you mean `new` in place of `{name}`? Another name is the constructor with `#[gopylink(constructor)]`"
    )
}

pub(crate) fn unmarked_constructor(name: &str) -> String {
    format!(
        "write `#[gopylink(constructor)]` on `{name}`, or `#[gopylink::class(no_constructor)]` if Python makes no \
         instances by the name of the class"
    )
}

pub(crate) fn constructor_after_all(name: &str) -> String {
    format!("the class has a constructor, `{name}`: remove `no_constructor`")
}

// Properties.

pub(crate) const ACCESSOR_OUTSIDE_CLASS: &str =
    "only a class has properties: put `#[gopylink::class]` on the block in place of `#[gopylink::functions]`";
pub(crate) const GETTER_AND_SETTER: &str =
    "a getter reads the property and a setter writes it: write a function for each";
pub(crate) const ACCESSOR_CONSTRUCTOR: &str =
    "a property is of an instance, which the constructor makes: remove this";
pub(crate) const ACCESSOR_WITHOUT_RECEIVER: &str =
    "a property is of an instance: take `&self`, or `&mut self` to write it";
pub(crate) const GETTER_WITH_PARAMETERS: &str =
    "reading a property passes nothing but the instance: remove the parameters, or remove `getter`";
pub(crate) const SETTER_PARAMETERS: &str =
    "a setter takes the new value and nothing else: write `(&mut self, value: T)`";
pub(crate) const ACCESSOR_SIGNATURE: &str = "a property is not called, so it has no signature: remove this";
pub(crate) const GETTER_RETURNS_NOTHING: &str = "a getter returns the value of the property: write `-> T`";

pub(crate) fn setter_without_getter(name: &str, near: Option<&str>) -> String {
    let hint = match near {
        Some(near) => format!("did you mean `{near}`, which has one?"),
        None => format!("add a function `#[gopylink(getter)] pub fn {name}(&self) -> T`"),
    };
    format!("property `{name}` has no getter in this block: {hint}")
}

// Special methods.

pub(crate) fn unknown_special(name: &str, near: Option<&str>) -> String {
    match near {
        Some(near) => format!("`{name}` is not a special method that Python calls: did you mean `{near}`?"),
        None => format!(
            "`{name}` is not a special method that Python calls: rename it, or write `#[gopylink(name = \"{name}\")]` if \
             another package calls it"
        ),
    }
}

pub(crate) fn special_without_receiver(name: &str) -> String {
    format!("Python calls `{name}` on an instance: take `&self` or `&mut self`")
}

pub(crate) fn special_arity(name: &str, forms: &[&[&str]]) -> String {
    let forms = forms.iter().map(|form| {
        let parameters: Vec<_> = ["&self"].iter().chain(*form).copied().collect();
        format!("({})", parameters.join(", "))
    });
    let forms: Vec<_> = forms.collect();
    let forms: Vec<_> = forms.iter().map(String::as_str).collect();
    format!("Python decides what it passes to `{name}`: take {}", list(&forms))
}

pub(crate) fn special_returns_nothing(name: &str) -> String {
    format!("Python uses what `{name}` returns: write `-> T`")
}

pub(crate) fn special_result(name: &str, wanted: Wanted) -> String {
    let (value, ty) = match wanted {
        Wanted::Number | Wanted::Int => ("an `int`", "a whole number, as `usize` or `i64`"),
        Wanted::Bool => ("a `bool`", "a `bool`"),
        Wanted::Float => ("a `float`", "an `f64`"),
        Wanted::Str => ("a `str`", "a `String`"),
        Wanted::Bytes => ("`bytes`", "a `Vec<u8>`"),
        Wanted::Path => ("a `str` or `bytes`", "a `String`, or a `Vec<u8>`"),
        Wanted::Tuple => ("a `tuple`", "one"),
        Wanted::Items => {
            return format!(
                "Python iterates over what `{name}` returns: return a `Vec<T>`, or an instance of a class with `__next__`"
            );
        }
        Wanted::Iterator => {
            return format!(
                "Python iterates over what `{name}` returns: return a `Vec<T>`, an instance of a class with `__next__`, \
                 or nothing for the instance itself"
            );
        }
        Wanted::Item => {
            return format!(
                "`{name}` ends an iteration by `None`: return an `Option<T>` of what is never `None` itself; of what never \
                 ends, always `Some`"
            );
        }
        Wanted::Answer => {
            return format!(
                "Python asks `{name}` whether the exception is dealt with: return a `bool`, or nothing where it is not"
            );
        }
        Wanted::Something => return special_returns_nothing(name),
        Wanted::Nothing => {
            return format!(
                "Python has no use for what `{name}` returns: return nothing, or `Result<(), E>` if it can fail"
            );
        }
    };
    format!("Python wants {value} of `{name}`: return {ty}")
}
