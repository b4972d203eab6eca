//! One instance: the user's value behind a lock that methods share or take alone.

use std::fmt::Display;
use std::ops::{Deref, DerefMut};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use parking_lot::{RwLock, RwLockReadGuard, RwLockWriteGuard};

use super::place::Place;
use crate::error::{Error, ErrorKind, Result};
use crate::host::Gil;
use crate::running::{self, Borrow, Noted, Running};

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
        let generation = AtomicU32::new(GENERATION.load(Ordering::Relaxed));
        self.fill(Locked { value: RwLock::new(Some(value)), class, generation });
    }

    /// Lends the value to a `&self` method, waiting while a `&mut self` method runs on another thread.
    #[inline]
    pub(crate) fn shared<T: 'static>(
        self,
        label: &'static str,
        running: &'call Running,
        gil: Gil,
    ) -> Result<InstanceRef<'call, T>> {
        self.locked::<T>(label)?.shared(label, running, gil)
    }

    /// Lends the value to a `&mut self` method, waiting while others run on other threads.
    #[inline]
    pub(crate) fn exclusive<T: 'static>(
        self,
        label: &'static str,
        running: &'call Running,
        gil: Gil,
    ) -> Result<InstanceMut<'call, T>> {
        self.locked::<T>(label)?.exclusive(label, running, gil)
    }

    #[inline]
    fn locked<T: 'static>(self, label: &str) -> Result<&'call Locked<T>> {
        self.get().ok_or_else(|| {
            Error::of_kind(ErrorKind::Internal, format!("{label} was given an instance of another class"))
        })
    }
}

/// The value of an instance, behind the lock that its methods share or take alone.
pub(super) struct Locked<T> {
    /// `None` once closed.
    value: RwLock<Option<T>>,
    /// How messages name the class.
    class: &'static str,
    /// The fork generation in which the lock was last known to belong to living threads.
    generation: AtomicU32,
}

impl<T> Locked<T> {
    fn address(&self) -> usize {
        (&raw const *self).addr()
    }

    #[inline]
    fn shared<'call>(
        &'call self,
        label: &'static str,
        running: &'call Running,
        gil: Gil,
    ) -> Result<InstanceRef<'call, T>> {
        let guard = match self.value.try_read() {
            Some(guard) => guard,
            None => self.wait_to_read(label, gil)?,
        };
        self.keep_generation();
        let guard = RwLockReadGuard::try_map(guard, Option::as_ref).map_err(|_| closed(&label))?;
        Ok(InstanceRef { guard, _noted: running.note(self.address(), Borrow::Shared(label)) })
    }

    #[cold]
    fn wait_to_read(&self, label: &'static str, gil: Gil) -> Result<RwLockReadGuard<'_, Option<T>>> {
        match running::borrowed(self.address()) {
            Some(Borrow::Exclusive(holder)) => Err(in_use(&label, holder)),
            // The second borrow on one thread must not queue behind a writer that waits for the first.
            Some(Borrow::Shared(_)) => Ok(self.value.read_recursive()),
            None => {
                self.check_generation(&label)?;
                Ok(gil.released(|| self.value.read()))
            }
        }
    }

    #[inline]
    fn exclusive<'call>(
        &'call self,
        label: &'static str,
        running: &'call Running,
        gil: Gil,
    ) -> Result<InstanceMut<'call, T>> {
        let guard = self.write(&label, gil)?;
        let guard = RwLockWriteGuard::try_map(guard, Option::as_mut).map_err(|_| closed(&label))?;
        Ok(InstanceMut { guard, _noted: running.note(self.address(), Borrow::Exclusive(label)) })
    }

    #[inline]
    fn write(&self, label: &dyn Display, gil: Gil) -> Result<RwLockWriteGuard<'_, Option<T>>> {
        let guard = match self.value.try_write() {
            Some(guard) => guard,
            None => self.wait_to_write(label, gil)?,
        };
        self.keep_generation();
        Ok(guard)
    }

    #[cold]
    fn wait_to_write(&self, label: &dyn Display, gil: Gil) -> Result<RwLockWriteGuard<'_, Option<T>>> {
        if let Some(Borrow::Shared(holder) | Borrow::Exclusive(holder)) = running::borrowed(self.address()) {
            return Err(in_use(label, holder));
        }
        self.check_generation(label)?;
        Ok(gil.released(|| self.value.write()))
    }

    /// Drops the value once no other thread uses it.
    pub(super) fn close(&self) -> Result<()> {
        let label = format_args!("{}.close()", self.class);
        // Taken out first, so that the value is dropped with the lock released: its `Drop` may call back.
        let value = self.write(&label, Gil::RELEASED)?.take();
        value.map(drop).ok_or_else(|| closed(&label))
    }

    /// Who has the lock is a living thread.
    #[inline]
    fn keep_generation(&self) {
        let now = GENERATION.load(Ordering::Relaxed);
        if self.generation.load(Ordering::Relaxed) != now {
            self.generation.store(now, Ordering::Release);
        }
    }

    /// After a fork, tells a lock that living threads hold from one whose holder stayed in the parent: the
    /// latter would never be released.
    fn check_generation(&self, label: &dyn Display) -> Result<()> {
        let now = GENERATION.load(Ordering::Relaxed);
        // A living thread holds the lock only for an instant before the generation is brought up to date.
        for _ in 0..100 {
            if self.generation.load(Ordering::Acquire) == now {
                return Ok(());
            }
            if let Some(_alone) = self.value.try_write() {
                self.generation.store(now, Ordering::Release);
                return Ok(());
            }
            std::thread::sleep(Duration::from_micros(100));
        }
        Err(Error::of_kind(
            ErrorKind::Borrow,
            format!(
                "{label}: another thread was using the instance when this process was forked; make a new one"
            ),
        ))
    }
}

fn in_use(label: &dyn Display, holder: &str) -> Error {
    Error::of_kind(ErrorKind::Borrow, format!("{label}: the instance is in use by {holder} on this thread"))
}

fn closed(label: &dyn Display) -> Error {
    Error::of_kind(ErrorKind::Closed, format!("{label}: the instance is closed"))
}

/// How often this process and its ancestors were forked.
static GENERATION: AtomicU32 = AtomicU32::new(0);

pub(super) fn forked() {
    GENERATION.fetch_add(1, Ordering::Relaxed);
}

/// A value lent to a `&self` method.
pub struct InstanceRef<'a, T> {
    guard: parking_lot::MappedRwLockReadGuard<'a, T>,
    _noted: Noted<'a>,
}

impl<T> Deref for InstanceRef<'_, T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.guard
    }
}

/// A value lent to a `&mut self` method.
pub struct InstanceMut<'a, T> {
    guard: parking_lot::MappedRwLockWriteGuard<'a, T>,
    _noted: Noted<'a>,
}

impl<T> Deref for InstanceMut<'_, T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.guard
    }
}

impl<T> DerefMut for InstanceMut<'_, T> {
    fn deref_mut(&mut self) -> &mut T {
        &mut self.guard
    }
}
