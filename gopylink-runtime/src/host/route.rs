//! Which way calls into Python go, where there is more than one.

use std::sync::atomic::{AtomicBool, Ordering};

use super::{HOST, client};

/// Whether all calls into Python go to the host, by the direct lane.
static DIRECT: AtomicBool = AtomicBool::new(false);

/// Notes whether there is a choice of ways.
pub(super) fn look_for_direct() {
    let direct = HOST.get().is_some_and(|host| !host.by_msgpack) && !client::is_connected();
    DIRECT.store(direct, Ordering::Release);
}

/// Whether a call into Python can only go by the direct lane.
#[inline]
pub(crate) fn is_direct() -> bool {
    DIRECT.load(Ordering::Acquire)
}

/// Where a call into Python goes: to a host or to a client, and then to the other if the name is not known there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Route {
    Host,
    Client,
    HostFirst,
    ClientFirst,
}

/// The way of a call that this thread makes now.
#[cold]
pub(crate) fn route() -> Route {
    match (HOST.get().is_some(), client::is_connected()) {
        (_, false) => Route::Host,
        (false, true) => Route::Client,
        (true, true) if client::is_serving() => Route::ClientFirst,
        (true, true) => Route::HostFirst,
    }
}
