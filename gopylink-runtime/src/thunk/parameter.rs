//! How an argument becomes what a parameter wants.
//!
//! Serde makes every type but references to slices of numbers, which it does not know. Whether a parameter is one is for
//! the compiler to say, since aliases hide it: the inherent function applies to those and wins over the trait's for any
//! type. What it says is what takes the argument, by a function that names the type, so that errors underline it.

use std::marker::PhantomData;

use super::Call;
use super::plain::FromPython;
use crate::array::{Slice, SliceMut};
use crate::element::Element;
use crate::error::Result;

/// What generated code takes an argument by.
#[derive(Debug)]
pub struct Argument<'call, T>(PhantomData<(&'call (), T)>);

impl<'call, T: Numbers<'call>> Argument<'call, T> {
    /// The next argument is an array.
    #[inline]
    pub fn of<'a>(call: &'a mut Call<'call>) -> ArrayArgument<'a, 'call> {
        ArrayArgument(call)
    }
}

/// For parameters of all other types.
pub trait AnyArgument<'call>: Sized {
    /// The next argument is one that serde decodes.
    #[inline(always)]
    fn of<'a>(call: &'a mut Call<'call>) -> PlainArgument<'a, 'call> {
        PlainArgument(call)
    }
}

impl<'call, T> AnyArgument<'call> for Argument<'call, T> {}

/// The next argument, an array.
pub struct ArrayArgument<'a, 'call>(&'a mut Call<'call>);

impl<'call> ArrayArgument<'_, 'call> {
    /// The array.
    ///
    /// # Errors
    ///
    /// It is none, or not the one that is wanted.
    #[inline]
    pub fn take<T: Numbers<'call>>(self) -> Result<T> {
        T::take_array(self.0)
    }
}

/// The next argument, to be decoded.
pub struct PlainArgument<'a, 'call>(&'a mut Call<'call>);

impl<'call> PlainArgument<'_, 'call> {
    /// The value.
    ///
    /// # Errors
    ///
    /// It is not a `T`.
    #[inline(always)]
    pub fn take<T: FromPython<'call>>(self) -> Result<T> {
        self.0.argument()
    }
}

/// A reference to a slice of numbers, or an `Option` of one.
pub trait Numbers<'call>: Sized {
    /// The next argument.
    ///
    /// # Errors
    ///
    /// It is not such an array.
    fn take_array(call: &mut Call<'call>) -> Result<Self>;
}

impl<'call, T: Element> Numbers<'call> for &'call [T] {
    #[inline]
    fn take_array(call: &mut Call<'call>) -> Result<Self> {
        call.argument().map(|Slice(elements)| elements)
    }
}

impl<'call, T: Element> Numbers<'call> for &'call mut [T] {
    #[inline]
    fn take_array(call: &mut Call<'call>) -> Result<Self> {
        call.argument().map(|SliceMut(elements)| elements)
    }
}

impl<'call, T: Element> Numbers<'call> for Option<&'call [T]> {
    #[inline]
    fn take_array(call: &mut Call<'call>) -> Result<Self> {
        let argument = call.argument::<Option<Slice<'call, T>>>()?;
        Ok(argument.map(|Slice(elements)| elements))
    }
}

impl<'call, T: Element> Numbers<'call> for Option<&'call mut [T]> {
    #[inline]
    fn take_array(call: &mut Call<'call>) -> Result<Self> {
        let argument = call.argument::<Option<SliceMut<'call, T>>>()?;
        Ok(argument.map(|SliceMut(elements)| elements))
    }
}
