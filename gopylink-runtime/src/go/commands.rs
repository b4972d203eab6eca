//! What clients can have a library do.

use gopylink_abi::pool;

use super::arguments::bind;
use super::exports::{Callable, Class, Exports, Gives, exports};
use super::failure::{code, failure};
use super::frame::Frame;
use super::objects::{self, Object};
use super::output::Output;
use crate::call::{by_msgpack, catch};
use crate::codec::msgpack::plain;
use crate::error::{Error, ErrorKind, Result};
use crate::host::Gil;
use crate::host::client::{json, serve};
use crate::object::{OwnedInstance, Place};
use crate::running::Running;

/// How many bits of a request say which command it is. The others are a number.
const COMMAND_BITS: u32 = 10;

/// Runs a command.
pub(super) fn execute(request: i64, input: &[u8]) -> (Output, i64) {
    let (command, number) = (request & ((1 << COMMAND_BITS) - 1), request >> COMMAND_BITS);
    let outcome = catch(|running| {
        let _serving = serve(running.number());
        run(command, number, input, running)
    });
    match outcome {
        Ok(Ok(output)) => (output, code::SUCCESS),
        Ok(Err(refused)) => (Output::text(&refused), code::FAILED),
        Err(error) => failure(error),
    }
}

/// What a command gave, or why it could not be done. An error is that of the code that it called.
type Outcome = Result<Result<Output, String>>;

fn run(command: i64, number: i64, input: &[u8], running: &Running) -> Outcome {
    match command {
        // There is nothing that a library says of Ray, and nothing that it runs when Ray has started.
        0 => Ok(Ok(Output::text("{}"))),
        1 => Ok(Ok(Output::text("0"))),
        2 => names(),
        3 => methods(input),
        4 => function(input, running).map(Ok),
        5 => new(input, running).map(Ok),
        6 => method(number, input, running),
        7 => Ok(close(number)),
        _ => Ok(Err(format!("this library knows no command {command}"))),
    }
}

fn names() -> Outcome {
    let exports = match exports() {
        Ok(exports) => exports,
        Err(refused) => return Ok(Err(refused.message().to_owned())),
    };
    let mut text = "[".to_owned();
    json::list(&mut text, exports.functions.keys().copied());
    text.push(',');
    json::list(&mut text, exports.classes.keys().copied());
    text.push(']');
    Ok(Ok(Output::text(&text)))
}

fn methods(name: &[u8]) -> Outcome {
    let name = String::from_utf8_lossy(name);
    let class = exports().and_then(|exports| class(exports, &name));
    Ok(class.map_err(|unknown| unknown.message().to_owned()).map(|class| {
        let mut text = String::new();
        json::list(&mut text, class.listed());
        Output::text(&text)
    }))
}

fn function(input: &[u8], running: &Running) -> Result<Output> {
    let (exports, frame) = (exports()?, Frame::read(input)?);
    let function = exports.functions.get(frame.name).ok_or_else(|| {
        unknown(format_args!("function '{}'", frame.name), frame.name, exports.functions.keys().copied())
    })?;
    call(exports, function, &frame, None, running)
}

fn new(input: &[u8], running: &Running) -> Result<Output> {
    let (exports, frame) = (exports()?, Frame::read(input)?);
    let class = class(exports, frame.name)?;
    let (instance, _) = OwnedInstance::make(class.size, class.align, |place| {
        call(exports, &class.constructor, &frame, Some(place), running)
    })?;
    Ok(Output::text(&objects::keep(Object { instance, class }).to_string()))
}

fn method(number: i64, input: &[u8], running: &Running) -> Outcome {
    let Some(object) = objects::find(number) else { return Ok(Err(closed(number))) };
    let (exports, frame) = (exports()?, Frame::read(input)?);
    let Class { name, methods, static_methods, .. } = object.class;
    let output = if let Some(method) = methods.get(frame.name) {
        call(exports, method, &frame, Some(object.instance.place()?), running)
    } else if let Some(method) = static_methods.get(frame.name) {
        call(exports, method, &frame, None, running)
    } else {
        let known = methods.keys().chain(static_methods.keys()).copied();
        Err(unknown(format_args!("method '{}' of class '{name}'", frame.name), frame.name, known))
    };
    // Which may be its end, if it was closed meanwhile: for that it is still a call of the client's.
    drop(object);
    output.map(Ok)
}

fn close(number: i64) -> Result<Output, String> {
    objects::close(number).map(|_| Output::new()).ok_or_else(|| closed(number))
}

fn closed(number: i64) -> String {
    format!("the instance with the number {number} is closed")
}

fn class(exports: &'static Exports, name: &str) -> Result<&'static Class> {
    exports
        .classes
        .get(name)
        .ok_or_else(|| unknown(format_args!("class '{name}'"), name, exports.classes.keys().copied()))
}

fn call(
    exports: &Exports,
    callable: &Callable,
    frame: &Frame<'_>,
    place: Option<Place<'_>>,
    running: &Running,
) -> Result<Output> {
    let label = &callable.entry.label;
    if let Gives::Instances = callable.gives {
        let message = format!("{label} returns an instance, which only gopylink's own wheel has a class for");
        return Err(Error::of_kind(ErrorKind::Type, message));
    }
    let arguments = bind(callable, exports.types, frame)?;
    let result = by_msgpack(callable.entry, place, running, &arguments, Gil::RELEASED);
    pool::give(arguments);
    let result = result?;
    let mut output = Output::new();
    if let Gives::Values = callable.gives {
        plain::results(&result, output.bytes())
            .map_err(|error| error.into_error(|path| format!("{}{path}", label.result())))?;
    }
    pool::give(result);
    Ok(output)
}

#[cold]
fn unknown<'a>(what: std::fmt::Arguments<'_>, name: &str, known: impl Iterator<Item = &'a str>) -> Error {
    let alike = |other: &&str| other.eq_ignore_ascii_case(name) || same_letters(other, name);
    let near = known.filter(|other| alike(other)).map(|other| format!(". Did you mean '{other}'?")).next();
    let message = format!("the library has no {what}{}", near.unwrap_or_default());
    Error::of_kind(ErrorKind::NotFound, message)
}

/// Whether the names are one in two styles, as `word_count` and `WordCount` are.
fn same_letters(one: &str, other: &str) -> bool {
    let letters = |name: &str| name.replace('_', "").to_lowercase();
    letters(one) == letters(other)
}
