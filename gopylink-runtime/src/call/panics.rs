//! The one `catch_unwind`: a panic of user code becomes an error that knows where it happened.
//!
//! The panic hook is the only place that learns the location. It stays silent for panics within a call, which
//! Python will hear of, and leaves all others to the hook that was there before.

use std::any::Any;
use std::backtrace::Backtrace;
use std::cell::{Cell, RefCell};
use std::panic::{self, AssertUnwindSafe, PanicHookInfo};
use std::sync::Once;

use gopylink_abi::failure::Location;

use crate::error::{Error, Result};

/// Set to `1`, it makes a panic carry its backtrace, which costs milliseconds each time.
const BACKTRACE_VARIABLE: &str = "GOPYLINK_BACKTRACE";

thread_local! {
    /// How many calls are running on this thread, one inside the other.
    static RUNNING: Cell<usize> = const { Cell::new(0) };
    /// Where this thread last panicked within a call.
    static PLACE: RefCell<Option<Place>> = const { RefCell::new(None) };
}

struct Place {
    message: String,
    location: Option<Location>,
    backtrace: Option<String>,
}

/// Runs `work`; a panic in it becomes an error.
pub(crate) fn catch<T>(work: impl FnOnce() -> Result<T>) -> Result<T> {
    RUNNING.set(RUNNING.get() + 1);
    // A panic may be on its way further up on this thread: a `Drop` that it runs has called Python, which calls here.
    let further_up = take_place();
    // The instance locks are released by unwinding, as they are by returning: no state of ours is left half done.
    let outcome =
        panic::catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|payload| Err(describe(payload)));
    let _ = PLACE.try_with(|place| place.replace(further_up));
    RUNNING.set(RUNNING.get() - 1);
    outcome
}

/// A thread that is ending may call here after its thread-locals are gone; then there is no place.
fn take_place() -> Option<Place> {
    PLACE.try_with(RefCell::take).ok().flatten()
}

fn describe(payload: Box<dyn Any + Send>) -> Error {
    let message = message(&*payload);
    // A panic of another thread that was passed on comes without a place; one that user code has caught leaves its
    // place behind.
    let place = take_place().filter(|place| place.message == message);
    // A payload's own `Drop` may panic too.
    let _ = panic::catch_unwind(AssertUnwindSafe(|| drop(payload)));
    let (location, backtrace) = place.map_or((None, None), |place| (place.location, place.backtrace));
    Error::panic(message, location, backtrace)
}

fn message(payload: &(dyn Any + Send)) -> String {
    if let Some(text) = payload.downcast_ref::<&str>() {
        (*text).to_owned()
    } else if let Some(text) = payload.downcast_ref::<String>() {
        text.clone()
    } else {
        "the panic's payload is not text".to_owned()
    }
}

/// Installs the panic hook of this library, once.
pub(crate) fn install_hook() {
    static INSTALLED: Once = Once::new();
    INSTALLED.call_once(|| {
        let previous = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            if RUNNING.try_with(Cell::get).unwrap_or(0) == 0 {
                previous(info);
            } else {
                let _ = PLACE.try_with(|place| place.replace(Some(record(info))));
            }
        }));
    });
}

fn record(info: &PanicHookInfo<'_>) -> Place {
    let wanted = std::env::var_os(BACKTRACE_VARIABLE).is_some_and(|value| value == "1");
    Place {
        message: message(info.payload()),
        location: info
            .location()
            .map(|location| Location { file: location.file().to_owned(), line: location.line() }),
        backtrace: wanted.then(|| Backtrace::force_capture().to_string()),
    }
}
