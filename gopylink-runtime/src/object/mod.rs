//! Instances of exported classes: where they stand, and their lock.

#[allow(unsafe_code, reason = "who holds the lock may use what it guards")]
mod instance;
#[allow(unsafe_code, reason = "the lock is taken and given back by hand")]
mod lock;
#[allow(unsafe_code, reason = "the edge where the host's memory becomes instances")]
mod place;

pub use instance::{Class, InstanceMut, InstanceRef};
pub(crate) use lock::Caller;
pub use place::ClassType;
pub(crate) use place::Place;

/// Says that this process is a fork, in which only the forking thread goes on.
pub(crate) fn forked() {
    lock::forked();
}
