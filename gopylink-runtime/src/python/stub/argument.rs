//! The arguments of a stub's call, each with its name and the way that it is passed.

use std::borrow::Cow;

use serde::Serialize;
use smallvec::SmallVec;

use super::lane::Lane;
use super::passing::Pass;
use crate::error::{Error, ErrorKind, Result};
use crate::python::label::Label;

/// Where arguments go, and what is known of those that went.
pub struct Sent<'a, L> {
    pub(super) lane: L,
    label: &'a Label,
    /// The names of the last ones.
    pub(super) names: SmallVec<[Cow<'static, str>; 4]>,
    /// The first that was left out, from where on others cannot go by position.
    left_out: Option<&'static str>,
}

impl<'a, L: Lane> Sent<'a, L> {
    #[inline]
    pub(super) fn new(label: &'a Label, lane: L) -> Self {
        Self { lane, label, names: SmallVec::new(), left_out: None }
    }

    fn by_name<P: Pass>(&mut self, name: &'static str, value: P) -> Result<()> {
        self.names.push(Cow::Borrowed(name));
        value.pass(name, &mut self.lane)
    }

    #[cold]
    fn gap(&self, name: &str, left_out: &str) -> Error {
        let message = format!(
            "{} argument '{name}': passed by position, so '{left_out}' before it cannot be left out",
            self.label
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
pub struct Positional<P>(pub &'static str, pub P);

impl<P: Pass> Argument for Positional<P> {
    #[inline]
    fn send<L: Lane>(self, to: &mut Sent<'_, L>) -> Result<()> {
        self.1.pass(self.0, &mut to.lane)
    }
}

/// By position, or by name where one before it was left out; left out where there is nothing.
#[derive(Debug)]
pub struct Optional<P>(pub &'static str, pub Option<P>);

impl<P: Pass> Argument for Optional<P> {
    #[inline]
    fn send<L: Lane>(self, to: &mut Sent<'_, L>) -> Result<()> {
        match self.1 {
            Some(value) if to.left_out.is_none() => value.pass(self.0, &mut to.lane),
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
pub struct OptionalPositional<P>(pub &'static str, pub Option<P>);

impl<P: Pass> Argument for OptionalPositional<P> {
    #[inline]
    fn send<L: Lane>(self, to: &mut Sent<'_, L>) -> Result<()> {
        match (self.1, to.left_out) {
            (Some(value), None) => value.pass(self.0, &mut to.lane),
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
pub struct Keyword<P>(pub &'static str, pub P);

impl<P: Pass> Argument for Keyword<P> {
    #[inline]
    fn send<L: Lane>(self, to: &mut Sent<'_, L>) -> Result<()> {
        to.by_name(self.0, self.1)
    }
}

/// By name; left out where there is nothing.
#[derive(Debug)]
pub struct OptionalKeyword<P>(pub &'static str, pub Option<P>);

impl<P: Pass> Argument for OptionalKeyword<P> {
    #[inline]
    fn send<L: Lane>(self, to: &mut Sent<'_, L>) -> Result<()> {
        self.1.map_or(Ok(()), |value| to.by_name(self.0, value))
    }
}

/// Any number of arguments by position.
#[derive(Debug)]
pub struct Rest<I>(&'static str, I);

impl<I> Rest<I> {
    /// All that a collection has.
    #[inline]
    pub fn of<T: Several>(name: &'static str, values: T) -> Rest<T> {
        Rest(name, values)
    }
}

impl<I: Several> Argument for Rest<I> {
    fn send<L: Lane>(self, to: &mut Sent<'_, L>) -> Result<()> {
        for value in self.1.each() {
            if let Some(left_out) = to.left_out {
                return Err(to.gap(self.0, left_out));
            }
            to.lane.value(self.0, &value)?;
        }
        Ok(())
    }
}

/// What `*rest` can be.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not several arguments",
    label = "not a collection of plain data",
    note = "`*name` in the signature of a stub passes all that a collection has: take a `Vec<T>` or a `&[T]`"
)]
pub trait Several {
    /// What each argument is.
    type Item: Serialize;

    /// The arguments.
    fn each(self) -> impl Iterator<Item = Self::Item>;
}

impl<I: IntoIterator<Item: Serialize>> Several for I {
    type Item = I::Item;

    fn each(self) -> impl Iterator<Item = I::Item> {
        self.into_iter()
    }
}

/// Any number of arguments by name.
#[derive(Debug)]
pub struct Options<I>(&'static str, I);

impl<I> Options<I> {
    /// All that a map has.
    #[inline]
    pub fn of<T: SeveralNamed>(name: &'static str, values: T) -> Options<T> {
        Options(name, values)
    }
}

impl<I: SeveralNamed> Argument for Options<I> {
    fn send<L: Lane>(self, to: &mut Sent<'_, L>) -> Result<()> {
        for (name, value) in self.1.each() {
            if to.names.contains(&Cow::Borrowed(name.as_str())) {
                let message = format!("{} argument '{name}': passed twice, once in '{}'", to.label, self.0);
                return Err(Error::of_kind(ErrorKind::Type, message));
            }
            to.lane.value(&name, &value)?;
            to.names.push(Cow::Owned(name));
        }
        Ok(())
    }
}

/// What `**options` can be.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not several arguments by name",
    label = "not a map from names to plain data",
    note = "`**name` in the signature of a stub passes all that a map has: take a `HashMap<String, T>`"
)]
pub trait SeveralNamed {
    /// What each argument is.
    type Item: Serialize;

    /// The arguments, each with its name.
    fn each(self) -> impl Iterator<Item = (String, Self::Item)>;
}

impl<K: Into<String>, V: Serialize, I: IntoIterator<Item = (K, V)>> SeveralNamed for I {
    type Item = V;

    fn each(self) -> impl Iterator<Item = (String, V)> {
        self.into_iter().map(|(name, value)| (name.into(), value))
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

    #[inline]
    fn send<L: Lane>(self, _: &mut Sent<'_, L>) -> Result<()> {
        Ok(())
    }
}

impl<A: Argument, R: Arguments> Arguments for (A, R) {
    const LEN: usize = 1 + R::LEN;

    #[inline]
    fn send<L: Lane>(self, to: &mut Sent<'_, L>) -> Result<()> {
        self.0.send(to)?;
        self.1.send(to)
    }
}
