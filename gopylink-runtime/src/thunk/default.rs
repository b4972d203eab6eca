//! How what a signature gives as a default becomes a value of the parameter's type.
//!
//! A default is an expression of that type. Two kinds are more convenient: for an `Option`, what it holds may be given as
//! it is, and for text of any type, a literal. Whether a parameter is an `Option` is for the compiler to say, since
//! aliases hide it: the inherent functions apply to those and win over the trait's for any type.

use std::borrow::Cow;
use std::marker::PhantomData;
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::sync::Arc;

use crate::value::Value;

/// What generated code makes the default of a parameter of type `T` by.
#[derive(Debug)]
pub struct DefaultValue<T>(PhantomData<T>);

impl<T> DefaultValue<T> {
    /// The value as it is.
    #[inline(always)]
    pub fn exactly(value: T) -> T {
        value
    }
}

impl<T> DefaultValue<Option<T>> {
    /// The value, or what the `Option` holds.
    #[inline(always)]
    pub fn of(value: impl Into<Option<T>>) -> Option<T> {
        value.into()
    }

    /// What the `Option` holds, of a literal.
    #[inline(always)]
    pub fn text<'text>(text: &'text str) -> Option<T>
    where
        T: DefaultText<'text>,
    {
        Some(T::of_literal(text))
    }
}

/// For parameters of all other types.
pub trait AnyDefault {
    /// The type.
    type Value;

    /// The value.
    #[inline(always)]
    fn of(value: Self::Value) -> Self::Value
    where
        Self::Value: Sized,
    {
        value
    }

    /// The value of a literal.
    #[inline(always)]
    fn text<'text>(text: &'text str) -> Self::Value
    where
        Self::Value: DefaultText<'text>,
    {
        DefaultText::of_literal(text)
    }
}

impl<T> AnyDefault for DefaultValue<T> {
    type Value = T;
}

/// The types of text that a literal is a default of.
#[diagnostic::on_unimplemented(
    message = "a text cannot be the default of `{Self}`",
    label = "expected a value of `{Self}`",
    note = "give a value of the parameter's type, as in `signature = (name = \"text\".into())`"
)]
pub trait DefaultText<'text> {
    /// The value of a literal.
    fn of_literal(text: &'text str) -> Self;
}

macro_rules! texts {
    ($($type:ty)*) => { $(
        impl<'text> DefaultText<'text> for $type {
            #[inline(always)]
            fn of_literal(text: &'text str) -> Self {
                text.into()
            }
        }
    )* };
}

texts! { &'text str Cow<'text, str> String Box<str> Rc<str> Arc<str> PathBuf Value }

macro_rules! paths {
    ($($type:ty)*) => { $(
        impl<'text> DefaultText<'text> for $type {
            #[inline(always)]
            fn of_literal(text: &'text str) -> Self {
                Path::new(text).into()
            }
        }
    )* };
}

paths! { &'text Path Cow<'text, Path> Box<Path> }
