//! Values of classes: of those that Python has for records, and of the standard library's.

use std::ffi::c_void;
use std::ptr::NonNull;

use gopylink_abi::layout::Slice;

use super::{Objects, Owned};
use crate::codec::error::Error;
use crate::describe::RecordClass;

/// What the host makes values of a class with.
#[derive(Clone, Copy)]
pub(crate) struct Class(NonNull<c_void>);

impl Class {
    /// None where the host has not handed it over.
    #[inline]
    pub(crate) fn of(class: &RecordClass) -> Option<Self> {
        class.host().map(Self)
    }
}

impl Objects {
    /// A member of an enum, by its name.
    #[inline]
    pub(crate) fn member(self, Class(class): Class, name: &'static str) -> Result<Owned, Error> {
        let name = Slice::new(name.as_bytes());
        // SAFETY: the table's contract; the class is what the host has handed over, and the name never changes or ends.
        self.made(unsafe { (self.table.member)(class.as_ptr(), name) })
    }
}

impl Objects {
    /// A value of a class of Python's standard library, by its payload.
    pub(crate) fn standard(self, payload: &[u8]) -> Result<Owned, Error> {
        // SAFETY: the table's contract; the payload is borrowed for the call.
        self.made(unsafe { (self.table.standard)(Slice::new(payload)) })
    }
}

impl Owned {
    /// The instance of a dataclass that has the fields in this dict.
    #[inline]
    pub(crate) fn into_instance(self, Class(class): Class) -> Result<Self, Error> {
        let objects = self.objects;
        // SAFETY: the table's contract; the class is what the host has handed over, and the reference is given away.
        objects.made(unsafe { (objects.table.instance)(class.as_ptr(), self.into_raw()) })
    }
}
