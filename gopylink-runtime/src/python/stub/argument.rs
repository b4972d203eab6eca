//! The arguments of a stub's call, each with its name and the way that it is passed.

use std::borrow::Cow;

use serde::Serialize;

use super::call::Stub;
use super::class::Held;
use super::lane::Lane;
use super::passing::{Passed, Way};
use crate::error::{Error, ErrorKind, Result};
use crate::python::PythonObject;

/// Where arguments go, and what is known of those that went.
pub struct Sent<'a, L> {
    pub(super) lane: L,
    pub(super) stub: &'a Stub<'a>,
    /// The names of the last ones.
    pub(super) names: Vec<Cow<'static, str>>,
    /// The first that was left out, from where on others cannot go by position.
    left_out: Option<&'static str>,
}

impl<'a, L: Lane> Sent<'a, L> {
    #[inline(always)]
    pub(super) fn new(stub: &'a Stub<'a>, lane: L) -> Self {
        Self { lane, stub, names: Vec::new(), left_out: None }
    }

    fn by_name<T>(&mut self, name: &'static str, value: Passed<T>) -> Result<()> {
        self.names.push(Cow::Borrowed(name));
        L::send(value, name, self)
    }

    #[cold]
    fn gap(&self, name: &str, left_out: &str) -> Error {
        let message = format!(
            "{} argument '{name}': passed by position, so '{left_out}' before it cannot be left out",
            self.stub
        );
        Error::of_kind(ErrorKind::Type, message)
    }
}

/// One argument, or all that one parameter stands for.
pub trait Argument {
    /// Sends it.
    fn send<L: Lane>(self, to: &mut Sent<'_, L>) -> Result<()>;
}

/// By position.
#[derive(Debug)]
pub struct Positional<T>(pub &'static str, pub Passed<T>);

impl<T> Argument for Positional<T> {
    #[inline(always)]
    fn send<L: Lane>(self, to: &mut Sent<'_, L>) -> Result<()> {
        L::send(self.1, self.0, to)
    }
}

/// By position, or by name where one before it was left out; left out where there is nothing.
#[derive(Debug)]
pub struct Optional<T>(pub &'static str, pub Option<Passed<T>>);

impl<T> Argument for Optional<T> {
    #[inline(always)]
    fn send<L: Lane>(self, to: &mut Sent<'_, L>) -> Result<()> {
        match self.1 {
            Some(value) if to.left_out.is_none() => L::send(value, self.0, to),
            Some(value) => to.by_name(self.0, value),
            None => {
                to.left_out.get_or_insert(self.0);
                Ok(())
            }
        }
    }
}

/// By position alone; left out where there is nothing.
#[derive(Debug)]
pub struct OptionalPositional<T>(pub &'static str, pub Option<Passed<T>>);

impl<T> Argument for OptionalPositional<T> {
    #[inline(always)]
    fn send<L: Lane>(self, to: &mut Sent<'_, L>) -> Result<()> {
        match (self.1, to.left_out) {
            (Some(value), None) => L::send(value, self.0, to),
            (Some(_), Some(left_out)) => Err(to.gap(self.0, left_out)),
            (None, _) => {
                to.left_out.get_or_insert(self.0);
                Ok(())
            }
        }
    }
}

/// By name.
#[derive(Debug)]
pub struct Keyword<T>(pub &'static str, pub Passed<T>);

impl<T> Argument for Keyword<T> {
    #[inline(always)]
    fn send<L: Lane>(self, to: &mut Sent<'_, L>) -> Result<()> {
        to.by_name(self.0, self.1)
    }
}

/// By name; left out where there is nothing.
#[derive(Debug)]
pub struct OptionalKeyword<T>(pub &'static str, pub Option<Passed<T>>);

impl<T> Argument for OptionalKeyword<T> {
    #[inline(always)]
    fn send<L: Lane>(self, to: &mut Sent<'_, L>) -> Result<()> {
        self.1.map_or(Ok(()), |value| to.by_name(self.0, value))
    }
}

/// Any number of arguments, by position.
#[derive(Debug)]
pub struct Rest<T>(pub(super) &'static str, pub(super) Passed<T>);

impl<T> Argument for Rest<T> {
    fn send<L: Lane>(self, to: &mut Sent<'_, L>) -> Result<()> {
        L::send(self.1, self.0, to)
    }
}

/// Passes values one after the other.
pub(super) struct RestOfValues;

impl<T: Several> Way<T> for RestOfValues {
    fn send<L: Lane>(values: T, name: &'static str, to: &mut Sent<'_, L>) -> Result<()> {
        values.each(|value| match to.left_out {
            Some(left_out) => Err(to.gap(name, left_out)),
            None => to.lane.value(name, value),
        })
    }
}

/// Passes instances one after the other.
pub(super) struct RestOfInstances;

impl<T: SeveralInstances> Way<T> for RestOfInstances {
    fn send<L: Lane>(instances: T, name: &'static str, to: &mut Sent<'_, L>) -> Result<()> {
        instances.each(|instance| match to.left_out {
            Some(left_out) => Err(to.gap(name, left_out)),
            None => to.lane.object(name, instance),
        })
    }
}

/// What `*rest` can be.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not several arguments",
    label = "not a collection of plain data",
    note = "`*name` in the signature of a stub passes all that a collection has: take a `Vec<T>` or a `&[T]`"
)]
pub trait Several {
    /// What each is.
    type Item: Serialize;

    /// Passes one after the other.
    fn each(self, pass: impl FnMut(&Self::Item) -> Result<()>) -> Result<()>;
}

impl<I: IntoIterator<Item: Serialize>> Several for I {
    type Item = I::Item;

    fn each(self, mut pass: impl FnMut(&I::Item) -> Result<()>) -> Result<()> {
        self.into_iter().try_for_each(|value| pass(&value))
    }
}

/// What `*rest` can be that holds instances.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not several instances",
    label = "not a slice of instances",
    note = "`*name` in the signature of a stub passes all instances that a slice has: take a `&[…]`"
)]
pub trait SeveralInstances {
    /// Passes one after the other.
    fn each(self, pass: impl FnMut(&PythonObject) -> Result<()>) -> Result<()>;
}

impl<C: Held> SeveralInstances for &[C] {
    fn each(self, mut pass: impl FnMut(&PythonObject) -> Result<()>) -> Result<()> {
        self.iter().try_for_each(|instance| pass(instance.held()))
    }
}

/// Any number of arguments, by name.
#[derive(Debug)]
pub struct Options<T>(&'static str, Passed<T>);

impl Options<()> {
    /// All that a map has.
    #[inline(always)]
    pub fn of<T: SeveralNamed>(name: &'static str, values: T) -> Options<T> {
        Options(name, Passed::by::<Self>(values))
    }
}

impl<T> Argument for Options<T> {
    fn send<L: Lane>(self, to: &mut Sent<'_, L>) -> Result<()> {
        L::send(self.1, self.0, to)
    }
}

impl<T: SeveralNamed> Way<T> for Options<()> {
    fn send<L: Lane>(values: T, options: &'static str, to: &mut Sent<'_, L>) -> Result<()> {
        values.each(|name, value| {
            if to.names.contains(&Cow::Borrowed(name.as_str())) {
                let message = format!("{} argument '{name}': passed twice, once in '{options}'", to.stub);
                return Err(Error::of_kind(ErrorKind::Type, message));
            }
            to.lane.value(&name, value)?;
            to.names.push(Cow::Owned(name));
            Ok(())
        })
    }
}

/// What `**options` can be.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not several arguments by name",
    label = "not a map from names to plain data",
    note = "`**name` in the signature of a stub passes all that a map has: take a `HashMap<String, T>`"
)]
pub trait SeveralNamed {
    /// What each is.
    type Item: Serialize;

    /// Passes one after the other, each by its name.
    fn each(self, pass: impl FnMut(String, &Self::Item) -> Result<()>) -> Result<()>;
}

impl<K: Into<String>, V: Serialize, I: IntoIterator<Item = (K, V)>> SeveralNamed for I {
    type Item = V;

    fn each(self, mut pass: impl FnMut(String, &V) -> Result<()>) -> Result<()> {
        self.into_iter().try_for_each(|(name, value)| pass(name.into(), &value))
    }
}

/// The arguments in order: nested pairs.
pub trait Arguments {
    /// How many parameters there are.
    const LEN: usize;

    /// Sends them.
    fn send<L: Lane>(self, to: &mut Sent<'_, L>) -> Result<()>;
}

impl Arguments for () {
    const LEN: usize = 0;

    #[inline(always)]
    fn send<L: Lane>(self, _: &mut Sent<'_, L>) -> Result<()> {
        Ok(())
    }
}

impl<A: Argument, R: Arguments> Arguments for (A, R) {
    const LEN: usize = 1 + R::LEN;

    #[inline(always)]
    fn send<L: Lane>(self, to: &mut Sent<'_, L>) -> Result<()> {
        self.0.send(to)?;
        self.1.send(to)
    }
}
