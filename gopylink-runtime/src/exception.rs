//! Errors that Python has exception classes for: what generated code says of one that is returned, and how an exception
//! of Python's becomes one.

use std::error::Error as StdError;

use gopylink_abi::failure::Raises as Raised;
use serde::Serialize;

use crate::codec::msgpack::ArgumentsWriter;
use crate::error::Error;

/// An enum with the attribute `#[gopylink::error]`.
pub trait LibraryError: Raisable {
    /// What to raise for it.
    fn raises(&self) -> Raises;
}

/// What can be raised as an exception class of its own.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not an error yet",
    label = "does not implement `std::error::Error` and `std::fmt::Display`",
    note = "implement `Display`, which is the message of the exceptions, and write `impl std::error::Error for {Self} {{}}`; \
            or derive both with the crate `thiserror`"
)]
pub trait Raisable: 'static {
    /// The error as one of this type.
    fn find<'e>(error: &'e (dyn StdError + 'static)) -> Option<&'e Self>;

    /// One of this type as any error.
    fn error(&self) -> &(dyn StdError + 'static);
}

#[diagnostic::do_not_recommend]
impl<E: StdError + 'static> Raisable for E {
    fn find<'e>(error: &'e (dyn StdError + 'static)) -> Option<&'e Self> {
        error.downcast_ref()
    }

    fn error(&self) -> &(dyn StdError + 'static) {
        self
    }
}

/// An exception: the class and its attributes, one after the other.
pub struct Raises {
    class: &'static str,
    /// None once one was there that has no wire form.
    fields: Option<ArgumentsWriter>,
}

impl Raises {
    /// An exception of that class, which has so many attributes.
    #[must_use]
    pub fn new(class: &'static str, fields: usize) -> Self {
        Self { class, fields: Some(ArgumentsWriter::new(fields)) }
    }

    /// The next attribute.
    #[must_use]
    pub fn field<T: Attribute>(mut self, value: &T) -> Self {
        value.write(&mut self);
        self
    }

    pub(crate) fn finish(self) -> Raised {
        let fields = self.fields.and_then(|mut fields| fields.finish().ok().map(<[u8]>::to_vec));
        // Without attributes the exception is still of its class.
        Raised { class: self.class.to_owned(), fields: fields.unwrap_or_default() }
    }
}

/// What an exception can have as an attribute.
#[diagnostic::on_unimplemented(
    message = "a `{Self}` cannot be an attribute of an exception",
    label = "does not implement `serde::Serialize`",
    note = "where it is a class, hold a record of its fields",
    note = "put `#[gopylink::record]` on the type, or leave the field out with `#[gopylink(skip)]`; what `#[source]` or \
            `#[from]` is on is left out already"
)]
pub trait Attribute {
    /// Writes it behind the others.
    fn write(&self, raises: &mut Raises);
}

#[diagnostic::do_not_recommend]
impl<T: Serialize> Attribute for T {
    fn write(&self, raises: &mut Raises) {
        raises.fields = raises.fields.take().and_then(|mut fields| fields.put(self).ok().map(|()| fields));
    }
}

/// What a variant that stands for a Python exception is made of.
#[diagnostic::on_unimplemented(
    message = "a Python exception cannot become a `{Self}`",
    label = "neither `String` nor `gopylink::Error`",
    note = "a variant that stands for an exception holds nothing, its message as a `String`, or all of it as a \
            `gopylink::Error`"
)]
pub trait FromException {
    /// What is kept of the exception.
    fn from_exception(error: Error) -> Self;
}

impl FromException for Error {
    fn from_exception(error: Error) -> Self {
        error
    }
}

impl FromException for String {
    fn from_exception(error: Error) -> Self {
        error.message().to_owned()
    }
}

impl FromException for Box<Error> {
    fn from_exception(error: Error) -> Self {
        Self::new(error)
    }
}

/// What Python sees of an error with classes of its own, for `From<E> for gopylink::Error`.
pub fn into_error<E: LibraryError>(error: &E) -> Error {
    Error::raising(error.error(), Some(error.raises().finish()))
}
