//! The bytes of a call into Python, and what is made of the text that a client fails with.

use gopylink_abi::failure::{Failure, FailureKind};
use gopylink_abi::layout::target;

use super::{Bytes, Callback, Failed, Target, invoke, json};

/// What a client is to do.
#[derive(Clone, Copy)]
#[repr(i64)]
pub(super) enum Command {
    Function = 0,
    Code = 1,
    Class = 2,
    Method = 3,
    Close = 4,
}

/// A call but for its arguments.
pub(super) struct Frame {
    command: Command,
    options: String,
    /// What the client says where it does not know the name.
    unknown: Option<String>,
}

/// The object references among the arguments, of which a library has none.
const REFERENCES: &str = ",\"go_ray_arg_pos_to_object\":{}}";

impl Frame {
    /// For what is not a method.
    pub(super) fn of(target: &Target<'_>) -> Self {
        let name = target.name;
        let (command, option, unknown) = match target.kind {
            target::CODE => (Command::Code, "func_code", None),
            target::CLASS => {
                (Command::Class, "goray_actor_type_name", Some(format!("python class {name} not found")))
            }
            _ => (Command::Function, "goray_task_name", Some(format!("python task {name} not found"))),
        };
        let mut options = String::with_capacity(64 + name.len());
        options.push_str("{\"");
        options.push_str(option);
        options.push_str("\":");
        json::text(&mut options, name);
        options.push_str(REFERENCES);
        Self { command, options, unknown }
    }

    /// For a method of the instance with that number.
    pub(super) fn method(instance: u64, name: &str) -> Self {
        let mut options = format!("{{\"goray_py_local_actor_id\":{instance},\"goray_task_name\":");
        json::text(&mut options, name);
        options.push_str(REFERENCES);
        Self { command: Command::Method, options, unknown: None }
    }

    /// Calls.
    pub(super) fn send(&self, callback: Callback, arguments: &[u8]) -> Result<Bytes, Box<Failed>> {
        let mut input = gopylink_abi::pool::Pooled::take();
        for unit in [arguments, self.options.as_bytes()] {
            input.extend_from_slice(&(unit.len() as u64).to_le_bytes());
            input.extend_from_slice(unit);
        }
        invoke(callback, self.command, &input).map_err(|failed| self.explained(failed))
    }

    #[cold]
    fn explained(&self, failed: Box<Failed>) -> Box<Failed> {
        match &self.unknown {
            Some(unknown) if failed.failure.message == *unknown => {
                let failure = Failure { kind: FailureKind::NotFound, ..failed.failure };
                Failed::new(failure, None)
            }
            _ => failed,
        }
    }
}

/// What tells a client which instance to let go of.
pub(super) fn of_instance(number: u64) -> Vec<u8> {
    format!("{{\"goray_py_local_actor_id\":{number}}}").into_bytes()
}

/// What a client failed with, without the place in the client that it begins with: `[ERROR]@handlers.py:49 what was wrong `.
pub(super) fn message(text: &[u8]) -> String {
    let text = String::from_utf8_lossy(text);
    let text = text.trim_end();
    let placed = text.strip_prefix("[ERROR]@").and_then(|rest| rest.split_once(' '));
    placed.map_or(text, |(_, message)| message).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_place_in_the_client_is_left_out() {
        assert_eq!(message(b"[ERROR]@handlers.py:31 python task f not found "), "python task f not found");
        assert_eq!(message(b"Invalid python function code\n"), "Invalid python function code");
        assert_eq!(message(b"\xff"), "\u{fffd}");
    }

    #[test]
    fn options_are_json() {
        let frame = Frame::of(&Target::function("a\"b"));
        assert_eq!(frame.options, r#"{"goray_task_name":"a\"b","go_ray_arg_pos_to_object":{}}"#);
        let frame = Frame::method(3, "incr");
        let expected =
            r#"{"goray_py_local_actor_id":3,"goray_task_name":"incr","go_ray_arg_pos_to_object":{}}"#;
        assert_eq!(frame.options, expected);
    }
}
