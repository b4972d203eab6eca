//! The numbers that arrays are made of.

use gopylink_abi::direct::element;

mod sealed {
    /// Only this file says which type has which constant.
    pub trait Number: serde::de::DeserializeOwned {
        /// The constant of [`element`](gopylink_abi::direct::element) for the type.
        const KIND: u32;
        /// How messages name it.
        const NAME: &'static str;

        /// What an int of a list becomes, if the type has it.
        fn of_int(value: i128) -> Option<Self>;

        /// What a float of a list becomes, if the type has it.
        fn of_float(value: f64) -> Option<Self>;
    }
}

/// The type of the elements of an array: `i8` to `i64`, `u8` to `u64`, `isize`, `usize`, `f32` or `f64`.
///
/// What [`ArrayView`](crate::ArrayView), [`ArrayViewMut`](crate::ArrayViewMut) and [`Array`](crate::Array) hold. It is
/// implemented for these types and no others: any bits are a value of them, and NumPy and the module `array` have the
/// same ones.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be the type of an array's elements",
    label = "not a number that arrays hold",
    note = "arrays hold i8, i16, i32, i64, u8, u16, u32, u64, isize, usize, f32 or f64; take anything else as a `Vec`"
)]
pub trait Element: sealed::Number + Copy + Send + Sync + 'static {}

macro_rules! elements {
    ($($number:ident $kind:ident;)*) => { $(
        impl sealed::Number for $number {
            const KIND: u32 = element::$kind;
            const NAME: &'static str = stringify!($number);

            #[inline]
            fn of_int(value: i128) -> Option<Self> {
                value.try_into().ok()
            }

            #[inline]
            fn of_float(_: f64) -> Option<Self> {
                None
            }
        }
        impl Element for $number {}
    )* };
}

macro_rules! floats {
    ($($number:ident $kind:ident;)*) => { $(
        impl sealed::Number for $number {
            const KIND: u32 = element::$kind;
            const NAME: &'static str = stringify!($number);

            #[inline]
            #[expect(clippy::cast_precision_loss, reason = "rounding to the nearest float is what is asked for")]
            fn of_int(value: i128) -> Option<Self> {
                Self::of_float(value as f64)
            }

            #[inline]
            #[allow(clippy::cast_possible_truncation, reason = "precision is the type's")]
            fn of_float(value: f64) -> Option<Self> {
                let number = value as Self;
                (number.is_finite() || !value.is_finite()).then_some(number)
            }
        }
        impl Element for $number {}
    )* };
}

floats! {
    f32 F32;
    f64 F64;
}

elements! {
    i8 I8;
    i16 I16;
    i32 I32;
    i64 I64;
    u8 U8;
    u16 U16;
    u32 U32;
    u64 U64;
}

#[cfg(target_pointer_width = "64")]
mod of_pointer_width {
    use super::{Element, element, sealed};

    elements! {
        isize I64;
        usize U64;
    }
}

#[cfg(target_pointer_width = "32")]
mod of_pointer_width {
    use super::{Element, element, sealed};

    elements! {
        isize I32;
        usize U32;
    }
}

/// The types of elements: the constant, the name and the size.
const TYPES: [(u32, &str, usize); 10] = [
    (element::I8, "i8", 1),
    (element::I16, "i16", 2),
    (element::I32, "i32", 4),
    (element::I64, "i64", 8),
    (element::U8, "u8", 1),
    (element::U16, "u16", 2),
    (element::U32, "u32", 4),
    (element::U64, "u64", 8),
    (element::F32, "f32", 4),
    (element::F64, "f64", 8),
];

/// The name of the type with that constant.
pub(crate) fn name(kind: u32) -> Option<&'static str> {
    TYPES.into_iter().find(|(number, ..)| *number == kind).map(|(_, name, _)| name)
}

/// The size of the type with that constant.
pub(crate) fn size(kind: u32) -> Option<usize> {
    TYPES.into_iter().find(|(number, ..)| *number == kind).map(|(.., size)| size)
}

/// A number as msgpack and Python have it.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Number {
    /// Not below zero.
    Unsigned(u64),
    /// Below zero, or as small as to fit.
    Signed(i64),
    /// With a point.
    Float(f64),
}

/// The constant of the type with that name.
pub(crate) fn named(name: &str) -> Option<u32> {
    let name = match name {
        "isize" if size_of::<isize>() == 8 => "i64",
        "usize" if size_of::<usize>() == 8 => "u64",
        "isize" => "i32",
        "usize" => "u32",
        name => name,
    };
    TYPES.into_iter().find(|(_, known, _)| *known == name).map(|(number, ..)| number)
}

/// Reads the number that the bytes of an element of that type are.
pub(crate) fn read(kind: u32, bytes: &[u8]) -> Option<Number> {
    Some(match kind {
        element::I8 => Number::Signed(i8::from_ne_bytes(bytes.try_into().ok()?).into()),
        element::I16 => Number::Signed(i16::from_ne_bytes(bytes.try_into().ok()?).into()),
        element::I32 => Number::Signed(i32::from_ne_bytes(bytes.try_into().ok()?).into()),
        element::I64 => Number::Signed(i64::from_ne_bytes(bytes.try_into().ok()?)),
        element::U8 => Number::Unsigned(u8::from_ne_bytes(bytes.try_into().ok()?).into()),
        element::U16 => Number::Unsigned(u16::from_ne_bytes(bytes.try_into().ok()?).into()),
        element::U32 => Number::Unsigned(u32::from_ne_bytes(bytes.try_into().ok()?).into()),
        element::U64 => Number::Unsigned(u64::from_ne_bytes(bytes.try_into().ok()?)),
        element::F32 => Number::Float(f32::from_ne_bytes(bytes.try_into().ok()?).into()),
        element::F64 => Number::Float(f64::from_ne_bytes(bytes.try_into().ok()?)),
        _ => return None,
    })
}

/// Appends a number as an element of that type; whether the type has it.
#[expect(clippy::cast_possible_truncation, clippy::cast_precision_loss, reason = "precision is the type's")]
pub(crate) fn append(kind: u32, number: Number, output: &mut Vec<u8>) -> bool {
    let float = match number {
        Number::Unsigned(value) => value as f64,
        Number::Signed(value) => value as f64,
        Number::Float(value) => value,
    };
    macro_rules! whole {
        ($type:ty) => {{
            let value = match number {
                Number::Unsigned(value) => <$type>::try_from(value).ok(),
                Number::Signed(value) => <$type>::try_from(value).ok(),
                Number::Float(_) => None,
            };
            let Some(value) = value else { return false };
            output.extend(value.to_ne_bytes());
        }};
    }
    match kind {
        element::I8 => whole!(i8),
        element::I16 => whole!(i16),
        element::I32 => whole!(i32),
        element::I64 => whole!(i64),
        element::U8 => whole!(u8),
        element::U16 => whole!(u16),
        element::U32 => whole!(u32),
        element::U64 => whole!(u64),
        element::F32 if float.is_finite() && !(float as f32).is_finite() => return false,
        element::F32 => output.extend((float as f32).to_ne_bytes()),
        element::F64 => output.extend(float.to_ne_bytes()),
        _ => return false,
    }
    true
}
