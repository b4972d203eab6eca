//! Objects whose types are not builtin, which are read in two steps.

use std::ptr::NonNull;

use gopylink_abi::direct::{Object, Token, token};
use gopylink_abi::layout::Slice;

use super::{Borrowed, Kept, Reading};

impl<'a> Reading<'a> {
    /// Reads an object with a buffer as if it had none, or an instance of an exported class as if it were none.
    pub(crate) fn read_without_buffer(&mut self, kept: &'a Kept) {
        self.read_again(kept, kept.objects().table.arrays.read);
    }

    /// As [`read_without_buffer`](Self::read_without_buffer), where a number is wanted.
    pub(crate) fn read_index(&mut self, kept: &'a Kept) {
        self.read_again(kept, kept.objects().table.index);
    }

    fn read_again(&mut self, kept: &'a Kept, read: unsafe extern "C" fn(*mut Object, *mut Token)) {
        debug_assert!(matches!(self.kind(), token::BUFFER | token::INSTANCE));
        // What is read next may need it.
        self.keep(kept);
        let object = self.token.object;
        // SAFETY: the object lives for `'a`.
        unsafe { read(object, self.empty()) };
        if self.is_container() {
            // Of a container there are no bytes.
            self.token.bytes = Slice { data: object.cast_const().cast(), len: 0 };
        }
    }

    /// The object that is still to be read, or to be asked for its place.
    pub(crate) fn kept_object(&mut self, kept: &'a Kept) -> Option<Borrowed<'a>> {
        debug_assert!(matches!(self.kind(), token::BUFFER | token::INSTANCE));
        self.keep(kept);
        // SAFETY: the object lives for `'a`.
        NonNull::new(self.token.object).map(|object| unsafe { Borrowed::new(kept.objects(), object) })
    }

    fn is_container(&self) -> bool {
        matches!(
            self.kind(),
            token::LIST | token::TUPLE | token::SET | token::DICT | token::PAIRS | token::NAMED_TUPLE
        )
    }

    /// The object that gave this container in its place, if one did.
    #[inline]
    pub(crate) fn origin(&self) -> Option<Borrowed<'_>> {
        debug_assert!(self.is_container() || self.kind() == token::ENUM);
        let object = NonNull::new(self.token.bytes.data.cast_mut().cast::<Object>());
        // SAFETY: the host leaves the bytes of containers null, so that it is the object which `read_again` has kept.
        object.map(|object| unsafe { Borrowed::new(self.objects(), object) })
    }
}

impl Borrowed<'_> {
    /// What messages call the type of the object. Runs no code of the object's own.
    #[cold]
    pub(crate) fn type_name(self) -> Option<String> {
        let mut reading = self.objects.no_reading();
        // SAFETY: the object is alive.
        unsafe { (self.objects.table.opaque)(self.object.as_ptr(), reading.empty()) };
        (reading.kind() == token::OPAQUE).then(|| reading.text().to_owned())
    }
}
