//! What the host's replies say.

use std::ptr::NonNull;

use gopylink_abi::failure::{Failure, FailureKind};
use gopylink_abi::layout::{Reply, status};

use super::{Answer, Failed, Handle, HostBytes};

/// What a call failed with.
#[cold]
#[inline(never)]
pub(super) fn take_failed(reply: Reply) -> Box<Failed> {
    match take(reply) {
        Ok(_) => Failed::new(internal("the host did not answer"), None),
        Err(failed) => failed,
    }
}

/// What a call gave.
pub(super) fn take(reply: Reply) -> Result<Answer, Box<Failed>> {
    let bytes = HostBytes(reply.buffer);
    let object = NonNull::new(reply.object).map(Handle);
    match reply.status {
        status::OK => Ok(Answer { bytes, object }),
        status::FAILED => Err(Failed::new(decode_failure(&bytes), object)),
        status::REFUSED => Err(Failed::new(plain_failure(reply.kind, &bytes), object)),
        _ => Err(Failed::new(internal("the host did not answer"), object)),
    }
}

fn decode_failure(bytes: &[u8]) -> Failure {
    rmp_serde::from_slice(bytes)
        .unwrap_or_else(|error| internal(&format!("the host's error is unreadable: {error}")))
}

fn plain_failure(kind: u32, message: &[u8]) -> Failure {
    failure(FailureKind::numbered(kind), &String::from_utf8_lossy(message))
}

#[cold]
pub(super) fn not_loaded() -> Box<Failed> {
    Failed::new(unavailable("no Python host has loaded this library"), None)
}

#[cold]
pub(super) fn shutting_down() -> Box<Failed> {
    Failed::new(unavailable("Python is shutting down"), None)
}

fn unavailable(message: &str) -> Failure {
    failure(FailureKind::Unavailable, message)
}

fn internal(message: &str) -> Failure {
    failure(FailureKind::Internal, message)
}

fn failure(kind: FailureKind, message: &str) -> Failure {
    Failure { kind, message: message.to_owned(), ..Failure::default() }
}
