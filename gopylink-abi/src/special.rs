//! What the special methods of Python's classes do with an operand that does not go with them.

/// Which operands a special method declines, in place of failing: Python then tries the other operand's method.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Declines {
    /// None: it is not an operator.
    #[default]
    Nothing,
    /// Those of a wrong type: arithmetic, and comparisons of order.
    OtherTypes,
    /// All that it cannot be: questions that have an answer for anything, as whether two things are equal.
    OtherValues,
}

impl Declines {
    /// What the method of that name declines.
    #[must_use]
    pub fn of(method: &str) -> Self {
        let Some(name) = method.strip_prefix("__").and_then(|name| name.strip_suffix("__")) else {
            return Self::Nothing;
        };
        if matches!(name, "eq" | "ne" | "contains") {
            return Self::OtherValues;
        }
        let is_operator = |name: &str| OPERATORS.contains(&name);
        let inner = name.strip_prefix(['r', 'i']).unwrap_or_default();
        if matches!(name, "lt" | "le" | "gt" | "ge") || is_operator(name) || is_operator(inner) {
            return Self::OtherTypes;
        }
        Self::Nothing
    }
}

/// Those of two operands. Each has a reflected form, and all but `divmod` one that works in place.
const OPERATORS: [&str; 14] = [
    "add", "and", "divmod", "floordiv", "lshift", "matmul", "mod", "mul", "or", "pow", "rshift", "sub",
    "truediv", "xor",
];

#[cfg(test)]
mod tests {
    use super::Declines;

    #[test]
    fn operators_are_told_from_other_methods() {
        for name in
            ["__add__", "__radd__", "__iadd__", "__rshift__", "__irshift__", "__lt__", "__or__", "__ror__"]
        {
            assert_eq!(Declines::of(name), Declines::OtherTypes, "{name}");
        }
        for name in ["__eq__", "__ne__", "__contains__"] {
            assert_eq!(Declines::of(name), Declines::OtherValues, "{name}");
        }
        for name in
            ["add", "__len__", "__iter__", "__invert__", "__index__", "__repr__", "__round__", "__int__", ""]
        {
            assert_eq!(Declines::of(name), Declines::Nothing, "{name}");
        }
    }
}
