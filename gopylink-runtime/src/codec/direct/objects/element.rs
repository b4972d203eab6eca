//! The Rust numbers that the host copies from and to slices.

use gopylink_abi::direct::element;

mod sealed {
    /// Only this file says which type has which constant.
    pub(crate) trait Sealed {}
}

/// A number that the host knows how to copy: any bits are a value of it.
pub(crate) trait Element: sealed::Sealed + Copy + 'static {
    /// The constant of [`element`] for the type.
    const KIND: u32;
}

macro_rules! elements {
    ($($number:ident $kind:ident;)*) => { $(
        impl sealed::Sealed for $number {}
        impl Element for $number {
            const KIND: u32 = element::$kind;
        }
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
