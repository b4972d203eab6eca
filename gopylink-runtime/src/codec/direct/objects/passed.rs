//! The arguments of a call from Python.

use std::ptr::NonNull;
use std::slice;

use gopylink_abi::direct::Object;

use super::{Borrowed, Kept, Objects};

/// Arguments that are taken one by one.
pub(crate) struct Arguments<'call> {
    left: slice::Iter<'call, *mut Object>,
    kept: &'call Kept,
}

impl<'call> Arguments<'call> {
    /// # Safety
    ///
    /// The arguments are objects of the table's that `kept` is for, and live for `'call`.
    #[inline]
    pub(crate) unsafe fn new(arguments: &'call [*mut Object], kept: &'call Kept) -> Self {
        Self { left: arguments.iter(), kept }
    }

    #[inline]
    pub(crate) fn objects(&self) -> Objects {
        self.kept.objects()
    }

    /// What keeps alive what arguments borrow.
    #[inline]
    pub(crate) fn kept(&self) -> &'call Kept {
        self.kept
    }

    /// Whether the next argument was left out; if so, it is passed over.
    #[inline(always)]
    pub(crate) fn pass_absent(&mut self) -> bool {
        let absent = self.left.as_slice().first().is_some_and(|argument| argument.is_null());
        if absent {
            self.left.next();
        }
        absent
    }

    /// The next argument, if there is one.
    #[inline(always)]
    pub(crate) fn take(&mut self) -> Option<Borrowed<'call>> {
        let argument = NonNull::new(*self.left.next()?)?;
        // SAFETY: by the contract of `new`.
        Some(unsafe { Borrowed::new(self.objects(), argument) })
    }
}
