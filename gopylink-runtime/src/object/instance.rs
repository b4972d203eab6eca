//! One instance: the user's value behind a lock that methods share or take alone.

use std::any::Any;
use std::fmt::Display;
use std::ops::{Deref, DerefMut};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use parking_lot::{RwLock, RwLockReadGuard, RwLockWriteGuard};

use super::borrows::{self, Held, Noted};
use crate::error::{Error, ErrorKind, Result};

/// A Rust type that Python may make instances of. `#[gopylink::class]` implements it.
#[diagnostic::on_unimplemented(
    message = "class `{Self}` has no constructor",
    label = "needs `pub fn new(…) -> Self`, or `#[gopylink(constructor)]` on another function, in one of its `#[gopylink::class]` blocks",
    note = "instances are shared between threads, so the type must also be `Send + Sync + 'static`"
)]
pub trait Class: Send + Sync + 'static {}

/// An instance of some class, as the host holds it.
pub(crate) struct Instance {
    value: Box<dyn Erased>,
}

trait Erased: Any + Send + Sync {
    fn close(&self) -> Result<()>;
}

impl Instance {
    pub(crate) fn new<T: Class>(value: T, class: &'static str) -> Self {
        let generation = AtomicU32::new(GENERATION.load(Ordering::Relaxed));
        Self { value: Box::new(Locked { value: RwLock::new(Some(value)), class, generation }) }
    }

    /// Lends the value to a `&self` method, waiting while a `&mut self` method runs on another thread.
    pub(crate) fn shared<T: 'static>(&self, label: &'static str) -> Result<InstanceRef<'_, T>> {
        self.locked::<T>(label)?.shared(label)
    }

    /// Lends the value to a `&mut self` method, waiting while others run on other threads.
    pub(crate) fn exclusive<T: 'static>(&self, label: &'static str) -> Result<InstanceMut<'_, T>> {
        self.locked::<T>(label)?.exclusive(label)
    }

    /// Drops the value once no other thread uses it; the instance answers "closed" from then on.
    pub(crate) fn close(&self) -> Result<()> {
        self.value.close()
    }

    fn locked<T: 'static>(&self, label: &str) -> Result<&Locked<T>> {
        let erased: &dyn Any = &*self.value;
        erased.downcast_ref().ok_or_else(|| {
            Error::of_kind(ErrorKind::Internal, format!("{label} was given an instance of another class"))
        })
    }
}

struct Locked<T> {
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

    fn shared(&self, label: &'static str) -> Result<InstanceRef<'_, T>> {
        let held = borrows::held(self.address());
        if let Held::Exclusive(holder) = held {
            return Err(in_use(&label, holder));
        }
        let guard = if matches!(held, Held::Nothing) {
            self.check_generation(&label)?;
            self.value.read()
        } else {
            // The second borrow on one thread must not queue behind a writer that waits for the first.
            self.value.read_recursive()
        };
        let guard = RwLockReadGuard::try_map(guard, Option::as_ref).map_err(|_| closed(&label))?;
        Ok(InstanceRef { guard, _noted: borrows::note(self.address(), false, label) })
    }

    fn exclusive(&self, label: &'static str) -> Result<InstanceMut<'_, T>> {
        let guard =
            RwLockWriteGuard::try_map(self.write(&label)?, Option::as_mut).map_err(|_| closed(&label))?;
        Ok(InstanceMut { guard, _noted: borrows::note(self.address(), true, label) })
    }

    fn write(&self, label: &dyn Display) -> Result<RwLockWriteGuard<'_, Option<T>>> {
        if let Held::Shared(holder) | Held::Exclusive(holder) = borrows::held(self.address()) {
            return Err(in_use(label, holder));
        }
        self.check_generation(label)?;
        Ok(self.value.write())
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

impl<T: Class> Erased for Locked<T> {
    fn close(&self) -> Result<()> {
        let label = format_args!("{}.close()", self.class);
        // Taken out first, so that the value is dropped with the lock released: its `Drop` may call back.
        let value = self.write(&label)?.take();
        value.map(drop).ok_or_else(|| closed(&label))
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
    _noted: Noted,
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
    _noted: Noted,
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
