//! How an argument becomes what a parameter wants.
//!
//! Serde makes every type but references to slices of numbers and to instances of classes, which it does not know. Whether a
//! parameter is one is for the compiler to say, since aliases hide it: the inherent function applies to those and wins over the
//! trait's for any type. What it says is what takes the argument, by a function that names the type, so that errors underline
//! it.
//!
//! An argument is first decoded. When all are, those that are instances are [borrowed](Loans), and then passed on.

use std::marker::PhantomData;
use std::pin::Pin;

use serde::Deserialize;

use super::plain::FromPython;
use super::{Call, Lane};
use crate::array::{Slice, SliceMut};
use crate::element::Element;
use crate::error::Result;
use crate::object::{LendsNothing, LendsSome, Lent, Loans};

/// What generated code takes an argument by.
#[derive(Debug)]
pub struct Argument<'call, T>(PhantomData<(&'call (), T)>);

impl<'l, 'call: 'l, T: Borrowed<'l, 'call>> Argument<'call, T> {
    /// The next argument is borrowed in a way of its own.
    #[inline(always)]
    pub fn of<'a, L: Lane<'call>>(call: &'a mut Call<'call, L>) -> BorrowedArgument<'a, 'call, L> {
        BorrowedArgument(call)
    }
}

impl<'l, 'call: 'l, T: FromInstance<'l, 'call>> Argument<'call, T> {
    /// The next argument is an instance of the class that the function is of.
    #[inline(always)]
    pub fn of_class<'a, L: Lane<'call>>(call: &'a mut Call<'call, L>) -> BorrowedArgument<'a, 'call, L> {
        BorrowedArgument(call)
    }
}

/// For parameters of all other types.
pub trait AnyArgument<'call>: Sized {
    /// The type is no class, as the compiler says elsewhere.
    fn of_class<'a, L: Lane<'call>>(_: &'a mut Call<'call, L>) -> NoArgument {
        NoArgument
    }

    /// The next argument is one that serde decodes.
    #[inline(always)]
    fn of<'a, L: Lane<'call>>(call: &'a mut Call<'call, L>) -> PlainArgument<'a, 'call, L> {
        PlainArgument(call)
    }
}

impl<'call, T> AnyArgument<'call> for Argument<'call, T> {}

/// The next argument, to be decoded.
pub struct PlainArgument<'a, 'call, L>(&'a mut Call<'call, L>);

impl<'call, L: Lane<'call>> PlainArgument<'_, 'call, L> {
    /// The value.
    ///
    /// # Errors
    ///
    /// It is not a `T`.
    #[inline(always)]
    pub fn take<T: FromPython<'call>>(self) -> Result<Plain<T>> {
        self.0.argument().map(Plain)
    }

    /// The default in its place.
    #[inline(always)]
    pub fn instead<T>(self, value: T) -> Plain<T> {
        Plain(value)
    }
}

/// An argument that is there.
pub struct Plain<T>(T);

impl<T> Plain<T> {
    /// It never is to be borrowed.
    #[inline(always)]
    pub fn lends(&self) -> LendsNothing {
        LendsNothing
    }

    /// There is nothing to borrow.
    #[inline(always)]
    pub fn want<L>(&self, _: Pin<&L>) {}

    /// The value.
    #[inline(always)]
    pub fn pass<L>(self, _: Pin<&L>) -> T {
        self.0
    }
}

/// Stands for an argument that is an instance where there is no class, so that this is no second error.
pub struct NoArgument;

impl NoArgument {
    /// Never runs.
    ///
    /// # Errors
    ///
    /// None.
    pub fn take<T>(self) -> Result<Missing<T>> {
        Ok(Missing(PhantomData))
    }

    /// As above.
    pub fn instead<T>(self, _: T) -> Missing<T> {
        Missing(PhantomData)
    }
}

/// Such an argument.
pub struct Missing<T>(PhantomData<T>);

impl<T> Missing<T> {
    /// There is nothing to borrow.
    pub fn lends(&self) -> LendsNothing {
        LendsNothing
    }

    /// As above.
    pub fn want<L>(&self, _: Pin<&L>) {}

    /// Never runs.
    pub fn pass<L>(self, _: Pin<&L>) -> T {
        unreachable!()
    }
}

/// The next argument, to be borrowed.
pub struct BorrowedArgument<'a, 'call, L>(&'a mut Call<'call, L>);

impl<'call, L: Lane<'call>> BorrowedArgument<'_, 'call, L> {
    /// What it is borrowed from.
    ///
    /// # Errors
    ///
    /// It is not what is wanted.
    #[inline(always)]
    pub fn take<'l, T: FromInstance<'l, 'call>>(self) -> Result<Taken<T, T::Given>>
    where
        'call: 'l,
    {
        let parameter = self.0.taken;
        T::decode(self.0).map(|given| Taken::Given(given, parameter))
    }

    /// The default in its place.
    #[inline(always)]
    pub fn instead<'l, T: Borrowed<'l, 'call>>(self, value: T) -> Taken<T, T::Given>
    where
        'call: 'l,
    {
        Taken::Default(value)
    }
}

/// An argument that may still have to be borrowed.
pub enum Taken<T, G> {
    /// What was given for a parameter, which is the one of that number.
    Given(G, usize),
    /// The default.
    Default(T),
}

impl<T, G> Taken<T, G> {
    /// It may be one that is to be borrowed.
    #[inline(always)]
    pub fn lends(&self) -> LendsSome {
        LendsSome
    }

    /// Says what there is to borrow.
    #[inline(always)]
    pub fn want<'l, 'call: 'l>(&self, loans: Pin<&Loans<'call>>)
    where
        T: Borrowed<'l, 'call, Given = G>,
    {
        if let Self::Given(given, parameter) = self {
            T::want(given, loans.get_ref(), *parameter, None);
        }
    }

    /// What was borrowed.
    #[inline(always)]
    pub fn pass<'l, 'call: 'l>(self, loans: Pin<&'l Loans<'call>>) -> T
    where
        T: Borrowed<'l, 'call, Given = G>,
    {
        match self {
            Self::Given(given, _) => T::pass(given, loans.get_ref()),
            Self::Default(value) => value,
        }
    }
}

/// A type that serde does not make: a reference to a slice of numbers or to a value of a type of known size, or an `Option` or
/// `Vec` of such.
pub trait Borrowed<'l, 'call: 'l>: Sized {
    /// What the argument is decoded to.
    type Given;

    /// Says what there is to borrow. The argument is that for the parameter of that number, or an item of it.
    fn want(given: &Self::Given, loans: &Loans<'call>, parameter: usize, item: Option<usize>);

    /// What was borrowed.
    fn pass(given: Self::Given, loans: &'l Loans<'call>) -> Self;
}

/// Such a type, where it can be borrowed.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be borrowed from an argument",
    label = "it refers to no class of this library: take the value itself, without `&`",
    note = "only `&str`, slices of numbers, as `&[f64]`, and references to types with `#[gopylink::class]` can be borrowed"
)]
pub trait FromInstance<'l, 'call: 'l>: Borrowed<'l, 'call> {
    /// Decodes the next argument.
    ///
    /// # Errors
    ///
    /// It is not what is wanted.
    fn decode<L: Lane<'call>>(call: &mut Call<'call, L>) -> Result<Self::Given>;
}

#[diagnostic::do_not_recommend]
impl<'l, 'call: 'l, B: Borrowed<'l, 'call, Given: Deserialize<'call>>> FromInstance<'l, 'call> for B {
    #[inline(always)]
    fn decode<L: Lane<'call>>(call: &mut Call<'call, L>) -> Result<Self::Given> {
        call.argument()
    }
}

macro_rules! slices {
    ($(($($reference:tt)*) $slice:ident;)*) => { $(
        impl<'l, 'call: 'l, T: Element> Borrowed<'l, 'call> for $($reference)* [T] {
            type Given = $slice<'call, T>;

            #[inline(always)]
            fn want(_: &Self::Given, _: &Loans<'call>, _: usize, _: Option<usize>) {}

            #[inline(always)]
            fn pass($slice(elements): Self::Given, _: &'l Loans<'call>) -> Self {
                elements
            }
        }
    )* };
}

slices! {
    (&'call) Slice;
    (&'call mut) SliceMut;
}

impl<'l, 'call: 'l, C: 'call> Borrowed<'l, 'call> for &'l C {
    type Given = Lent<'call, C>;

    #[inline(always)]
    fn want(given: &Self::Given, loans: &Loans<'call>, parameter: usize, item: Option<usize>) {
        loans.add(given, false, parameter, item);
    }

    #[inline(always)]
    fn pass(given: Self::Given, loans: &'l Loans<'call>) -> Self {
        given.shared(loans)
    }
}

impl<'l, 'call: 'l, C: 'call> Borrowed<'l, 'call> for &'l mut C {
    type Given = Lent<'call, C>;

    #[inline(always)]
    fn want(given: &Self::Given, loans: &Loans<'call>, parameter: usize, item: Option<usize>) {
        loans.add(given, true, parameter, item);
    }

    #[inline(always)]
    fn pass(given: Self::Given, loans: &'l Loans<'call>) -> Self {
        given.exclusive(loans)
    }
}

impl<'l, 'call: 'l, B: Borrowed<'l, 'call>> Borrowed<'l, 'call> for Option<B> {
    type Given = Option<B::Given>;

    #[inline(always)]
    fn want(given: &Self::Given, loans: &Loans<'call>, parameter: usize, item: Option<usize>) {
        if let Some(given) = given {
            B::want(given, loans, parameter, item);
        }
    }

    #[inline(always)]
    fn pass(given: Self::Given, loans: &'l Loans<'call>) -> Self {
        given.map(|given| B::pass(given, loans))
    }
}

impl<'l, 'call: 'l, B: Borrowed<'l, 'call>> Borrowed<'l, 'call> for Vec<B> {
    type Given = Vec<B::Given>;

    fn want(given: &Self::Given, loans: &Loans<'call>, parameter: usize, _: Option<usize>) {
        for (index, given) in given.iter().enumerate() {
            B::want(given, loans, parameter, Some(index));
        }
    }

    fn pass(given: Self::Given, loans: &'l Loans<'call>) -> Self {
        given.into_iter().map(|given| B::pass(given, loans)).collect()
    }
}
