//! A handle that threads share until one of them takes it.

use std::mem::ManuallyDrop;
use std::ptr::{self, NonNull};
use std::sync::atomic::{AtomicPtr, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use gopylink_abi::direct::Object;

use super::{Answer, Objects, Owned, PythonArguments};
use crate::host::{Attached, Details, Failed, Handle, Target};

/// A handle to use from any thread. Dropping it gives the object back, if nobody has taken it.
///
/// Whoever gives an object back holds the GIL. So nobody does between the look at the pointer and the reference that is
/// taken then, on a thread that holds it: no lock is needed, but where there is no GIL.
#[derive(Debug)]
pub(crate) struct Shared {
    /// A reference of this value's own; null once taken.
    object: AtomicPtr<Object>,
    /// Stands for the GIL where there is none. Held for a few instructions only.
    without_gil: Mutex<()>,
}

impl Shared {
    pub(crate) fn new(handle: Handle) -> Self {
        Self { object: AtomicPtr::new(handle.into_object().as_ptr()), without_gil: Mutex::new(()) }
    }

    /// Calls a method of the object; `None` once the handle is taken.
    #[inline(always)]
    pub(crate) fn call_method(
        &self,
        attached: &Attached,
        name: &str,
        arguments: &mut PythonArguments,
        details: Option<&Details<'_>>,
    ) -> Option<Result<Answer, Box<Failed>>> {
        if !attached.objects().has_gil {
            return self.call_referenced(attached, name, arguments, details);
        }
        let object = NonNull::new(self.object.load(Ordering::Acquire))?;
        // SAFETY: the object is alive until the host has taken a reference for the call: until then, this thread holds the
        // GIL, and nobody gives the object back.
        let object = ManuallyDrop::new(unsafe { Handle::from_raw(object.cast()) });
        Some(arguments.call(attached, &Target::method(&object, name), details))
    }

    #[cold]
    fn call_referenced(
        &self,
        attached: &Attached,
        name: &str,
        arguments: &mut PythonArguments,
        details: Option<&Details<'_>>,
    ) -> Option<Result<Answer, Box<Failed>>> {
        let object = self.reference(attached)?.into_handle();
        let answer = arguments.call(attached, &Target::method(&object, name), details);
        drop(Owned::of_handle(attached, object));
        Some(answer)
    }

    /// A reference of the caller's own; `None` once the handle is taken.
    pub(crate) fn reference(&self, attached: &Attached) -> Option<Owned> {
        let objects = Objects::of(attached);
        let _lock = (!objects.table.has_gil).then(|| self.lock());
        let object = NonNull::new(self.object.load(Ordering::Acquire))?;
        // SAFETY: the object is alive: with the GIL or the lock held, nobody gives it back whose pointer is still there.
        unsafe {
            (objects.table.retain)(object.as_ptr());
            Some(Owned::from_raw(objects, object))
        }
    }

    /// Whether somebody has taken the handle.
    #[inline]
    pub(crate) fn is_taken(&self) -> bool {
        self.object.load(Ordering::Relaxed).is_null()
    }

    /// The handle, for the first who asks.
    pub(crate) fn take(&self) -> Option<Handle> {
        let _lock = self.lock();
        let object = NonNull::new(self.object.swap(ptr::null_mut(), Ordering::AcqRel))?;
        // SAFETY: the reference was this value's, which has just forgotten it.
        Some(unsafe { Handle::from_raw(object.cast()) })
    }

    fn lock(&self) -> MutexGuard<'_, ()> {
        // It guards no data, so a poisoned one has none half done.
        self.without_gil.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Shared {
    fn drop(&mut self) {
        if let Some(object) = NonNull::new(*self.object.get_mut()) {
            // SAFETY: the reference is this value's, which ends.
            drop(unsafe { Handle::from_raw(object.cast()) });
        }
    }
}
