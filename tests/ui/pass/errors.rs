//! Errors with exception classes, where the user's names are those that generated code would use.

#![no_implicit_prelude]
#![deny(unsafe_code, missing_docs, clippy::pedantic)]
#![allow(dead_code)]

use ::std::convert::From;
use ::std::fmt;

/// Shadows.
pub struct Result;
/// Shadows.
pub struct Option;
/// Shadows.
pub struct String;
/// Shadows.
pub struct Vec;
/// Shadows.
pub struct Error;
/// Shadows.
pub const __GOPYLINK_0: i64 = 0;

type Text = ::std::string::String;

/// Everything at once.
#[::gopylink::error(name = "Failed")]
#[derive(Debug)]
#[non_exhaustive]
pub enum Failure {
    /// Nothing.
    Unit,
    /// Braces.
    Empty {},
    /// Raw.
    #[deprecated]
    r#Match {
        /// Raw.
        r#type: i64,
        /// By an alias.
        text: Text,
    },
    /// Several.
    Pair(i64, Text),
    /// Left out.
    Hidden(#[gopylink(skip)] ::std::marker::PhantomData<i64>, i64),
    #[cfg(any())]
    Never(Nothing),
    /// From Python.
    #[gopylink(python = "ValueError")]
    Value {
        /// The message.
        message: Text,
    },
    /// From Python.
    #[gopylink(python = "KeyError", base = "KeyError", name = "Missing")]
    Key,
    /// From Python.
    #[gopylink(other)]
    Other(::gopylink::Error),
}

impl fmt::Display for Failure {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("failed")
    }
}

impl ::std::error::Error for Failure {}

#[::gopylink::function]
fn fail() -> ::std::result::Result<(), Failure> {
    ::std::result::Result::Err(Failure::Unit)
}

fn main() {
    let error = ::gopylink::Error::from(Failure::Key);
    ::std::assert_eq!(error.type_name(), "Missing");
    let error = Failure::from(::gopylink::Error::with_type("ValueError", "no"));
    ::std::assert!(::std::matches!(error, Failure::Value { message } if message == "no"));
    let error = Failure::from(::gopylink::Error::new("no"));
    ::std::assert!(::std::matches!(error, Failure::Other(_)));
}
