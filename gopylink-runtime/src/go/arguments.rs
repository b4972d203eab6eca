//! Binding: from the values of a frame to one argument for each parameter.

use gopylink_abi::manifest::{Parameter, ParameterKind};
use gopylink_abi::pool;

use super::exports::{Callable, Reading};
use super::frame::Frame;
use crate::codec::msgpack::plain::{self, Parameters, Types};
use crate::codec::{self, Segment};
use crate::error::{Error, ErrorKind, Result};

/// The arguments of a call in our wire form. Clients pass none by name: what must be is missing, and what need not be has
/// its default.
pub(super) fn bind(callable: &Callable, types: Types<'_>, frame: &Frame<'_>) -> Result<Vec<u8>> {
    let mut given = Given { values: frame.values, references: &frame.references, index: 0 };
    let mut bound = Parameters::new(pool::take(), callable.parameters.len());
    let mut missing = Vec::new();
    for (parameter, reading) in &callable.parameters {
        let refused = |error: codec::Error| {
            error.into_error(|path| format!("{}{path}", callable.entry.label.argument(&parameter.name)))
        };
        match parameter.kind {
            ParameterKind::Options => bound.nothing_named(),
            ParameterKind::Rest => {
                rest(&mut given, parameter, *reading, types, &mut bound).map_err(refused)?;
            }
            ParameterKind::PositionalOnly | ParameterKind::Normal if given.has_more() => {
                given.read(parameter, *reading, types, bound.next()).map_err(refused)?;
            }
            _ if parameter.default.is_some() => bound.absent(),
            _ => missing.push(*parameter),
        }
    }
    if given.has_more() {
        return Err(too_many(callable, &given));
    }
    if missing.is_empty() { Ok(bound.finish()) } else { Err(is_missing(callable, &missing)) }
}

/// The arguments that are left.
#[derive(Clone, Copy)]
struct Given<'a> {
    values: &'a [u8],
    /// With the positions in which they stand, in order.
    references: &'a [(usize, &'a [u8])],
    /// The position of the next.
    index: usize,
}

impl Given<'_> {
    fn has_more(&self) -> bool {
        !self.values.is_empty() || !self.references.is_empty()
    }

    /// Appends the next.
    fn read(
        &mut self,
        parameter: &Parameter,
        reading: Reading,
        types: Types<'_>,
        output: &mut Vec<u8>,
    ) -> Result<(), codec::Error> {
        let read = |values: &mut &[u8], output: &mut Vec<u8>| match reading {
            Reading::AsIs => plain::incoming(values, output),
            Reading::Shaped => plain::shaped(values, &parameter.accepts, types, output),
        };
        match self.references {
            // One that is said to stand behind all others is the next, when there are no others.
            [(position, value), others @ ..] if *position == self.index || self.values.is_empty() => {
                let mut value = *value;
                self.references = others;
                read(&mut value, output)?;
            }
            _ => read(&mut self.values, output)?,
        }
        self.index += 1;
        Ok(())
    }

    fn count(mut self) -> Result<usize, codec::Error> {
        let mut count = self.references.len();
        while !self.values.is_empty() {
            plain::cut(&mut self.values)?;
            count += 1;
        }
        Ok(count)
    }
}

/// Appends all that are left as one list.
fn rest(
    given: &mut Given<'_>,
    parameter: &Parameter,
    reading: Reading,
    types: Types<'_>,
    bound: &mut Parameters,
) -> Result<(), codec::Error> {
    let count = given.count()?;
    if let (Reading::Shaped, gopylink_abi::manifest::TypeRef::List(item)) = (reading, &parameter.accepts) {
        let item = Parameter { accepts: (**item).clone(), ..parameter.clone() };
        return items(given, &item, reading, types, count, bound);
    }
    items(given, parameter, Reading::AsIs, types, count, bound)
}

fn items(
    given: &mut Given<'_>,
    item: &Parameter,
    reading: Reading,
    types: Types<'_>,
    count: usize,
    bound: &mut Parameters,
) -> Result<(), codec::Error> {
    bound.list(count)?;
    (0..count).try_for_each(|index| {
        given.read(item, reading, types, bound.next()).map_err(|error| error.at(Segment::Index(index)))
    })
}

#[cold]
fn too_many(callable: &Callable, given: &Given<'_>) -> Error {
    let parameters = || callable.parameters.iter().map(|(parameter, _)| parameter);
    let by_position = || {
        parameters().filter(|parameter| {
            !matches!(parameter.kind, ParameterKind::KeywordOnly | ParameterKind::Options)
        })
    };
    let least = by_position().filter(|parameter| parameter.default.is_none()).count();
    let most = by_position().count();
    let takes = if least < most { format!("from {least} to {most}") } else { most.to_string() };
    let count = given.index + given.count().unwrap_or(1);
    let message = format!(
        "{} takes {takes} positional argument{} but {count} {} given",
        callable.entry.label,
        if most == 1 && least == most { "" } else { "s" },
        if count == 1 { "was" } else { "were" },
    );
    Error::of_kind(ErrorKind::Type, message)
}

#[cold]
fn is_missing(callable: &Callable, missing: &[&Parameter]) -> Error {
    let names: Vec<String> = missing.iter().map(|parameter| format!("'{}'", parameter.name)).collect();
    let by_name = missing.iter().all(|parameter| parameter.kind == ParameterKind::KeywordOnly);
    let message = format!(
        "{} missing {} required {} argument{}: {}{}",
        callable.entry.label,
        names.len(),
        if by_name { "keyword-only" } else { "positional" },
        if names.len() == 1 { "" } else { "s" },
        names.join(", "),
        if by_name { ", which clients of the GoPyLink protocol cannot pass" } else { "" },
    );
    Error::of_kind(ErrorKind::Type, message)
}
