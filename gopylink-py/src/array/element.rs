//! What the elements of a buffer are: from the format characters of Python's `struct` to Rust types.

use std::mem::size_of;

use gopylink_abi::direct::element;

/// The numbers that Rust knows: the constant, the Rust name, the format, and the size.
const NUMBERS: [(u32, &str, &std::ffi::CStr, usize); 10] = [
    (element::I8, "i8", c"b", 1),
    (element::I16, "i16", c"h", 2),
    (element::I32, "i32", c"i", 4),
    // NumPy names the type by this character as it does its own of 64 bits.
    (element::I64, "i64", if size_of::<std::ffi::c_long>() == 8 { c"l" } else { c"q" }, 8),
    (element::U8, "u8", c"B", 1),
    (element::U16, "u16", c"H", 2),
    (element::U32, "u32", c"I", 4),
    (element::U64, "u64", if size_of::<std::ffi::c_ulong>() == 8 { c"L" } else { c"Q" }, 8),
    (element::F32, "f32", c"f", 4),
    (element::F64, "f64", c"d", 8),
];

/// A number that Rust knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Number {
    /// The constant of [`element`].
    pub(super) kind: u32,
    /// The Rust name.
    pub(super) name: &'static str,
    /// The format, for buffers of our own.
    pub(super) format: &'static std::ffi::CStr,
    /// How many bytes it takes.
    pub(super) size: usize,
}

impl Number {
    /// The number with that constant.
    pub(super) fn of_kind(kind: u32) -> Option<Self> {
        Self::find(|number| number.kind == kind)
    }

    fn named(name: &str) -> Option<Self> {
        Self::find(|number| number.name == name)
    }

    fn find(is_it: impl Fn(&Self) -> bool) -> Option<Self> {
        NUMBERS.into_iter().map(|(kind, name, format, size)| Self { kind, name, format, size }).find(is_it)
    }

    /// How NumPy's array interface writes it: `<f8`.
    pub(super) fn type_string(self) -> String {
        let order = match self.size {
            1 => '|',
            _ if cfg!(target_endian = "big") => '>',
            _ => '<',
        };
        // The first letters of the Rust names are NumPy's.
        format!("{order}{}{}", &self.name[..1], self.size)
    }
}

/// What the elements of a buffer with that format and size are; or words for it, if they are no numbers of Rust's.
pub(super) fn element(format: &[u8], size: usize) -> Result<Number, String> {
    let (order, code) = match format {
        [order @ (b'@' | b'=' | b'<' | b'>' | b'!'), code @ ..] => (*order, code),
        code => (b'@', code),
    };
    let foreign = match order {
        b'<' if cfg!(target_endian = "big") => "little-endian ",
        b'>' | b'!' if cfg!(target_endian = "little") => "big-endian ",
        _ => "",
    };
    let bits = size.saturating_mul(8);
    let name = match code {
        b"b" | b"h" | b"i" | b"l" | b"q" | b"n" => format!("i{bits}"),
        b"c" | b"B" | b"H" | b"I" | b"L" | b"Q" | b"N" => format!("u{bits}"),
        b"e" | b"f" | b"d" => format!("f{bits}"),
        b"?" => "bool".to_owned(),
        b"g" => "long double".to_owned(),
        b"Zf" | b"F" => "complex f32".to_owned(),
        b"Zd" | b"D" => "complex f64".to_owned(),
        b"Zg" | b"G" => "complex long double".to_owned(),
        b"O" => "Python objects".to_owned(),
        [b'T', b'{', ..] => "records".to_owned(),
        _ => return Err(format!("elements of the format '{}'", format.escape_ascii())),
    };
    match Number::named(&name).filter(|number| number.size == size) {
        Some(number) if foreign.is_empty() || size == 1 => Ok(number),
        _ => Err(format!("{foreign}{name}")),
    }
}
