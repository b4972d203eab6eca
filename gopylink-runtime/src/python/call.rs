//! One call into Python: arguments encoded, the host asked, the answer kept.

use std::fmt::Display;

use serde::Serialize;

use super::answer::Answer;
use super::label::Label;
use super::result::PythonResult;
use crate::codec::direct::{self, Objects, Owned, PythonArguments};
use crate::codec::{self, Segment, msgpack};
use crate::error::{Error, ErrorKind, Result};
use crate::host::{self, Attached, Failed, Handle, Target};

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
pub fn python_func_call<A: Serialize>(name: &str, args: A) -> PythonResult {
    let label = Label::Export(name.into());
    PythonResult::new(call(&Target::Function(name), &label, &args), label)
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
    PythonResult::new(call(&Target::Code(code), &Label::Code, &args), Label::Code)
}

/// Calls, and keeps what came.
pub(super) fn call<A: Serialize>(target: &Target<'_>, label: &Label, args: &A) -> Result<Answer> {
    check_stack(label)?;
    if host::by_msgpack() {
        return Ok(Answer::Bytes(call_by_msgpack(target, label, args)?.bytes));
    }
    let attached = host::attach().map_err(failed)?;
    Ok(Answer::of(call_by_objects(&attached, target, label, args)?))
}

/// Calls a method by the direct lane, of the object that `find` gives unless it is closed.
pub(super) fn call_method<A: Serialize>(
    find: impl FnOnce(&Attached) -> Option<Owned>,
    name: &str,
    label: &Label,
    args: &A,
) -> Result<Answer> {
    check_stack(label)?;
    let attached = host::attach().map_err(failed)?;
    let object = find(&attached).ok_or_else(|| closed(label))?.into_handle();
    let result = call_by_objects(&attached, &Target::Method(&object, name), label, args);
    drop(Owned::of_handle(&attached, object));
    Ok(Answer::of(result?))
}

#[cold]
pub(super) fn closed(label: impl Display) -> Error {
    Error::of_kind(ErrorKind::Closed, format!("{label}: the instance is closed"))
}

/// Calls a class, and keeps the instance.
pub(super) fn instantiate<A: Serialize>(class: &str, label: &Label, args: &A) -> Result<Handle> {
    check_stack(label)?;
    let target = Target::Class(class);
    if host::by_msgpack() {
        let instance = call_by_msgpack(&target, label, args)?.object;
        return instance.ok_or_else(|| {
            Error::of_kind(ErrorKind::Internal, format!("{label} answered without an instance"))
        });
    }
    let attached = host::attach().map_err(failed)?;
    Ok(call_by_objects(&attached, &target, label, args)?.into_handle())
}

fn call_by_msgpack<A: Serialize>(target: &Target<'_>, label: &Label, args: &A) -> Result<host::Answer> {
    let arguments = msgpack::encode_arguments(args).map_err(|error| refused(label, error))?;
    host::call(target, &arguments, None).map_err(failed)
}

fn call_by_objects<A: Serialize>(
    attached: &Attached,
    target: &Target<'_>,
    label: &Label,
    args: &A,
) -> Result<Owned> {
    let mut arguments = PythonArguments::new(Objects::of(attached));
    direct::encode_arguments(args, &mut arguments).map_err(|error| refused(label, error))?;
    arguments.call(attached, target, None).map_err(failed)
}

pub(super) fn check_stack(label: &impl Display) -> Result<()> {
    if host::stack_exhausted() {
        let message = format!("{label}: calls are nested deeper than this thread's stack allows");
        return Err(Error::of_kind(ErrorKind::Recursion, message));
    }
    Ok(())
}

#[cold]
fn refused(label: &Label, mut error: codec::Error) -> Error {
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
