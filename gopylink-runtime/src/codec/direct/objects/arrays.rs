//! Arrays of Python's, and arrays for Python.

use std::ptr::NonNull;
use std::slice;

use gopylink_abi::array::{OTHER, OpenArray, OwnedArray, access, open};
use gopylink_abi::direct::token;
use gopylink_abi::failure::FailureKind;

use super::kept::Lease;
use super::{Borrowed, Kept, Objects, Owned, Reading};
use crate::codec::array::{Access, Contents, Layout, Offered, Opened};
use crate::codec::error::Error;

impl Objects {
    /// An object that shares the memory of an array.
    pub(crate) fn array(self, array: &Offered<'_>) -> Result<Owned, Error> {
        let shared = array.storage.share();
        let owned = OwnedArray {
            element: array.kind,
            data: shared.data,
            dimensions: array.shape.len(),
            shape: array.shape.as_ptr(),
            release: shared.release,
            is_sole: shared.is_sole,
            owner: shared.into_owner(),
        };
        // SAFETY: the table's contract; the shape is borrowed for the call, and the owner is given away.
        self.made(unsafe { (self.table.arrays.own)(&raw const owned) })
    }
}

impl Borrowed<'_> {
    /// Opens the array that the object is, until `kept` ends; `None` if it is none.
    pub(crate) fn open(self, wanted: Access, kept: &Kept) -> Option<Result<Opened<'_>, Error>> {
        let access = match wanted {
            Access::Read => access::READ,
            Access::Write => access::WRITE,
            Access::Bytes => access::BYTES,
        };
        let (objects, object) = (kept.objects(), self.object);
        let mut array = OpenArray::EMPTY;
        // SAFETY: the object is alive; the array is there to be filled in.
        let status = unsafe { (objects.table.arrays.open)(object.as_ptr(), access, &raw mut array) };
        // SAFETY: the lease is this function's.
        let lease = NonNull::new(array.lease).map(|lease| unsafe { Lease::from_raw(objects, lease) });
        // SAFETY: the lease keeps them alive.
        let words = || String::from_utf8_lossy(unsafe { array.words.bytes() }).into_owned();
        let contents = match status {
            open::NO_BUFFER => return None,
            open::LENT => return Some(Err(lent(wanted))),
            open::OPENED if array.element == OTHER => Contents::Other(words()),
            open::OPENED => Contents::Numbers(array.element),
            open::UNREADABLE => Contents::Unreadable(words()),
            _ => return Some(Err(objects.failure())),
        };
        let Some(lease) = lease else {
            return Some(Err(Error::internal("the host opened an array and kept no lease")));
        };
        let shape = if array.dimensions == 0 {
            &[]
        } else {
            // SAFETY: the lease keeps it alive.
            unsafe { slice::from_raw_parts(array.shape, array.dimensions) }
        };
        let layout = Layout::new(shape);
        kept.add_lease(lease);
        let to_write = wanted == Access::Write;
        // SAFETY: the host's word, for as long as the lease lives: as long as `kept` does.
        Some(Ok(unsafe { Opened::new(contents, array.flags, layout, array.data.cast(), to_write) }))
    }
}

impl<'a> Reading<'a> {
    /// Reads an object with a buffer as if it had none, or an instance of an exported class as if it were none.
    pub(crate) fn read_without_buffer(&mut self, kept: &'a Kept) {
        debug_assert!(matches!(self.kind(), token::BUFFER | token::INSTANCE));
        // What is read next may need it.
        self.keep(kept);
        let (objects, object) = (kept.objects(), self.token.object);
        // SAFETY: the object lives for `'a`.
        unsafe { (objects.table.arrays.read)(object, self.empty()) };
    }
}

#[cold]
fn lent(wanted: Access) -> Error {
    let message = if wanted == Access::Write {
        "cannot lend the array to be written: Rust is using its memory already"
    } else {
        "cannot lend the array: Rust is writing to its memory already"
    };
    Error::new(FailureKind::Borrow, message)
}
