//! New instances as results.

use std::cell::RefCell;
use std::ffi::c_void;

use serde::ser::{Error as _, Serialize, Serializer};

use super::class::Class;
use super::place::Place;
use crate::codec::instance::{Make, OfferedInstance};
use crate::codec::names;

/// A result that is new instances of exported classes.
pub trait Returnable {
    /// The same on its way to Python.
    type Sent: Serialize;

    /// Sends it off.
    fn sent(self) -> Self::Sent;
}

/// The value of a new instance.
pub struct New<C>(RefCell<Option<C>>);

impl<C: Class> Make for New<C> {
    fn class(&self) -> *const c_void {
        C::exported().host()
    }

    fn make(&self, place: *mut c_void) {
        if let (Some(place), Some(value)) = (Place::of_new(place), self.0.take()) {
            place.make(value);
        }
    }
}

impl<C: Class> Serialize for New<C> {
    #[inline]
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.0.borrow().is_none() {
            return Err(S::Error::custom("an instance was made of this value already"));
        }
        serializer.serialize_newtype_struct(names::INSTANCE, &OfferedInstance(self))
    }
}

impl<C: Class> Returnable for C {
    type Sent = New<C>;

    #[inline]
    fn sent(self) -> New<C> {
        New(RefCell::new(Some(self)))
    }
}

impl<R: Returnable> Returnable for Option<R> {
    type Sent = Option<R::Sent>;

    #[inline]
    fn sent(self) -> Self::Sent {
        self.map(Returnable::sent)
    }
}

impl<R: Returnable> Returnable for Vec<R> {
    type Sent = Vec<R::Sent>;

    fn sent(self) -> Self::Sent {
        self.into_iter().map(Returnable::sent).collect()
    }
}
