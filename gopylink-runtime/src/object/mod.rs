//! Instances of exported classes: where they stand, and their lock.

mod instance;
#[allow(unsafe_code, reason = "the edge where the host's memory becomes instances")]
mod place;

pub use instance::{Class, InstanceMut, InstanceRef};
pub use place::ClassType;
pub(crate) use place::Place;

/// Says that this process is a fork, in which only the forking thread goes on.
pub(crate) fn forked() {
    instance::forked();
}
