//! Keeps Ctrl-C Python's.
//!
//! The Go original asks Go's runtime for SIGINT when its library is loaded, on a goroutine that comes when it comes, and
//! then ends the process with code 0. There is no way to ask Go to leave that. So Python's handler is put back as soon as
//! Go has put in its own.

use std::time::Duration;

/// How long Go is waited for. It takes a few milliseconds; a library that does not ask for the signal takes it all.
#[cfg(unix)]
const PATIENCE: Duration = Duration::from_secs(1);
#[cfg(unix)]
const LOOK: Duration = Duration::from_micros(200);

/// What happened at Ctrl-C before a library was loaded.
#[cfg(unix)]
pub(crate) struct Handler(libc::sigaction);

#[cfg(unix)]
impl Handler {
    /// The one there is now.
    pub(crate) fn current() -> Option<Self> {
        // SAFETY: a structure of C's that may be all zero.
        let mut action = unsafe { std::mem::zeroed() };
        // SAFETY: asks only, and fills in what it is given.
        let failed = unsafe { libc::sigaction(libc::SIGINT, std::ptr::null(), &raw mut action) } != 0;
        (!failed).then_some(Self(action))
    }

    /// Waits until another one is there, and puts this one back.
    pub(super) fn put_back(&self) {
        let deadline = std::time::Instant::now() + PATIENCE;
        while !self.is_replaced() {
            if std::time::Instant::now() >= deadline {
                return;
            }
            std::thread::sleep(LOOK);
        }
        let mut action = self.0;
        // Go's threads have small stacks where their own code runs, on which no other handler may run.
        action.sa_flags |= libc::SA_ONSTACK;
        // SAFETY: a handler that the process had before.
        unsafe { libc::sigaction(libc::SIGINT, &raw const action, std::ptr::null_mut()) };
    }

    fn is_replaced(&self) -> bool {
        Self::current().is_some_and(|current| current.0.sa_sigaction != self.0.sa_sigaction)
    }
}

#[cfg(not(unix))]
pub(crate) struct Handler;

#[cfg(not(unix))]
impl Handler {
    pub(crate) fn current() -> Option<Self> {
        None
    }

    pub(super) fn put_back(&self) {
        let _ = Duration::ZERO;
    }
}
