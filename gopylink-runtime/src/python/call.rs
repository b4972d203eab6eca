//! One call into Python: arguments encoded, the host asked, the answer kept.

use std::fmt::Display;

use gopylink_abi::pool::Pooled;
use serde::Serialize;

use super::answer::Answer;
use super::label::{Label, OwnedLabel};
use super::object::Held;
use super::result::PythonResult;
use super::route;
use crate::codec::direct::{self, Objects, Owned, PythonArguments, Shared};
use crate::codec::{self, Segment, msgpack};
use crate::error::{Error, ErrorKind, Result};
use crate::host::{self, Failed, Handle, Target};

/// Calls the Python function that is exported under `name`.
///
/// `args` are the positional arguments: anything serde serializes as a sequence, such as a tuple, a `Vec` or
/// `()`; [`args!`](crate::args) builds one from mixed expressions. May be called from any thread, at any time;
/// waits for the GIL. A failure is kept in the result until it is asked for.
///
/// ```no_run
/// # fn main() -> gopylink::Result<()> {
/// let greeting: String = gopylink::python_func_call("greet", ("Gopher",)).get()?;
/// # Ok(())
/// # }
/// ```
#[inline]
pub fn python_func_call<A: Serialize>(name: &str, args: A) -> PythonResult {
    let label = OwnedLabel::new(name);
    PythonResult::new(call(&Target::function(name), Label::new(name), &args), label)
}

/// Runs the one function that a piece of Python source defines at its top level.
///
/// Imports and constants beside the function run first, anew for each call. `args` as for [`python_func_call`].
///
/// ```no_run
/// # fn main() -> gopylink::Result<()> {
/// let code = "import math\n\ndef area(radius):\n    return math.pi * radius ** 2\n";
/// let area: f64 = gopylink::python_code_call(code, (2.0,)).get()?;
/// # Ok(())
/// # }
/// ```
pub fn python_code_call<A: Serialize>(code: &str, args: A) -> PythonResult {
    const NAME: &str = "python_code_call";
    let label = OwnedLabel::new(NAME);
    PythonResult::new(call(&Target::code(code), Label::new(NAME), &args), label)
}

/// Calls, and keeps what came.
#[inline]
pub(super) fn call<A: Serialize>(target: &Target<'_>, label: Label<'_>, args: &A) -> Result<Answer> {
    check_stack(label)?;
    if !host::is_direct() {
        return route::call(target, label, args);
    }
    call_by_objects(target, label, args)
}

/// Calls by the host's lane.
#[cold]
pub(super) fn on_host<A: Serialize>(target: &Target<'_>, label: Label<'_>, args: &A) -> Result<Answer> {
    if host::by_msgpack() {
        return Ok(Answer::Bytes(call_by_msgpack(target, label, args)?.bytes));
    }
    call_by_objects(target, label, args)
}

// Whole in the way of every call, though there is a second one.
#[inline(always)]
fn call_by_objects<A: Serialize>(target: &Target<'_>, label: Label<'_>, args: &A) -> Result<Answer> {
    let attached = host::attach().map_err(failed)?;
    let mut arguments = PythonArguments::new(Objects::of(&attached));
    fill(&mut arguments, label, args)?;
    arguments.call(&attached, target, None).map(Answer::of).map_err(failed)
}

/// Calls a method, unless the object is closed.
#[inline]
pub(super) fn call_method<A: Serialize>(
    object: &Shared,
    name: &str,
    label: Label<'_>,
    args: &A,
) -> Result<Answer> {
    check_stack(label)?;
    if !host::is_direct() {
        return call_method_on_host(object, name, label, args);
    }
    call_method_by_objects(object, name, label, args)
}

/// Calls a method by the host's lane.
#[cold]
fn call_method_on_host<A: Serialize>(
    object: &Shared,
    name: &str,
    label: Label<'_>,
    args: &A,
) -> Result<Answer> {
    if host::by_msgpack() {
        return call_method_by_msgpack(object, name, label, args);
    }
    call_method_by_objects(object, name, label, args)
}

#[inline(always)]
fn call_method_by_objects<A: Serialize>(
    object: &Shared,
    name: &str,
    label: Label<'_>,
    args: &A,
) -> Result<Answer> {
    let attached = host::attach().map_err(failed)?;
    if object.is_taken() {
        return Err(closed(label));
    }
    // Which may run any code, and close the object.
    let mut arguments = PythonArguments::new(Objects::of(&attached));
    fill(&mut arguments, label, args)?;
    let answer = object.call_method(&attached, name, &mut arguments, None).ok_or_else(|| closed(label))?;
    answer.map(Answer::of).map_err(failed)
}

fn call_method_by_msgpack<A: Serialize>(
    object: &Shared,
    name: &str,
    label: Label<'_>,
    args: &A,
) -> Result<Answer> {
    if object.is_taken() {
        return Err(closed(label));
    }
    let arguments = encode_by_msgpack(label, args)?;
    let attached = host::attach().map_err(failed)?;
    let object = object.reference(&attached).ok_or_else(|| closed(label))?.into_handle();
    let answer = host::call(&Target::method(&object, name), &arguments, None);
    drop(Owned::of_handle(&attached, object));
    Ok(Answer::Bytes(answer.map_err(failed)?.bytes))
}

#[cold]
pub(super) fn closed(label: impl Display) -> Error {
    Error::of_kind(ErrorKind::Closed, format!("{label}: the instance is closed"))
}

/// Calls a class, and keeps the instance.
#[inline]
pub(super) fn instantiate<A: Serialize>(class: &str, label: Label<'_>, args: &A) -> Result<Held> {
    check_stack(label)?;
    let target = Target::class(class);
    if !host::is_direct() {
        return route::instantiate(&target, label, args);
    }
    instantiate_by_objects(&target, label, args).map(Held::of)
}

/// Calls a class by the host's lane.
#[cold]
pub(super) fn instantiate_on_host<A: Serialize>(
    target: &Target<'_>,
    label: Label<'_>,
    args: &A,
) -> Result<Handle> {
    if host::by_msgpack() {
        let instance = call_by_msgpack(target, label, args)?.object;
        return instance.ok_or_else(|| no_instance(label));
    }
    instantiate_by_objects(target, label, args)
}

#[inline(always)]
fn instantiate_by_objects<A: Serialize>(target: &Target<'_>, label: Label<'_>, args: &A) -> Result<Handle> {
    let attached = host::attach().map_err(failed)?;
    let mut arguments = PythonArguments::new(Objects::of(&attached));
    fill(&mut arguments, label, args)?;
    match arguments.call(&attached, target, None).map_err(failed)? {
        direct::Answer::Object(object) => Ok(object.into_handle()),
        direct::Answer::Scalar(_) => Err(no_instance(label)),
    }
}

#[cold]
fn no_instance(label: Label<'_>) -> Error {
    Error::of_kind(ErrorKind::Internal, format!("{label} answered without an instance"))
}

fn call_by_msgpack<A: Serialize>(target: &Target<'_>, label: Label<'_>, args: &A) -> Result<host::Answer> {
    host::call(target, &encode_by_msgpack(label, args)?, None).map_err(failed)
}

fn encode_by_msgpack<A: Serialize>(label: Label<'_>, args: &A) -> Result<Pooled> {
    msgpack::encode_arguments(args).map_err(|error| refused(label, error))
}

#[inline(always)]
fn fill<A: Serialize>(arguments: &mut PythonArguments, label: Label<'_>, args: &A) -> Result<()> {
    direct::encode_arguments(args, arguments).map_err(|error| refused(label, error))
}

#[inline]
pub(super) fn check_stack(label: impl Display) -> Result<()> {
    if host::stack_exhausted() { Err(exhausted(label)) } else { Ok(()) }
}

#[cold]
fn exhausted(label: impl Display) -> Error {
    let message = format!("{label}: calls are nested deeper than this thread's stack allows");
    Error::of_kind(ErrorKind::Recursion, message)
}

#[cold]
pub(super) fn refused(label: Label<'_>, mut error: codec::Error) -> Error {
    let error = match error.take_first_segment() {
        Some(Segment::Index(index)) => error.into_error(|path| format!("{label} argument {index}{path}")),
        Some(segment) => error.into_error(|_| format!("{label}{segment}")),
        None => error.into_error(|_| label.to_string()),
    };
    error.described()
}

#[cold]
#[expect(clippy::boxed_local, reason = "what the host's functions fail with")]
pub(super) fn failed(failed: Box<Failed>) -> Error {
    Error::from_python(failed.failure, failed.exception)
}
