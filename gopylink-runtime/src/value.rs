//! Any plain value.

mod convert;
mod literal;
mod serde;
#[cfg(test)]
mod tests;

use std::fmt;

use gopylink_abi::manifest::TypeRef;

use crate::codec::repr;
use crate::describe::Describe;

pub use literal::Literal;

/// Any plain value that crosses between Python and Rust: what Python code has without a type declared in Rust.
///
/// Take one where any argument will do, and return one where the type is only known when the function runs:
///
/// ```
/// use gopylink::Value;
///
/// fn describe(value: Value) -> String {
///     match value {
///         Value::None => "nothing".to_owned(),
///         Value::List(items) => format!("a list of {}", items.len()),
///         other => format!("{other}"),
///     }
/// }
///
/// assert_eq!(describe(Value::from(vec![Value::from(1), Value::from("two")])), "a list of 2");
/// assert_eq!(describe(Value::from(2.5)), "2.5");
/// ```
///
/// Tuples and sets stay what they are in both directions. Dicts and sets keep their order, and are equal only in the
/// same order. It displays as Python's `str()` shows the value.
///
/// Through other serde formats, such as JSON, tuples and sets are plain sequences.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub enum Value {
    /// `None`.
    #[default]
    None,
    /// `bool`.
    Bool(bool),
    /// `int`, up to [`i128::MAX`].
    Int(i128),
    /// `int` above [`i128::MAX`]; smaller ones are [`Int`](Self::Int).
    UInt(u128),
    /// `float`.
    Float(f64),
    /// `str`.
    Str(String),
    /// `bytes`.
    Bytes(Vec<u8>),
    /// `list`.
    List(Vec<Value>),
    /// `tuple`.
    Tuple(Vec<Value>),
    /// `set`.
    Set(Vec<Value>),
    /// `dict`.
    Dict(Vec<(Value, Value)>),
}

impl Describe for Value {
    fn describe() -> TypeRef {
        TypeRef::Any
    }
}

impl Value {
    /// Whether the value is `None`.
    ///
    /// ```
    /// use gopylink::Value;
    ///
    /// assert!(Value::default().is_none());
    /// assert!(!Value::from(0).is_none());
    /// ```
    #[must_use]
    pub fn is_none(&self) -> bool {
        matches!(self, Self::None)
    }

    /// The value as a `bool`, if it is one.
    ///
    /// ```
    /// use gopylink::Value;
    ///
    /// assert_eq!(Value::from(true).as_bool(), Some(true));
    /// assert_eq!(Value::from(1).as_bool(), None);
    /// ```
    #[must_use]
    pub fn as_bool(&self) -> Option<bool> {
        match self {
            Self::Bool(value) => Some(*value),
            _ => None,
        }
    }

    /// The value as an `i64`, if it is an int in range.
    ///
    /// ```
    /// use gopylink::Value;
    ///
    /// assert_eq!(Value::from(-3).as_i64(), Some(-3));
    /// assert_eq!(Value::from(u64::MAX).as_i64(), None);
    /// ```
    #[must_use]
    pub fn as_i64(&self) -> Option<i64> {
        match self {
            Self::Int(value) => i64::try_from(*value).ok(),
            _ => None,
        }
    }

    /// The value as a `u64`, if it is an int in range.
    ///
    /// ```
    /// use gopylink::Value;
    ///
    /// assert_eq!(Value::from(u64::MAX).as_u64(), Some(u64::MAX));
    /// assert_eq!(Value::from(-3).as_u64(), None);
    /// ```
    #[must_use]
    pub fn as_u64(&self) -> Option<u64> {
        match self {
            Self::Int(value) => u64::try_from(*value).ok(),
            _ => None,
        }
    }

    /// The value as an `f64`, if it is a float or an int; an int is rounded to the nearest float.
    ///
    /// ```
    /// use gopylink::Value;
    ///
    /// assert_eq!(Value::from(2.5).as_f64(), Some(2.5));
    /// assert_eq!(Value::from(2).as_f64(), Some(2.0));
    /// assert_eq!(Value::from("2").as_f64(), None);
    /// ```
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "documented")]
    pub fn as_f64(&self) -> Option<f64> {
        match self {
            Self::Int(value) => Some(*value as f64),
            Self::UInt(value) => Some(*value as f64),
            Self::Float(value) => Some(*value),
            _ => None,
        }
    }

    /// The text, if the value is a `str`.
    ///
    /// ```
    /// use gopylink::Value;
    ///
    /// assert_eq!(Value::from("a").as_str(), Some("a"));
    /// assert_eq!(Value::from(b"a".to_vec()).as_str(), None);
    /// ```
    #[must_use]
    pub fn as_str(&self) -> Option<&str> {
        match self {
            Self::Str(text) => Some(text),
            _ => None,
        }
    }

    /// The bytes, if the value is `bytes`.
    ///
    /// ```
    /// use gopylink::Value;
    ///
    /// assert_eq!(Value::from(vec![1_u8, 2]).as_bytes(), Some(&[1, 2][..]));
    /// ```
    #[must_use]
    pub fn as_bytes(&self) -> Option<&[u8]> {
        match self {
            Self::Bytes(bytes) => Some(bytes),
            _ => None,
        }
    }

    /// The elements, if the value is a list or a tuple.
    ///
    /// ```
    /// use gopylink::Value;
    ///
    /// let pair = Value::Tuple(vec![Value::from(1), Value::from(2)]);
    /// assert_eq!(pair.as_list().map(<[Value]>::len), Some(2));
    /// ```
    #[must_use]
    pub fn as_list(&self) -> Option<&[Value]> {
        match self {
            Self::List(elements) | Self::Tuple(elements) => Some(elements),
            _ => None,
        }
    }

    /// The value under a key that is text, if this is a dict that has it.
    ///
    /// ```
    /// use gopylink::Value;
    ///
    /// let point = Value::Dict(vec![(Value::from("x"), Value::from(1))]);
    /// assert_eq!(point.get("x").and_then(Value::as_i64), Some(1));
    /// assert_eq!(point.get("y"), None);
    /// ```
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Value> {
        match self {
            Self::Dict(entries) => {
                entries.iter().find(|(name, _)| name.as_str() == Some(key)).map(|(_, value)| value)
            }
            _ => None,
        }
    }

    /// The value as Python's `repr` shows it.
    pub(crate) fn repr(&self) -> String {
        Repr(self).to_string()
    }
}

/// Displays the value as Python's `str()` does.
///
/// ```
/// use gopylink::Value;
///
/// assert_eq!(Value::from("it's").to_string(), "it's");
/// assert_eq!(Value::from(vec![Value::from("it's"), Value::None]).to_string(), r#"["it's", None]"#);
/// assert_eq!(Value::Tuple(vec![Value::from(1)]).to_string(), "(1,)");
/// ```
impl fmt::Display for Value {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Str(text) => formatter.write_str(text),
            other => Repr(other).fmt(formatter),
        }
    }
}

/// Displays a value as Python's `repr()` does.
struct Repr<'a>(&'a Value);

impl fmt::Display for Repr<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Value::None => formatter.write_str("None"),
            Value::Bool(true) => formatter.write_str("True"),
            Value::Bool(false) => formatter.write_str("False"),
            Value::Int(value) => write!(formatter, "{value}"),
            Value::UInt(value) => write!(formatter, "{value}"),
            Value::Float(value) => repr::Float(*value).fmt(formatter),
            Value::Str(text) => repr::Text(text).fmt(formatter),
            Value::Bytes(bytes) => repr::Bytes(bytes).fmt(formatter),
            Value::List(elements) => separated(formatter, "[", elements, "]"),
            Value::Tuple(elements) if elements.len() == 1 => separated(formatter, "(", elements, ",)"),
            Value::Tuple(elements) => separated(formatter, "(", elements, ")"),
            Value::Set(elements) if elements.is_empty() => formatter.write_str("set()"),
            Value::Set(elements) => separated(formatter, "{", elements, "}"),
            Value::Dict(entries) => {
                formatter.write_str("{")?;
                for (index, (key, value)) in entries.iter().enumerate() {
                    let comma = if index > 0 { ", " } else { "" };
                    write!(formatter, "{comma}{}: {}", Repr(key), Repr(value))?;
                }
                formatter.write_str("}")
            }
        }
    }
}

fn separated(formatter: &mut fmt::Formatter<'_>, open: &str, elements: &[Value], close: &str) -> fmt::Result {
    formatter.write_str(open)?;
    for (index, element) in elements.iter().enumerate() {
        let comma = if index > 0 { ", " } else { "" };
        write!(formatter, "{comma}{}", Repr(element))?;
    }
    formatter.write_str(close)
}
