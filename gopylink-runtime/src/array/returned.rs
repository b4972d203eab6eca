//! Results that the option `array` has returned as arrays.

use std::marker::PhantomData;

use gopylink_abi::manifest::TypeRef;

use serde::Serialize;

use super::Array;
use crate::describe::{AnyType, Describe};
use crate::element::Element;

/// What a function marked with `#[gopylink(array)]` may return, alone or in a `Result`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be returned as an array",
    label = "not a `Vec` of numbers",
    note = "the option `array` is for functions that return a `Vec`, a boxed slice, or an `Option` of one, of i8, i16, \
            i32, i64, u8, u16, u32, u64, isize, usize, f32 or f64"
)]
pub trait IntoArray {
    /// The array, or whatever holds it.
    type Array: Describe + Serialize;

    /// Makes an array of the memory. Nothing is copied.
    fn into_array(self) -> Self::Array;
}

impl<T: Element> IntoArray for Vec<T> {
    type Array = Array<T>;

    fn into_array(self) -> Array<T> {
        self.into()
    }
}

impl<T: Element> IntoArray for Box<[T]> {
    type Array = Array<T>;

    fn into_array(self) -> Array<T> {
        self.into_vec().into()
    }
}

impl<A: IntoArray> IntoArray for Option<A> {
    type Array = Option<A::Array>;

    fn into_array(self) -> Self::Array {
        self.map(A::into_array)
    }
}

impl<T: Element> IntoArray for Array<T> {
    type Array = Self;

    fn into_array(self) -> Self {
        self
    }
}

/// What generated code asks for the description of a type returned as an array, as
/// [`Returns`](crate::describe::Returns).
#[derive(Debug)]
pub struct ReturnsArray<R: ?Sized>(PhantomData<R>);

impl<T: IntoArray> ReturnsArray<T> {
    /// The array's own description.
    #[must_use]
    pub fn type_ref() -> TypeRef {
        T::Array::describe()
    }
}

impl<T: IntoArray, E> ReturnsArray<Result<T, E>> {
    /// The description of what succeeds; what fails is raised.
    #[must_use]
    pub fn type_ref() -> TypeRef {
        T::Array::describe()
    }
}

impl<T: ?Sized> AnyType for ReturnsArray<T> {}
