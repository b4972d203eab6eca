//! Python objects behind safe references.
//!
//! An unsafe edge of the runtime; what the functions promise is written at [`ObjectTable`].

mod arguments;
mod arrays;
mod classes;
#[cfg(test)]
pub(crate) mod fake;
mod foreign;
mod instances;
mod kept;
mod making;
mod passed;
mod reading;
mod shared;
mod slot;

use std::ffi::c_void;
use std::marker::PhantomData;
use std::mem::ManuallyDrop;
use std::ptr::NonNull;

use gopylink_abi::direct::{Object, ObjectTable, Token};

use crate::codec::error::Error;
use crate::host::{Attached, Handle};

pub(crate) use crate::element::Element;
pub(crate) use arguments::{Answer, PythonArguments};
pub(crate) use classes::{Class, Fields};
pub(crate) use kept::Kept;
pub(crate) use making::Slots;
pub(crate) use passed::Arguments;
pub(crate) use reading::Reading;
pub(crate) use shared::Shared;
pub(crate) use slot::{Record, Slot};

/// The host's functions on objects, on a thread that holds the GIL.
#[derive(Clone, Copy)]
pub(crate) struct Objects {
    table: &'static ObjectTable,
    /// Holding the GIL is a matter of the thread.
    _of_thread: PhantomData<*const ()>,
}

impl Objects {
    /// The functions of `table`.
    ///
    /// # Safety
    ///
    /// The table is a host's. This thread holds the GIL whenever the value, a copy, or a reference made with it is used
    /// or dropped.
    #[inline]
    pub(crate) unsafe fn new(table: &'static ObjectTable) -> Self {
        Self { table, _of_thread: PhantomData }
    }

    /// The functions that come with leave to use Python.
    ///
    /// What is made with them must not outlive `attached`.
    #[inline]
    pub(crate) fn of(attached: &Attached) -> Self {
        // SAFETY: the table is the host's, and this thread holds the GIL while it is attached.
        unsafe { Self::new(attached.objects()) }
    }

    /// The object that a function of the host's returned, or the exception that it raised.
    #[inline]
    fn made(self, object: *mut Object) -> Result<Owned, Error> {
        match NonNull::new(object) {
            Some(object) => Ok(Owned { object, objects: self }),
            None => Err(self.failure()),
        }
    }

    /// The exception with which the function before ended.
    #[cold]
    fn failure(self) -> Error {
        let mut token = Token::EMPTY;
        // SAFETY: the table's contract; the token is there to be filled in.
        unsafe { (self.table.failure)(&raw mut token) };
        match NonNull::new(token.object.cast::<c_void>()) {
            // SAFETY: the token owns the exception, which is not used otherwise.
            Some(exception) => Error::raised(unsafe { Handle::from_raw(exception) }),
            None => Error::internal("Python failed without an exception"),
        }
    }
}

/// An object that something else keeps alive for `'a`.
#[derive(Clone, Copy)]
pub(crate) struct Borrowed<'a> {
    object: NonNull<Object>,
    objects: Objects,
    _alive: PhantomData<&'a Object>,
}

impl Borrowed<'_> {
    /// # Safety
    ///
    /// The object is one of the table's of `objects`, and stays alive for the lifetime.
    #[inline]
    pub(crate) unsafe fn new(objects: Objects, object: NonNull<Object>) -> Self {
        Self { object, objects, _alive: PhantomData }
    }
}

/// A reference of this side's. Dropping it gives it back.
pub(crate) struct Owned {
    object: NonNull<Object>,
    objects: Objects,
}

impl Owned {
    /// # Safety
    ///
    /// The caller owns the reference, to an object of the table's of `objects`, and gives it away.
    #[inline]
    pub(crate) unsafe fn from_raw(objects: Objects, object: NonNull<Object>) -> Self {
        Self { object, objects }
    }

    /// The functions on it.
    #[inline]
    pub(crate) fn objects(&self) -> Objects {
        self.objects
    }

    /// The reference, for somebody who gives it back himself.
    #[inline]
    pub(crate) fn into_raw(self) -> *mut Object {
        ManuallyDrop::new(self).object.as_ptr()
    }

    #[inline]
    pub(crate) fn borrow(&self) -> Borrowed<'_> {
        Borrowed { object: self.object, objects: self.objects, _alive: PhantomData }
    }

    /// A handle, on a thread that holds the GIL.
    #[inline]
    pub(crate) fn of_handle(attached: &Attached, handle: Handle) -> Self {
        let object = handle.into_object();
        // SAFETY: the handle was the only owner of its reference.
        unsafe { Self::from_raw(Objects::of(attached), object) }
    }

    /// The reference as one that may be kept on any thread.
    #[inline]
    pub(crate) fn into_handle(self) -> Handle {
        let object = ManuallyDrop::new(self).object;
        // SAFETY: the reference was this value's alone.
        unsafe { Handle::from_raw(object.cast()) }
    }
}

impl Drop for Owned {
    #[inline]
    fn drop(&mut self) {
        // SAFETY: the reference is this value's alone.
        unsafe { (self.objects.table.release)(self.object.as_ptr()) }
    }
}
