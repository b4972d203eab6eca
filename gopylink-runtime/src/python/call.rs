//! One call into Python: arguments encoded, the host asked, the answer kept.

use serde::Serialize;

use super::result::PythonResult;
use crate::codec::{self, Segment};
use crate::error::{Error, ErrorKind, Result};
use crate::host::{self, Answer, Target};

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
    let label = format!("{name}()");
    let outcome = call(&Target::Function(name), &label, &args);
    PythonResult::new(outcome, label)
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
    let label = "python_code_call()".to_owned();
    let outcome = call(&Target::Code(code), &label, &args);
    PythonResult::new(outcome, label)
}

pub(super) fn call<A: Serialize>(target: &Target<'_>, label: &str, args: &A) -> Result<Answer> {
    if host::stack_exhausted() {
        let message = format!("{label}: calls are nested deeper than this thread's stack allows");
        return Err(Error::of_kind(ErrorKind::Recursion, message));
    }
    let arguments = codec::encode_arguments(args).map_err(|mut error| {
        let place = match error.take_first_segment() {
            Some(Segment::Index(index)) => format!("{label} argument {index}{}", error.path()),
            _ => label.to_owned(),
        };
        Error::of_kind(error.kind(), format!("{place}: {}", error.message()))
    })?;
    host::call(target, &arguments).map_err(|failed| Error::from_python(failed.failure, failed.exception))
}
