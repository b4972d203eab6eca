//! Whether this thread holds the GIL, and how it gets it. Whether it may is for the [`gate`](crate::gate) to say.

use std::ptr::NonNull;

use pyo3::ffi;

use crate::enter;

/// A thread as the interpreter knows it.
pub(crate) enum Thread {
    /// It holds the GIL.
    Attached,
    /// It has used Python before, and only has to wait for the GIL.
    Known(Known),
    /// The interpreter is still to take note of it.
    New,
}

/// What the interpreter keeps for this thread.
pub(crate) struct Known(NonNull<ffi::PyThreadState>);

impl Thread {
    /// The calling thread.
    ///
    /// Not by `PyGILState_Check`, which always says that the GIL is held once there has been a subinterpreter. Nor by what
    /// PyO3 counts, which does not see what the direct lane does.
    #[inline]
    pub(crate) fn this() -> Self {
        // SAFETY: any thread may ask, at any time; here and below.
        let current = unsafe { ffi::compat::PyThreadState_GetUnchecked() };
        if cfg!(Py_3_12) && !current.is_null() {
            return Self::Attached;
        }
        // SAFETY: as above.
        let own = unsafe { ffi::PyGILState_GetThisThreadState() };
        match NonNull::new(own) {
            None => Self::New,
            // Before Python 3.12, the current one is that of whichever thread holds the GIL.
            Some(own) if own.as_ptr() == current => Self::Attached,
            Some(own) => Self::Known(Known(own)),
        }
    }
}

/// Whether this thread holds the GIL.
#[inline]
pub(crate) fn is_held() -> bool {
    matches!(Thread::this(), Thread::Attached)
}

/// The GIL, until dropped.
pub(crate) struct Gil {
    ensured: bool,
}

impl Gil {
    /// Takes the GIL; `None` if there is no interpreter to take it from. Where the interpreter ends threads, this one
    /// hangs.
    #[inline]
    pub(crate) fn of_known(thread: &Known) -> Option<Self> {
        if is_finalizing() { None } else { Some(Self::back(thread)) }
    }

    /// Takes the GIL back. Where the interpreter ends threads, this one hangs.
    #[inline]
    pub(crate) fn back(thread: &Known) -> Self {
        // SAFETY: this thread's own state, without the GIL.
        unsafe { ffi::PyEval_RestoreThread(thread.0.as_ptr()) };
        Self { ensured: false }
    }

    /// As [`of_known`](Self::of_known), for a thread that is new to the interpreter. It is new again afterwards.
    pub(crate) fn of_new() -> Option<Self> {
        // SAFETY: any thread may ask, and any may take the GIL of an interpreter that lives.
        unsafe {
            if ffi::Py_IsInitialized() == 0 || is_finalizing() {
                return None;
            }
            ffi::PyGILState_Ensure();
        }
        Some(Self { ensured: true })
    }

    /// Keeps the GIL until [`give_back`](Self::give_back).
    #[inline]
    pub(crate) fn keep(self) {
        std::mem::forget(self);
    }

    /// Gives up the GIL that was kept, by a thread that was new or not.
    ///
    /// # Safety
    ///
    /// This thread has kept the GIL, and has given up since then what it took later.
    #[inline]
    pub(crate) unsafe fn give_back(new: bool) {
        drop(Self { ensured: new });
    }
}

impl Drop for Gil {
    #[inline]
    fn drop(&mut self) {
        // SAFETY: taken the one way or the other, and not given up yet.
        unsafe {
            if self.ensured {
                enter::release_gil();
            } else {
                ffi::PyEval_SaveThread();
            }
        }
    }
}

/// Whether Python is past the point to which PyO3 would still take the GIL.
#[inline]
fn is_finalizing() -> bool {
    #[cfg(Py_3_13)]
    // SAFETY: any thread may ask.
    return unsafe { ffi::Py_IsFinalizing() } != 0;
    #[cfg(not(Py_3_13))]
    false
}
