//! What a client is told of an error.
//!
//! In Go, a function fails by a panic, so that is what callers are prepared for: a `RuntimeError`, by code 5.

use std::fmt::Write as _;

use super::output::Output;
use crate::error::{Error, ErrorKind};
use crate::host::client::json;

/// How a command ended.
pub(super) mod code {
    /// It did.
    pub(in crate::go) const SUCCESS: i64 = 0;
    /// It could not be done: there is text that says why.
    pub(in crate::go) const FAILED: i64 = 1;
    /// What it called failed: there is JSON that says why and where.
    pub(in crate::go) const PANIC: i64 = 5;
}

/// What the client gets.
pub(super) fn failure(error: Error) -> (Output, i64) {
    let message = message(&error);
    let traceback = traceback(error);
    let mut text = String::new();
    json::object(&mut text, &[("Message", &message), ("Traceback", &traceback)]);
    (Output::text(&text), code::PANIC)
}

/// The message, with the name of the type unless that says no more than that the call failed.
fn message(error: &Error) -> String {
    let name = error.type_name();
    match error.kind() {
        ErrorKind::Panic | ErrorKind::NotFound => error.message().to_owned(),
        _ if matches!(name, "gopylink.RustError" | "gopylink.Error") => error.message().to_owned(),
        _ if error.message().is_empty() => name.to_owned(),
        _ => format!("{name}: {}", error.message()),
    }
}

fn traceback(error: Error) -> String {
    let mut text = error.traceback().unwrap_or_default().to_owned();
    let (failure, _) = error.into_parts();
    for note in &failure.notes {
        // Writing to a `String` does not fail.
        let _ = writeln!(text, "{note}");
    }
    if let Some(location) = &failure.location {
        let _ = writeln!(text, "panicked at {}:{}", location.file, location.line);
    }
    text.push_str(failure.backtrace.as_deref().unwrap_or_default());
    text
}
