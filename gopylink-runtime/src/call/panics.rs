//! The one `catch_unwind`: a panic of user code becomes an error that knows where it happened.
//!
//! The panic hook is the only place that learns the location. It stays silent for panics within a call, which
//! Python will hear of, and leaves all others to the hook that was there before.

use std::any::Any;
use std::backtrace::Backtrace;
use std::cell::RefCell;
use std::panic::{self, AssertUnwindSafe, PanicHookInfo};
use std::sync::Once;

use gopylink_abi::failure::Location;

use crate::error::{Error, Result};
use crate::host;
use crate::running::{self, Running};

/// Set to `1`, it makes a panic carry its backtrace, which costs milliseconds each time.
const BACKTRACE_VARIABLE: &str = "GOPYLINK_BACKTRACE";

thread_local! {
    /// Where this thread panicked within calls that still run, innermost last.
    static PLACES: RefCell<Vec<Place>> = const { RefCell::new(Vec::new()) };
}

struct Place {
    /// The number of the call.
    call: u64,
    message: String,
    location: Option<Location>,
    backtrace: Option<String>,
}

/// Runs a call; a panic in it becomes an error.
#[inline]
pub(crate) fn catch<T>(work: impl FnOnce(&Running) -> Result<T>) -> Result<T> {
    running::run(|call| {
        // The instance locks are released by unwinding, as they are by returning: no state of ours is left half done.
        let outcome = match panic::catch_unwind(AssertUnwindSafe(|| work(call))) {
            Ok(outcome) => outcome,
            Err(payload) => Err(describe(payload, call.number())),
        };
        if call.has_left_some() {
            host::release_left();
        }
        outcome
    })
}

#[cold]
fn describe(payload: Box<dyn Any + Send>, call: u64) -> Error {
    let message = message(&*payload);
    // A panic of another thread that was passed on comes without a place; one that user code has caught leaves its
    // place behind.
    let place = take_place(call).filter(|place| place.message == message);
    // A payload's own `Drop` may panic too.
    let _ = panic::catch_unwind(AssertUnwindSafe(|| drop(payload)));
    let (location, backtrace) = place.map_or((None, None), |place| (place.location, place.backtrace));
    Error::panic(message, location, backtrace)
}

/// Where the call panicked last. A thread that is ending may call here after its thread-locals are gone; then there is
/// no place.
fn take_place(call: u64) -> Option<Place> {
    let taken = PLACES.try_with(|places| {
        let mut places = places.borrow_mut();
        // Those of calls within this one, which have ended, come after it.
        let first = places.iter().position(|place| place.call >= call)?;
        places.drain(first..).next().filter(|place| place.call == call)
    });
    taken.ok().flatten()
}

/// Notes a panic, in place of one that the same call has survived.
fn note(place: Place) {
    let _ = PLACES.try_with(|places| {
        let mut places = places.borrow_mut();
        places.retain(|earlier| earlier.call < place.call);
        places.push(place);
    });
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
        panic::set_hook(Box::new(move |info| match running::innermost() {
            0 => previous(info),
            call => note(record(info, call)),
        }));
    });
}

fn record(info: &PanicHookInfo<'_>, call: u64) -> Place {
    let wanted = std::env::var_os(BACKTRACE_VARIABLE).is_some_and(|value| value == "1");
    Place {
        call,
        message: message(info.payload()),
        location: info
            .location()
            .map(|location| Location { file: location.file().to_owned(), line: location.line() }),
        backtrace: wanted.then(|| Backtrace::force_capture().to_string()),
    }
}
