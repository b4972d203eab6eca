//! Instances of exported classes: where they stand, their lock, and how calls have them as arguments and results.

mod argument;
mod class;
#[allow(unsafe_code, reason = "who holds the lock may use what it guards")]
mod instance;
mod lending;
#[allow(unsafe_code, reason = "who has borrowed what a call wants may use it")]
mod loans;
#[allow(unsafe_code, reason = "the lock is taken and given back by hand")]
mod lock;
#[cfg(feature = "go-protocol")]
#[allow(unsafe_code, reason = "memory that instances are made in")]
mod owned;
#[allow(unsafe_code, reason = "the edge where the host's memory becomes instances")]
mod place;

mod returned;

pub use argument::Lent;
pub use class::{Class, ExportedClass};
pub use instance::{InstanceMut, InstanceRef};
pub use lending::{Lending, LendsNothing, LendsSome, NoLoans};
pub use loans::Loans;
pub(crate) use loans::Names;
pub(crate) use lock::Caller;
#[cfg(feature = "go-protocol")]
pub(crate) use owned::OwnedInstance;
pub use place::ClassType;
pub(crate) use place::Place;
pub use returned::Returnable;

/// Says that this process is a fork, in which only the forking thread goes on.
pub(crate) fn forked() {
    lock::forked();
}
