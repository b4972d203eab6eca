//! The special methods of Python's classes: their names, and what Python calls them with.

/// A special method.
pub(crate) struct Special {
    /// Its name.
    pub(crate) name: &'static str,
    /// What its parameters are called, besides the receiver, in each form that it may have. None takes whatever its
    /// signature says.
    pub(crate) forms: &'static [&'static [&'static str]],
    /// Whether what it returns is used, and is not the instance where nothing is.
    pub(crate) returns: bool,
}

/// What Python does with what a special method returns, where it takes only some of it.
#[derive(Clone, Copy)]
pub(crate) enum Wanted {
    /// A number that stands for something: a `bool` is one.
    Number,
    /// A number.
    Int,
    Bool,
    Float,
    Str,
    Bytes,
    Path,
    Tuple,
    /// What can be iterated over.
    Items,
    /// The same, or nothing for the instance itself.
    Iterator,
    /// An item, or nothing where there is none left. What can fail may end otherwise.
    Item,
    /// Whether to go on as if nothing had been raised.
    Answer,
    /// Anything but nothing.
    Something,
    Nothing,
}

impl Wanted {
    /// What the method of that name may return; none where that is anything.
    pub(crate) fn of(special: &Special) -> Option<Self> {
        Some(match special.name {
            "__len__" | "__length_hint__" | "__hash__" | "__sizeof__" => Self::Number,
            "__int__" | "__index__" => Self::Int,
            "__bool__" => Self::Bool,
            "__float__" => Self::Float,
            "__repr__" | "__str__" | "__format__" => Self::Str,
            "__bytes__" => Self::Bytes,
            "__fspath__" => Self::Path,
            "__getnewargs__" | "__getnewargs_ex__" => Self::Tuple,
            "__dir__" | "__reversed__" => Self::Items,
            "__iter__" => Self::Iterator,
            "__next__" => Self::Item,
            "__exit__" => Self::Answer,
            "__setitem__" | "__delitem__" | "__setattr__" | "__delattr__" | "__setstate__" => Self::Nothing,
            _ if special.returns => Self::Something,
            _ => return None,
        })
    }

    /// The kinds that it may be, in the runtime's words; none where it may be any but some.
    pub(crate) fn kinds(self) -> Option<&'static [&'static str]> {
        Some(match self {
            Self::Number => &["Int", "Bool"],
            Self::Int => &["Int"],
            Self::Bool => &["Bool"],
            Self::Float => &["Float"],
            Self::Str => &["Str"],
            Self::Bytes => &["Bytes"],
            Self::Path => &["Str", "Bytes"],
            Self::Tuple => &["Tuple"],
            Self::Items => &["Str", "Bytes", "Tuple", "Collection", "Object"],
            Self::Iterator => &["Str", "Bytes", "Tuple", "Collection", "Object", "None"],
            Self::Item => &["Optional"],
            Self::Answer => &["Bool", "None", "Optional"],
            Self::Nothing => &["None"],
            Self::Something => return None,
        })
    }
}

/// Whether a name is one that Python keeps for special methods.
pub(crate) fn is_special(name: &str) -> bool {
    name.len() > 4 && name.starts_with("__") && name.ends_with("__")
}

/// The special method of that name.
pub(crate) fn special(name: &str) -> Option<Special> {
    let with = |forms, returns| {
        let all = ALONE.iter().chain(SELF_BY_DEFAULT).chain(OPERATORS).chain(IN_PLACE).chain(OTHERS);
        let name = { all }.find(|known| **known == name)?;
        Some(Special { name, forms, returns })
    };
    match name {
        "__setitem__" => with(&[&["key", "value"]], false),
        "__delitem__" => with(&[&["key"]], false),
        "__getitem__" | "__missing__" => with(&[&["key"]], true),
        "__contains__" => with(&[&["item"]], true),
        "__pow__" | "__rpow__" => with(&[&["other"], &["other", "modulo"]], true),
        "__exit__" => with(&[&[], &["exception", "message", "traceback"]], false),
        "__call__" => with(&[], false),
        "__round__" => with(&[&[], &["digits"]], true),
        "__format__" => with(&[&["format"]], true),
        "__deepcopy__" => with(&[&["memo"]], true),
        "__reduce_ex__" => with(&[&["protocol"]], true),
        "__setstate__" => with(&[&["state"]], false),
        "__setattr__" => with(&[&["name", "value"]], false),
        "__delattr__" => with(&[&["name"]], false),
        _ if SELF_BY_DEFAULT.contains(&name) => with(&[&[]], false),
        _ if IN_PLACE.contains(&name) => with(&[&["other"]], false),
        _ if OPERATORS.contains(&name) => with(&[&["other"]], true),
        _ => with(&[&[]], true),
    }
}

/// The names of all.
pub(crate) fn names() -> Vec<&'static str> {
    [ALONE, SELF_BY_DEFAULT, OPERATORS, IN_PLACE, OTHERS].concat()
}

/// Those without operands.
const ALONE: &[&str] = &[
    "__abs__",
    "__bool__",
    "__bytes__",
    "__ceil__",
    "__copy__",
    "__dir__",
    "__float__",
    "__floor__",
    "__fspath__",
    "__getnewargs__",
    "__getnewargs_ex__",
    "__getstate__",
    "__hash__",
    "__index__",
    "__int__",
    "__invert__",
    "__len__",
    "__length_hint__",
    "__neg__",
    "__next__",
    "__pos__",
    "__reduce__",
    "__repr__",
    "__reversed__",
    "__sizeof__",
    "__str__",
    "__trunc__",
];

/// Those that give the instance itself where they return nothing.
const SELF_BY_DEFAULT: &[&str] = &["__enter__", "__iter__"];

/// Operators and comparisons.
const OPERATORS: &[&str] = &[
    "__add__",
    "__and__",
    "__divmod__",
    "__eq__",
    "__floordiv__",
    "__ge__",
    "__gt__",
    "__le__",
    "__lshift__",
    "__lt__",
    "__matmul__",
    "__mod__",
    "__mul__",
    "__ne__",
    "__or__",
    "__pow__",
    "__radd__",
    "__rand__",
    "__rdivmod__",
    "__rfloordiv__",
    "__rlshift__",
    "__rmatmul__",
    "__rmod__",
    "__rmul__",
    "__ror__",
    "__rpow__",
    "__rrshift__",
    "__rshift__",
    "__rsub__",
    "__rtruediv__",
    "__rxor__",
    "__sub__",
    "__truediv__",
    "__xor__",
];

/// Operators that change the instance.
const IN_PLACE: &[&str] = &[
    "__iadd__",
    "__iand__",
    "__ifloordiv__",
    "__ilshift__",
    "__imatmul__",
    "__imod__",
    "__imul__",
    "__ior__",
    "__ipow__",
    "__irshift__",
    "__isub__",
    "__itruediv__",
    "__ixor__",
];

/// Those with parameters of their own.
const OTHERS: &[&str] = &[
    "__call__",
    "__contains__",
    "__deepcopy__",
    "__delattr__",
    "__delitem__",
    "__exit__",
    "__format__",
    "__getitem__",
    "__missing__",
    "__reduce_ex__",
    "__round__",
    "__setattr__",
    "__setitem__",
    "__setstate__",
];
