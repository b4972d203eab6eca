//! The numbers that arrays are made of.

use gopylink_abi::direct::element;

mod sealed {
    /// Only this file says which type has which constant.
    pub trait Number {
        /// The constant of [`element`](gopylink_abi::direct::element) for the type.
        const KIND: u32;
        /// How messages name it.
        const NAME: &'static str;
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
        }
        impl Element for $number {}
    )* };
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
    f32 F32;
    f64 F64;
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
