//! Where instances stand: in memory that the host gives, behind a header that tells what is in it.
//!
//! An unsafe edge of the runtime: it turns the host's memory into values and back. What the host promises is written
//! at [`LibraryTable`](gopylink_abi::table::LibraryTable).

use std::any::TypeId;
use std::ffi::c_void;
use std::marker::PhantomData;
use std::mem::needs_drop;
use std::ptr::{self, NonNull};

use super::class::ExportedClass;
use super::instance::Locked;
use super::lock::Caller;
use crate::codec::instance::Instance;
use crate::error::{Error, ErrorKind, Result};

/// What the host's memory holds: a header, which can be read without knowing the class, and the value.
#[repr(C)]
struct Slot<T> {
    header: Header,
    locked: Locked<T>,
}

/// How to handle the value behind it.
struct Header {
    type_id: TypeId,
    close: unsafe fn(NonNull<Header>) -> Result<()>,
    end: unsafe fn(NonNull<Header>),
}

/// What the host needs to know of a class to keep its instances.
#[derive(Clone, Copy)]
pub struct ClassType {
    pub(crate) type_id: TypeId,
    pub(crate) size: usize,
    pub(crate) align: usize,
    pub(crate) trivial_drop: bool,
}

impl ClassType {
    /// That of the class `T`.
    #[must_use]
    pub fn of<T: 'static>() -> Self {
        Self {
            type_id: TypeId::of::<T>(),
            size: size_of::<Slot<T>>(),
            align: align_of::<Slot<T>>(),
            trivial_drop: !needs_drop::<Slot<T>>(),
        }
    }
}

/// Memory of the host's: for the call of a constructor empty, otherwise with an instance in it.
#[derive(Clone, Copy)]
pub(crate) struct Place<'call> {
    memory: NonNull<Header>,
    lifetime: PhantomData<&'call ()>,
}

impl<'call> Place<'call> {
    /// The memory that the host passes with a call.
    ///
    /// # Safety
    ///
    /// `memory` is null, or has the size and alignment that the manifest gives the class. It is the constructor's alone
    /// while that runs, and afterwards holds the instance, for longer than `'call`.
    pub(crate) unsafe fn new(memory: *mut c_void) -> Option<Self> {
        NonNull::new(memory.cast()).map(|memory| Self { memory, lifetime: PhantomData })
    }

    /// The place of the value in an instance of that class, if it is one.
    #[inline]
    pub(super) fn of(instance: &Instance<'call>, class: &ExportedClass) -> Option<Self> {
        if instance.class != class.host() {
            return None;
        }
        // What the host says of an instance of a class of this library's holds one, for the lifetime that the codec says.
        NonNull::new(instance.place.cast()).map(|memory| Self { memory, lifetime: PhantomData })
    }

    /// The place in a new instance, where the host has just said that its value is to be made.
    #[inline]
    pub(super) fn of_new(place: *mut c_void) -> Option<Self> {
        NonNull::new(place.cast()).map(|memory| Self { memory, lifetime: PhantomData })
    }

    /// Makes the instance. Only for the constructor of `T`, and in the place of a new one.
    pub(super) fn fill<T: 'static>(self, locked: Locked<T>) {
        let header = Header { type_id: TypeId::of::<T>(), close: close::<T>, end: end::<T> };
        // SAFETY: by the contract of `new`; a thunk fills the place of its own class only, with the GIL or without.
        unsafe { self.memory.cast::<Slot<T>>().write(Slot { header, locked }) };
    }

    /// The value, if it is a `T`.
    #[inline]
    pub(super) fn get<T: 'static>(self) -> Option<&'call Locked<T>> {
        // SAFETY: by the contract of `new`, the place holds an instance, whose header stays as it is.
        if unsafe { self.memory.as_ref() }.type_id != TypeId::of::<T>() {
            return None;
        }
        // SAFETY: the header says that the slot is one of a `T`; it outlives the call, and all access is shared.
        Some(unsafe { &(*self.memory.as_ptr().cast::<Slot<T>>()).locked })
    }

    /// Drops the value, once no other thread uses it; the instance answers "closed" from then on.
    pub(crate) fn close(self) -> Result<()> {
        // SAFETY: by the contract of `new`, the place holds an instance.
        unsafe { (self.memory.as_ref().close)(self.memory) }
    }

    /// Ends the instance.
    ///
    /// # Safety
    ///
    /// Nobody uses the instance any more.
    pub(crate) unsafe fn end(self) {
        // SAFETY: by the contract of `new` and this function's own.
        unsafe { (self.memory.as_ref().end)(self.memory) }
    }
}

unsafe fn close<T: 'static>(memory: NonNull<Header>) -> Result<()> {
    let place = Place { memory, lifetime: PhantomData };
    let locked =
        place.get::<T>().ok_or_else(|| Error::of_kind(ErrorKind::Internal, "an instance of no class"))?;
    let value = Caller::attached(|caller| locked.close(caller))?;
    // Dropped without the lock and the GIL: its `Drop` may call back.
    drop(value);
    Ok(())
}

unsafe fn end<T>(memory: NonNull<Header>) {
    // SAFETY: `Place::fill` made the slot with this very function, and nobody uses it any more.
    unsafe { ptr::drop_in_place(memory.as_ptr().cast::<Slot<T>>()) }
}
