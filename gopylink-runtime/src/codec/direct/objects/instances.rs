//! Instances of exported classes.

use std::ffi::c_void;
use std::ptr;

use gopylink_abi::direct::token;

use super::{Borrowed, Kept, Objects, Owned, Reading};
use crate::codec::error::Error;
use crate::codec::instance::{Instance, OfferedInstance};

impl<'a> Borrowed<'a> {
    /// The instance that the object is, if it is one.
    #[inline]
    pub(crate) fn instance(self) -> Option<Instance<'a>> {
        let mut place: *mut c_void = ptr::null_mut();
        // SAFETY: the object is alive for `'a`; the place is there to be filled in.
        let class = unsafe { (self.objects.table.place)(self.object.as_ptr(), &raw mut place) };
        (!class.is_null()).then(|| Instance::new(class, place, None))
    }
}

impl<'a> Reading<'a> {
    /// The instance that was read, which lives as long as `kept`, too.
    pub(crate) fn instance(&mut self, kept: &'a Kept) -> Option<Instance<'a>> {
        if self.kind() != token::INSTANCE {
            return None;
        }
        self.keep(kept);
        let object = ptr::NonNull::new(self.token.object)?;
        // SAFETY: the object lives for `'a`.
        unsafe { Borrowed::<'a>::new(kept.objects(), object) }.instance()
    }

    /// Reads an object, or the one that this reading is of, as one that cannot cross. Whether there is one.
    pub(crate) fn read_opaque(&mut self, unread: Option<Borrowed<'a>>, kept: &'a Kept) -> bool {
        let object = match unread {
            Some(object) => object.object,
            None if matches!(self.kind(), token::BUFFER | token::INSTANCE) => {
                self.keep(kept);
                let Some(object) = ptr::NonNull::new(self.token.object) else { return false };
                object
            }
            None => return false,
        };
        // SAFETY: the object lives for `'a`.
        unsafe { (kept.objects().table.opaque)(object.as_ptr(), self.empty()) };
        true
    }
}

impl Objects {
    /// A new instance.
    #[inline]
    pub(crate) fn instance(self, OfferedInstance(offered): &OfferedInstance<'_>) -> Result<Owned, Error> {
        let class = offered.class();
        if class.is_null() {
            return Err(Error::internal("the host does not know the class"));
        }
        let mut place: *mut c_void = ptr::null_mut();
        // SAFETY: the table's contract; the class is what the host has handed over.
        let object = self.made(unsafe { (self.table.make)(class, &raw mut place) })?;
        offered.make(place);
        Ok(object)
    }
}
