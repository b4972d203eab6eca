//! The words for types in messages: serde's descriptions, said as Python users say them.

use serde::de::{Expected, Unexpected};

use super::repr;

const INTEGERS: [&str; 12] =
    ["i8", "i16", "i32", "i64", "i128", "isize", "u8", "u16", "u32", "u64", "u128", "usize"];

/// Whether this is the name of a Rust number type.
pub(super) fn is_number(name: &str) -> bool {
    INTEGERS.contains(&name) || matches!(name, "f32" | "f64")
}

/// What a visitor wants. Text that is nobody's convention stays as it is.
pub(super) fn expected(expected: &dyn Expected) -> String {
    let text = expected.to_string();
    if INTEGERS.contains(&text.as_str()) {
        return format!("int ({text})");
    }
    let word = match text.as_str() {
        "f32" | "f64" => return format!("float ({text})"),
        "a boolean" | "boolean" => "bool",
        "a string" | "a borrowed string" | "string" | "field identifier" | "variant identifier" => "str",
        "a character" => "str of one character",
        "a borrowed byte array" | "byte array" | "bytes" => "bytes",
        "a sequence" => "list",
        "an empty array" => "list of length 0",
        "a map" => "dict",
        "unit" => "None",
        "option" => "a value or None",
        _ => return compound(&text),
    };
    word.to_owned()
}

/// The descriptions with a name or number in them.
fn compound(text: &str) -> String {
    let after = |prefix| text.strip_prefix(prefix);
    if let Some(length) = after("a tuple of size ") {
        format!("tuple of length {length}")
    } else if let Some(length) = after("an array of length ") {
        format!("list of length {length}")
    } else if let Some((_, length)) =
        text.strip_suffix(" elements").and_then(|text| text.rsplit_once(" with "))
    {
        format!("tuple of length {length}")
    } else if text.starts_with("tuple ") && text.ends_with(" with 1 element") {
        "tuple of length 1".to_owned()
    } else if let Some(name) = after("struct ").or_else(|| after("struct variant ")) {
        format!("dict ({name})")
    } else if let Some(name) = after("tuple struct ").or_else(|| after("tuple variant ")) {
        format!("tuple ({name})")
    } else if after("unit struct ").or_else(|| after("unit variant ")).is_some() {
        "None".to_owned()
    } else if let Some(name) = after("enum ") {
        format!("str or dict ({name})")
    } else {
        text.to_owned()
    }
}

/// The type of what was found.
pub(super) fn found(found: &Unexpected<'_>) -> String {
    let word = match found {
        Unexpected::Bool(_) => "bool",
        Unexpected::Unsigned(_) | Unexpected::Signed(_) => "int",
        Unexpected::Float(_) => "float",
        Unexpected::Char(_) | Unexpected::Str(_) => "str",
        Unexpected::Bytes(_) => "bytes",
        Unexpected::Unit | Unexpected::Option => "None",
        Unexpected::Seq => "list",
        Unexpected::Map => "dict",
        Unexpected::UnitVariant => "str",
        Unexpected::Enum
        | Unexpected::NewtypeStruct
        | Unexpected::NewtypeVariant
        | Unexpected::TupleVariant
        | Unexpected::StructVariant => "dict",
        // How serde names integers of 128 bits to a visitor that takes none.
        Unexpected::Other(text) if text.starts_with("integer `") => "int",
        Unexpected::Other(text) => text,
    };
    word.to_owned()
}

/// What was found, as Python's `repr` shows it.
pub(super) fn value(value: &Unexpected<'_>) -> String {
    match value {
        Unexpected::Bool(true) => "True".to_owned(),
        Unexpected::Bool(false) => "False".to_owned(),
        Unexpected::Unsigned(number) => number.to_string(),
        Unexpected::Signed(number) => number.to_string(),
        Unexpected::Float(number) => repr::Float(*number).to_string(),
        Unexpected::Char(character) => repr::Text(character.encode_utf8(&mut [0; 4])).to_string(),
        Unexpected::Str(text) => repr::Text(text).to_string(),
        Unexpected::Bytes(bytes) => repr::Bytes(bytes).to_string(),
        other => found(other),
    }
}

/// `unknown key 'z', expected 'x' or 'y'`.
pub(super) fn unknown(what: &str, name: &str, expected: &[&str]) -> String {
    let name = repr::Text(name);
    let quoted: Vec<String> = expected.iter().map(|name| repr::Text(name).to_string()).collect();
    match quoted.split_last() {
        None => format!("unknown {what} {name}, expected none"),
        Some((last, [])) => format!("unknown {what} {name}, expected {last}"),
        Some((last, rest)) => format!("unknown {what} {name}, expected {} or {last}", rest.join(", ")),
    }
}
