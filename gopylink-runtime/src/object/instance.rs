//! One instance: the user's value behind a lock that methods share or take alone.
//!
//! An unsafe edge of the runtime: who holds the lock may use what it guards.

use std::cell::UnsafeCell;
use std::fmt::Display;
use std::ops::{Deref, DerefMut};

use super::lock::{Caller, Hold, Lock};
use super::place::Place;
use crate::error::{Error, ErrorKind, Result};
use crate::running::{Label, Noted, Running};

/// A Rust type that Python may make instances of. `#[gopylink::class]` implements it.
#[diagnostic::on_unimplemented(
    message = "class `{Self}` has no constructor",
    label = "needs `pub fn new(…) -> Self`, or `#[gopylink(constructor)]` on another function, in one of its `#[gopylink::class]` blocks",
    note = "instances are shared between threads, so the type must also be `Send + Sync + 'static`"
)]
pub trait Class: Send + Sync + 'static {}

impl<'call> Place<'call> {
    /// Makes the instance in its place. Only for the constructor of `T`.
    pub(crate) fn make<T: Class>(self, value: T, class: &'static str) {
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
        let hold = locked.lock.hold(false, caller, label)?;
        // SAFETY: the hold, which the result keeps, lets nobody change the value.
        let value = unsafe { &*locked.value.get() }.as_ref().ok_or_else(|| closed(label))?;
        let noted = running.note(locked.lock.address(), false, label);
        Ok(InstanceRef { value, _hold: hold, _noted: noted })
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
        let hold = locked.lock.hold(true, caller, label)?;
        // SAFETY: the hold, which the result keeps, lets nobody else use the value.
        let value = unsafe { &mut *locked.value.get() }.as_mut().ok_or_else(|| closed(label))?;
        let noted = running.note(locked.lock.address(), true, label);
        Ok(InstanceMut { value, _hold: hold, _noted: noted })
    }

    #[inline(always)]
    fn locked<T: 'static>(self, label: &Label) -> Result<&'call Locked<T>> {
        self.get().ok_or_else(|| {
            Error::of_kind(ErrorKind::Internal, format!("{label} was given an instance of another class"))
        })
    }
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
    /// Drops the value once no other thread uses it.
    pub(super) fn close(&self, caller: Caller) -> Result<Option<T>> {
        let label = format_args!("{}.close()", self.class);
        let hold = self.lock.hold(true, caller, &label)?;
        // SAFETY: the hold lets nobody else use the value.
        let value = unsafe { &mut *self.value.get() }.take();
        drop(hold);
        if value.is_some() { Ok(value) } else { Err(closed(&label)) }
    }
}

fn closed(label: &dyn Display) -> Error {
    Error::of_kind(ErrorKind::Closed, format!("{label}: the instance is closed"))
}

/// A value lent to a `&self` method.
pub struct InstanceRef<'a, T> {
    value: &'a T,
    _hold: Hold<'a>,
    _noted: Noted<'a>,
}

impl<T> Deref for InstanceRef<'_, T> {
    type Target = T;

    #[inline]
    fn deref(&self) -> &T {
        self.value
    }
}

/// A value lent to a `&mut self` method.
pub struct InstanceMut<'a, T> {
    value: &'a mut T,
    _hold: Hold<'a>,
    _noted: Noted<'a>,
}

impl<T> Deref for InstanceMut<'_, T> {
    type Target = T;

    #[inline]
    fn deref(&self) -> &T {
        self.value
    }
}

impl<T> DerefMut for InstanceMut<'_, T> {
    #[inline]
    fn deref_mut(&mut self) -> &mut T {
        self.value
    }
}
