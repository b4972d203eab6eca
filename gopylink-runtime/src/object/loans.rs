//! The instances that one call borrows, where it has some as arguments: all of them, together with the one that its method
//! runs on.
//!
//! An unsafe edge of the runtime: who has borrowed an instance may use it. Locks are taken in the order of their addresses, so
//! that two calls that want the same instances do not wait for each other.

use std::cell::{Cell, UnsafeCell};
use std::fmt::{self, Display};
use std::marker::PhantomPinned;
use std::mem::ManuallyDrop;
use std::pin::Pin;

use smallvec::SmallVec;

use super::argument::Lent;
use super::instance::{InstanceMut, InstanceRef, Lendable, Locked, closed};
use super::lock::{Caller, Lock};
use super::place::Place;
use crate::error::{Error, ErrorKind, Result};
use crate::running::{Label, Running, Several};

/// What an export and its parameters are called.
pub(crate) trait Names {
    fn label(&self) -> &Label;
    /// How messages name an argument.
    fn argument(&self, parameter: usize) -> String;
    /// The name of the parameter.
    fn parameter(&self, parameter: usize) -> &str;
}

/// The instances that a call borrows, from when all its arguments are decoded until it ends.
#[derive(Default)]
pub struct Loans<'call> {
    /// Whether there are any. Most exports have none, and what is left of this in their calls is to be nothing: so it is asked
    /// before all else, also where this ends.
    is_used: Cell<bool>,
    /// What is in here and in the next is referred to by this type's own functions only, and for no longer than they take.
    loans: ManuallyDrop<UnsafeCell<SmallVec<[Loan<'call>; 3]>>>,
    /// How the first of them are held.
    held: ManuallyDrop<UnsafeCell<Several>>,
    /// The call, once all are.
    running: Cell<Option<&'call Running>>,
    /// The call notes where this is.
    _pinned: PhantomPinned,
}

/// One of them.
struct Loan<'call> {
    instance: &'call dyn Lendable,
    /// That of the instance.
    lock: &'call Lock,
    alone: bool,
    role: Role,
}

/// What a call borrows an instance as: an argument, or an item of one, or else the instance that a method runs on.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Role {
    /// One more than the number of the parameter; 0 for the instance that a method runs on.
    parameter: u32,
    /// One more than the number of the item; 0 for an argument that is the instance itself.
    item: u32,
}

impl Role {
    /// The instance that a method runs on.
    const RECEIVER: Self = Self { parameter: 0, item: 0 };

    /// An argument, or an item of one.
    #[inline]
    fn of(parameter: usize, item: Option<usize>) -> Self {
        // Only messages know of it: the last item that has a number of its own stands for those behind it.
        let number = |index: usize| u32::try_from(index).unwrap_or(u32::MAX).saturating_add(1);
        Self { parameter: number(parameter), item: item.map_or(0, number) }
    }

    /// The number of the parameter.
    fn parameter(self) -> Option<usize> {
        self.parameter.checked_sub(1).map(|number| number as usize)
    }

    /// The number of the item.
    fn item(self) -> Option<usize> {
        self.item.checked_sub(1).map(|number| number as usize)
    }
}

impl<'call> Loans<'call> {
    /// None yet.
    #[inline(always)]
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Whether there are any among the arguments.
    #[inline(always)]
    pub(super) fn is_used(&self) -> bool {
        self.is_used.get()
    }

    /// Adds an argument, or an item of one.
    pub(crate) fn add<C>(&self, lent: &Lent<'call, C>, alone: bool, parameter: usize, item: Option<usize>) {
        self.push(lent.locked, alone, Role::of(parameter, item));
    }

    /// Borrows them all, and the instance of a `&self` method.
    pub(crate) fn shared<T: 'static>(
        self: Pin<&Self>,
        place: Place<'call>,
        names: &'static dyn Names,
        running: &'call Running,
        caller: Caller,
    ) -> Result<InstanceRef<'call, T>> {
        let locked = self.with_receiver(place, false, names, running, caller)?;
        // SAFETY: just borrowed, and noted.
        Ok(unsafe { InstanceRef::among(locked, running) })
    }

    /// Borrows them all, and the instance of a `&mut self` method.
    pub(crate) fn exclusive<T: 'static>(
        self: Pin<&Self>,
        place: Place<'call>,
        names: &'static dyn Names,
        running: &'call Running,
        caller: Caller,
    ) -> Result<InstanceMut<'call, T>> {
        let locked = self.with_receiver(place, true, names, running, caller)?;
        // SAFETY: just borrowed alone, and noted.
        Ok(unsafe { InstanceMut::among(locked, running) })
    }

    /// Borrows them all, and the instance of a method.
    fn with_receiver<T: 'static>(
        self: Pin<&Self>,
        place: Place<'call>,
        alone: bool,
        names: &'static dyn Names,
        running: &'call Running,
        caller: Caller,
    ) -> Result<&'call Locked<T>> {
        let locked = place.locked::<T>(names.label())?;
        self.push(locked, alone, Role::RECEIVER);
        self.hold(names, running, caller)?;
        Ok(locked)
    }

    #[inline]
    fn push<C>(&self, locked: &'call Locked<C>, alone: bool, role: Role) {
        self.is_used.set(true);
        // SAFETY: nobody else refers to the list.
        unsafe { &mut *self.loans.get() }.push(Loan { instance: locked, lock: locked.lock(), alone, role });
    }

    /// Borrows them all.
    pub(crate) fn hold(
        self: Pin<&Self>,
        names: &'static dyn Names,
        running: &'call Running,
        caller: Caller,
    ) -> Result<()> {
        // SAFETY: nobody else refers to the lists. What waits for a lock may run other calls, which have lists of their own.
        let (loans, held) = unsafe { (&mut *self.loans.get(), &mut *self.held.get()) };
        in_order(names, loans)?;
        for Loan { instance, lock, alone, role } in loans.iter() {
            let borrower = Borrower { names, role: *role };
            let way = lock.hold(*alone, caller, &borrower)?;
            held.push((lock.address(), way));
            // SAFETY: just held.
            if unsafe { instance.is_closed() } {
                return Err(closed(&borrower));
            }
        }
        // SAFETY: the list is pinned with `self`, and does not change before `drop`, which has the call forget it.
        unsafe { running.note_several(&*self.held.get(), names.label()) };
        self.running.set(Some(running));
        Ok(())
    }

    /// Gives back what is held. Only when this ends.
    fn give_back(&mut self) {
        if let Some(running) = self.running.get() {
            running.forget();
        }
        for (loan, (_, way)) in self.loans.get_mut().iter().zip(self.held.get_mut()) {
            // SAFETY: held in that way, since the lists were made in the same order.
            unsafe { loan.lock.give_back(*way) };
        }
        // SAFETY: nobody uses the lists afterwards.
        unsafe {
            ManuallyDrop::drop(&mut self.loans);
            ManuallyDrop::drop(&mut self.held);
        }
    }

    fn check_held(&self) {
        assert!(self.running.get().is_some(), "an instance was passed on before it was borrowed");
    }
}

/// Puts them in the order of their addresses, each once.
#[inline]
fn in_order(names: &'static dyn Names, loans: &mut SmallVec<[Loan<'_>; 3]>) -> Result<()> {
    match loans.as_mut_slice() {
        [] | [_] => Ok(()),
        [first, second] if first.address() < second.address() => Ok(()),
        [first, second] if first.address() > second.address() => {
            std::mem::swap(first, second);
            Ok(())
        }
        _ => sort(names, loans),
    }
}

#[inline(never)]
fn sort(names: &'static dyn Names, loans: &mut SmallVec<[Loan<'_>; 3]>) -> Result<()> {
    loans.sort_unstable_by_key(|loan| (loan.address(), loan.role));
    let same = |pair: &&[Loan<'_>]| pair[0].address() == pair[1].address();
    let mut twice = loans.windows(2).filter(same);
    if let Some(pair) = twice.find(|pair| pair[0].alone || pair[1].alone) {
        return Err(lent_twice(names, pair[0].role, pair[1].role));
    }
    loans.dedup_by_key(|loan| loan.address());
    Ok(())
}

impl Drop for Loans<'_> {
    #[inline(always)]
    fn drop(&mut self) {
        if self.is_used.get() {
            self.give_back();
        }
    }
}

impl<'call, C> Lent<'call, C> {
    /// The value, once it is borrowed.
    #[inline]
    pub(crate) fn shared<'l>(self, loans: &'l Loans<'call>) -> &'l C {
        loans.check_held();
        // SAFETY: `loans` holds its lock until it ends, as it was added to it, and has seen that there is a value.
        unsafe { self.locked.value() }
    }

    /// The value, once it is borrowed alone.
    #[inline]
    #[expect(clippy::mut_from_ref, reason = "what is changed is not in `loans`, which holds its lock")]
    pub(crate) fn exclusive<'l>(self, loans: &'l Loans<'call>) -> &'l mut C {
        loans.check_held();
        // SAFETY: as above, alone: nothing else that the call has borrowed is this instance.
        unsafe { self.locked.value_mut() }
    }
}

impl Loan<'_> {
    fn address(&self) -> usize {
        self.lock.address()
    }
}

/// Who borrows an instance, in messages.
struct Borrower<'a> {
    names: &'a dyn Names,
    role: Role,
}

impl Display for Borrower<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.role.parameter(), self.role.item()) {
            (None, _) => self.names.label().fmt(formatter),
            (Some(parameter), None) => formatter.write_str(&self.names.argument(parameter)),
            (Some(parameter), Some(item)) => write!(formatter, "{}[{item}]", self.names.argument(parameter)),
        }
    }
}

#[cold]
fn lent_twice(names: &dyn Names, first: Role, second: Role) -> Error {
    let first = match (first.parameter(), first.item()) {
        (None, _) => "'self'".to_owned(),
        (Some(parameter), None) => format!("'{}'", names.parameter(parameter)),
        (Some(parameter), Some(item)) => format!("'{}'[{item}]", names.parameter(parameter)),
    };
    let second = Borrower { names, role: second };
    let what = "the same instance, and at least one of them changes it; pass two instances";
    Error::of_kind(ErrorKind::Borrow, format!("{second}: it and {first} are {what}"))
}
