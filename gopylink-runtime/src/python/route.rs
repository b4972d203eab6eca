//! Calls into Python where there is a choice of ways: by hosts, in either lane, and by clients of the GoPyLink protocol.

use gopylink_abi::pool::Pooled;
use serde::Serialize;

use super::answer::Answer;
use super::call::{self, closed, failed, refused};
use super::label::Label;
use super::object::Held;
use crate::codec::msgpack::plain;
use crate::codec::{self, msgpack};
use crate::error::{Error, ErrorKind, Result};
use crate::host::client::{self, Instance};
use crate::host::{self, Route, Target};

/// Asks the host, or a client, or one after the other where the first does not know the name.
pub(super) fn either<R>(host: impl FnOnce() -> Result<R>, client: impl FnOnce() -> Result<R>) -> Result<R> {
    match host::route() {
        Route::Host => host(),
        Route::Client => client(),
        Route::HostFirst => unless_found(host(), client),
        Route::ClientFirst => unless_found(client(), host),
    }
}

fn unless_found<R>(first: Result<R>, second: impl FnOnce() -> Result<R>) -> Result<R> {
    match first {
        Err(unknown) if unknown.kind() == ErrorKind::NotFound => {
            second().map_err(|error| if error.kind() == ErrorKind::NotFound { unknown } else { error })
        }
        known => known,
    }
}

/// Calls what has a name, or source code.
#[cold]
pub(super) fn call<A: Serialize>(target: &Target<'_>, label: Label<'_>, args: &A) -> Result<Answer> {
    let by_client = || client::call(target, &arguments(label, args)?).map(Answer::Client).map_err(failed);
    either(|| call::on_host(target, label, args), by_client)
}

/// Makes an instance of a class.
#[cold]
pub(super) fn instantiate<A: Serialize>(target: &Target<'_>, label: Label<'_>, args: &A) -> Result<Held> {
    let by_client = || {
        let instance = client::instantiate(target, &arguments(label, args)?).map_err(failed)?;
        Ok(Held::Client(instance))
    };
    either(|| call::instantiate_on_host(target, label, args).map(Held::of), by_client)
}

/// Calls a method of an instance that a client has.
pub(super) fn call_method<A: Serialize>(
    instance: &Instance,
    name: &str,
    label: Label<'_>,
    args: &A,
) -> Result<Answer> {
    if instance.is_closed() {
        return Err(closed(label));
    }
    instance.call(name, &arguments(label, args)?).map(Answer::Client).map_err(failed)
}

fn arguments<A: Serialize>(label: Label<'_>, args: &A) -> Result<Pooled> {
    let refused = |error| refused(label, error);
    plain_arguments(&msgpack::encode_arguments(args).map_err(refused)?).map_err(refused)
}

/// Encoded arguments as clients read them.
pub(super) fn plain_arguments(encoded: &[u8]) -> Result<Pooled, codec::Error> {
    let mut output = Pooled::take();
    plain::arguments(encoded, &mut output)?;
    Ok(output)
}

/// What a client answered as our decoder reads it.
pub(super) fn plain_answer(bytes: &[u8]) -> Result<Pooled, codec::Error> {
    let mut output = Pooled::take();
    let mut values = bytes;
    plain::incoming(&mut values, &mut output)?;
    if values.is_empty() {
        Ok(output)
    } else {
        Err(codec::Error::internal("a client answered with several values"))
    }
}

/// What says that a client cannot do something.
#[cold]
pub(super) fn beyond_clients(what: std::fmt::Arguments<'_>) -> Error {
    Error::of_kind(ErrorKind::Type, format!("{what}: clients of the GoPyLink protocol cannot do that"))
}
