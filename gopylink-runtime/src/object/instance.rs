//! One instance: the user's value behind a lock that methods share or take alone.
//!
//! An unsafe edge of the runtime: who holds the lock may use what it guards.

use std::cell::UnsafeCell;
use std::fmt::Display;
use std::ops::{Deref, DerefMut};

use super::class::Class;
use super::lock::{Caller, Lock};
use super::place::Place;
use crate::error::{Error, ErrorKind, Result};
use crate::running::{Label, Running};

impl<'call> Place<'call> {
    /// Makes the instance in its place. Only for the constructor of `T`.
    pub(crate) fn make<T: Class>(self, value: T) {
        let class = T::exported().name();
        self.fill(Locked { lock: Lock::new(), value: UnsafeCell::new(Some(value)), class });
    }

    /// Lends the value to a `&self` method, waiting while a `&mut self` method runs on another thread.
    #[inline(always)]
    pub(crate) fn shared<T: 'static>(
        self,
        label: &'static Label,
        running: &'call Running,
        caller: Caller,
    ) -> Result<InstanceRef<'call, T>> {
        let locked = self.locked::<T>(label)?;
        locked.borrow(false, label, running, caller)?;
        Ok(InstanceRef { locked, running })
    }

    /// Lends the value to a `&mut self` method, waiting while others run on other threads.
    #[inline(always)]
    pub(crate) fn exclusive<T: 'static>(
        self,
        label: &'static Label,
        running: &'call Running,
        caller: Caller,
    ) -> Result<InstanceMut<'call, T>> {
        let locked = self.locked::<T>(label)?;
        locked.borrow(true, label, running, caller)?;
        Ok(InstanceMut { locked, running })
    }

    #[inline(always)]
    pub(super) fn locked<T: 'static>(self, label: &Label) -> Result<&'call Locked<T>> {
        self.get().ok_or_else(|| of_another_class(label))
    }
}

#[cold]
fn of_another_class(label: &Label) -> Error {
    Error::of_kind(ErrorKind::Internal, format!("{label} was given an instance of another class"))
}

/// The value of an instance, behind its lock.
pub(super) struct Locked<T> {
    lock: Lock,
    /// `None` once closed.
    value: UnsafeCell<Option<T>>,
    /// How messages name the class.
    class: &'static str,
}

impl<T> Locked<T> {
    /// Holds the lock for a call, if there is a value, until [`give_back`](Self::give_back).
    #[inline(always)]
    fn borrow(&self, alone: bool, label: &'static Label, running: &Running, caller: Caller) -> Result<()> {
        let way = self.lock.hold(alone, caller, label)?;
        // SAFETY: who holds the lock may look at the value.
        if unsafe { &*self.value.get() }.is_none() {
            // SAFETY: just held so.
            unsafe { self.lock.give_back(way) };
            return Err(closed(label));
        }
        running.note(self.lock.address(), way, label);
        Ok(())
    }

    /// Lets go of the lock that the call holds.
    ///
    /// # Safety
    ///
    /// The call has [borrowed](Self::borrow) this instance.
    #[inline(always)]
    unsafe fn give_back(&self, running: &Running) {
        // SAFETY: by this function's contract, held in the way that was noted.
        unsafe { self.lock.give_back(running.forget()) };
    }

    /// Drops the value once no other thread uses it.
    pub(super) fn close(&self, caller: Caller) -> Result<Option<T>> {
        let label = format_args!("{}.close()", self.class);
        let way = self.lock.hold(true, caller, &label)?;
        // SAFETY: who holds the lock alone may do with the value what he wants.
        let value = unsafe { &mut *self.value.get() }.take();
        // SAFETY: just held so.
        unsafe { self.lock.give_back(way) };
        if value.is_some() { Ok(value) } else { Err(closed(&label)) }
    }
}

/// An instance of any class, as who borrows it together with others sees it.
pub(super) trait Lendable {
    /// Whether there is no value any more.
    ///
    /// # Safety
    ///
    /// This thread holds the lock.
    unsafe fn is_closed(&self) -> bool;
}

impl<T> Lendable for Locked<T> {
    unsafe fn is_closed(&self) -> bool {
        // SAFETY: by this function's contract.
        unsafe { &*self.value.get() }.is_none()
    }
}

#[cold]
pub(super) fn closed(label: &dyn Display) -> Error {
    Error::of_kind(ErrorKind::Closed, format!("{label}: the instance is closed"))
}

impl<T> Locked<T> {
    #[inline]
    pub(super) fn lock(&self) -> &Lock {
        &self.lock
    }

    /// The value.
    ///
    /// # Safety
    ///
    /// This thread holds the lock for `'l`, and there is a value.
    #[inline(always)]
    pub(super) unsafe fn value<'l>(&self) -> &'l T {
        // SAFETY: by this function's contract.
        unsafe { (*self.value.get()).as_ref().unwrap_unchecked() }
    }

    /// The value, to change.
    ///
    /// # Safety
    ///
    /// As for [`value`](Self::value), and it holds the lock alone. Nobody else asks for the value meanwhile.
    #[inline(always)]
    pub(super) unsafe fn value_mut<'l>(&self) -> &'l mut T {
        // SAFETY: by this function's contract.
        unsafe { (*self.value.get()).as_mut().unwrap_unchecked() }
    }
}

impl<'a, T> InstanceRef<'a, T> {
    /// One that a call has borrowed together with others, which gives it back.
    ///
    /// # Safety
    ///
    /// So it is, and the call has noted that.
    #[inline]
    pub(super) unsafe fn among(locked: &'a Locked<T>, running: &'a Running) -> Self {
        Self { locked, running }
    }
}

impl<'a, T> InstanceMut<'a, T> {
    /// As [`InstanceRef::among`].
    ///
    /// # Safety
    ///
    /// As for that, alone.
    #[inline]
    pub(super) unsafe fn among(locked: &'a Locked<T>, running: &'a Running) -> Self {
        Self { locked, running }
    }
}

/// A value lent to a `&self` method. No more than two pointers, which are returned in registers.
pub struct InstanceRef<'a, T> {
    locked: &'a Locked<T>,
    running: &'a Running,
}

impl<T> Deref for InstanceRef<'_, T> {
    type Target = T;

    #[inline(always)]
    fn deref(&self) -> &T {
        // SAFETY: the call has borrowed the instance, so that there is a value and nobody changes it.
        unsafe { self.locked.value() }
    }
}

impl<T> Drop for InstanceRef<'_, T> {
    #[inline(always)]
    fn drop(&mut self) {
        // SAFETY: borrowed when this was made.
        unsafe { self.locked.give_back(self.running) };
    }
}

/// A value lent to a `&mut self` method. No more than two pointers, which are returned in registers.
pub struct InstanceMut<'a, T> {
    locked: &'a Locked<T>,
    running: &'a Running,
}

impl<T> Deref for InstanceMut<'_, T> {
    type Target = T;

    #[inline(always)]
    fn deref(&self) -> &T {
        // SAFETY: the call has borrowed the instance alone, so that there is a value and nobody else uses it.
        unsafe { self.locked.value() }
    }
}

impl<T> DerefMut for InstanceMut<'_, T> {
    #[inline(always)]
    fn deref_mut(&mut self) -> &mut T {
        // SAFETY: as above.
        unsafe { self.locked.value_mut() }
    }
}

impl<T> Drop for InstanceMut<'_, T> {
    #[inline(always)]
    fn drop(&mut self) {
        // SAFETY: borrowed when this was made.
        unsafe { self.locked.give_back(self.running) };
    }
}
