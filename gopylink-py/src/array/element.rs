//! What the elements of a buffer are: from the format characters of Python's `struct` to Rust types.

use std::ffi::{CStr, c_int, c_long, c_ulong};
use std::mem::size_of;

use gopylink_abi::direct::element;

/// A number that Rust knows.
#[derive(Debug)]
pub(super) struct Number {
    /// The constant of [`element`].
    pub(super) kind: u32,
    /// The Rust name.
    pub(super) name: &'static str,
    /// The format, for buffers of our own.
    pub(super) format: &'static CStr,
    /// How many bytes it takes.
    pub(super) size: usize,
}

const fn number(kind: u32, name: &'static str, format: &'static CStr, size: usize) -> Number {
    Number { kind, name, format, size }
}

// NumPy names its own types of 64 bits by these characters.
const LONG: &CStr = if size_of::<c_long>() == 8 { c"l" } else { c"q" };
const UNSIGNED_LONG: &CStr = if size_of::<c_ulong>() == 8 { c"L" } else { c"Q" };

static I8: Number = number(element::I8, "i8", c"b", 1);
static I16: Number = number(element::I16, "i16", c"h", 2);
static I32: Number = number(element::I32, "i32", c"i", 4);
static I64: Number = number(element::I64, "i64", LONG, 8);
static U8: Number = number(element::U8, "u8", c"B", 1);
static U16: Number = number(element::U16, "u16", c"H", 2);
static U32: Number = number(element::U32, "u32", c"I", 4);
static U64: Number = number(element::U64, "u64", UNSIGNED_LONG, 8);
static F32: Number = number(element::F32, "f32", c"f", 4);
static F64: Number = number(element::F64, "f64", c"d", 8);

impl Number {
    const ALL: [&'static Self; 10] = [&I8, &I16, &I32, &I64, &U8, &U16, &U32, &U64, &F32, &F64];

    /// The number with that constant.
    pub(super) fn of_kind(kind: u32) -> Option<&'static Self> {
        Self::ALL.into_iter().find(|number| number.kind == kind)
    }

    /// The number that NumPy's array interface writes so on this machine.
    pub(super) fn of_type_string(text: &str) -> Option<&'static Self> {
        Self::ALL.into_iter().find(|number| number.type_string() == text)
    }

    /// The number of a format character and that size.
    fn of_code(code: u8, size: usize) -> Option<&'static Self> {
        Some(match (code, size) {
            (b'b' | b'h' | b'i' | b'l' | b'q' | b'n', 1) => &I8,
            (b'h' | b'i' | b'l' | b'q' | b'n', 2) => &I16,
            (b'i' | b'l' | b'q' | b'n', 4) => &I32,
            (b'l' | b'q' | b'n', 8) => &I64,
            (b'c' | b'B', 1) => &U8,
            (b'H' | b'I' | b'L' | b'Q' | b'N', 2) => &U16,
            (b'I' | b'L' | b'Q' | b'N', 4) => &U32,
            (b'L' | b'Q' | b'N', 8) => &U64,
            (b'f', 4) => &F32,
            (b'd', 8) => &F64,
            _ => return None,
        })
    }

    /// The number of one of NumPy's types.
    #[inline]
    pub(super) fn of_numpy(number: c_int) -> Option<&'static Self> {
        const LONGS: bool = size_of::<c_long>() == 8;
        Some(match number {
            1 => &I8,
            2 => &U8,
            3 => &I16,
            4 => &U16,
            5 => &I32,
            6 => &U32,
            7 if LONGS => &I64,
            8 if LONGS => &U64,
            9 => &I64,
            10 => &U64,
            11 => &F32,
            12 => &F64,
            _ => return None,
        })
    }

    /// The number of NumPy's type.
    #[inline]
    pub(super) fn to_numpy(&self) -> Option<c_int> {
        (1..=12).find(|&number| Self::of_numpy(number).is_some_and(|found| found.kind == self.kind))
    }

    /// How NumPy's array interface writes it: `<f8`.
    pub(super) fn type_string(&self) -> String {
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
pub(super) fn element(format: &[u8], size: usize) -> Result<&'static Number, String> {
    let (order, code) = match format {
        [order @ (b'@' | b'=' | b'<' | b'>' | b'!'), code @ ..] => (*order, code),
        code => (b'@', code),
    };
    let foreign = match order {
        _ if size == 1 => "",
        b'<' if cfg!(target_endian = "big") => "little-endian ",
        b'>' | b'!' if cfg!(target_endian = "little") => "big-endian ",
        _ => "",
    };
    let number = if let [code] = code { Number::of_code(*code, size) } else { None };
    match number {
        Some(number) if foreign.is_empty() => Ok(number),
        Some(number) => Err(format!("{foreign}{}", number.name)),
        None => Err(match words(code) {
            Some(words) => format!("{foreign}{words}"),
            None => format!("elements of the format '{}'", format.escape_ascii()),
        }),
    }
}

/// What there is beside the numbers of Rust's.
#[cold]
fn words(code: &[u8]) -> Option<&'static str> {
    Some(match code {
        b"?" => "bool",
        b"e" => "f16",
        b"g" => "long double",
        b"Zf" | b"F" => "complex f32",
        b"Zd" | b"D" => "complex f64",
        b"Zg" | b"G" => "complex long double",
        b"O" => "Python objects",
        [b'T', b'{', ..] => "records",
        _ => return None,
    })
}
