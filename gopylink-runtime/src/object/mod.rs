//! Instances of exported classes: the value, its lock, and who on this thread has it borrowed.

mod borrows;
mod instance;

pub(crate) use instance::Instance;
pub use instance::{Class, InstanceMut, InstanceRef};

/// Says that this process is a fork, in which only the forking thread goes on.
pub(crate) fn forked() {
    instance::forked();
}
