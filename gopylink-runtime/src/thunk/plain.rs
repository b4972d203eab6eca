//! Types that cross as plain data, in words that their authors can do something with.

use serde::{Deserialize, Serialize};

/// What a parameter can be: all that serde deserializes.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be an argument: Python's values cannot become it",
    label = "it is, or holds, a type that is not plain data",
    note = "where a struct or enum is plain data, write `#[gopylink::record]` on it",
    note = "where it is a class, borrow the instance: take `&T` or `&mut T`, alone or in an `Option` or a `Vec`",
    note = "for a type of another crate, look whether that crate has a feature `serde`",
    note = "for any value that Python passes, take `gopylink::Value`",
    note = "arrays hold i8, i16, i32, i64, u8, u16, u32, u64, isize, usize, f32 or f64; take anything else as a `Vec`",
    note = "for an array of the crate `ndarray`, take `gopylink::ArrayView` or `ArrayViewMut` and use its `into_ndarray()`"
)]
pub trait FromPython<'call>: Deserialize<'call> {}

#[diagnostic::do_not_recommend]
impl<'call, T: Deserialize<'call>> FromPython<'call> for T {}

/// What an export can return: all that serde serializes.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be returned to Python: it cannot become one of Python's values",
    label = "it is, or holds, a type that is not plain data",
    note = "where a struct or enum is plain data, write `#[gopylink::record]` on it",
    note = "where it is a class, return new instances: `T`, alone or in an `Option` or a `Vec`",
    note = "for a type of another crate, look whether that crate has a feature `serde`",
    note = "to return an array of the crate `ndarray`, write `#[gopylink(array)]` on the function"
)]
pub trait ToPython: Serialize {}

#[diagnostic::do_not_recommend]
impl<T: Serialize + ?Sized> ToPython for T {}
