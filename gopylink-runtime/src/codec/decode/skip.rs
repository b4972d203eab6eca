//! Passing over a value that nobody wants, where that means to read it.

use serde::de::IgnoredAny;

use super::access::{Elements, Entries};
use super::member::Member;
use super::source::{Source, Token};
use crate::codec::error::Error;

/// Reads the value and all that it holds. What cannot be read is an error here as anywhere.
pub(super) fn walk<'de, S: Source<'de>>(source: S, depth: usize) -> Result<(), Error> {
    match source.read()? {
        Token::List(items) | Token::Tuple(items) => Elements::of_list(items, depth).visit(IgnoredAny),
        Token::Set(items) => Elements::of_set(items, depth).visit(IgnoredAny),
        Token::Dict(pairs) | Token::NamedTuple(pairs) => Entries::new(pairs, depth).visit(IgnoredAny),
        Token::Enum(items) => {
            let mut member = Member::open(items, depth)?;
            let skipped = member.value()?.skip();
            return member.close(skipped);
        }
        _ => return Ok(()),
    }
    .map(drop)
}
