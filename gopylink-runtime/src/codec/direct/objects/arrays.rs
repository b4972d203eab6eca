//! Arrays of Python's, and arrays for Python.

use std::ptr::NonNull;
use std::slice;

use gopylink_abi::array::{OTHER, OpenArray, OwnedArray, access, open};
use gopylink_abi::failure::FailureKind;

use super::kept::Lease;
use super::{Borrowed, Kept, Objects, Owned};
use crate::codec::array::{Access, Contents, Layout, Offered, Opened};
use crate::codec::error::Error;
use crate::element::Element;

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
        Some(match self.leased(wanted)? {
            Ok((array, lease)) => {
                kept.add_lease(lease);
                // SAFETY: the lease is kept for as long as `kept` is.
                Ok(unsafe { opened(wanted, &array) })
            }
            Err(error) => Err(error),
        })
    }

    /// What a list of the elements of the array that the object is would become; `None` if that is left to the list.
    pub(crate) fn elements<E: Element>(self) -> Option<Result<Vec<E>, Error>> {
        match self.leased(Access::Elements)? {
            Ok((array, lease)) => {
                // SAFETY: the lease is kept until the copy is made.
                let elements = unsafe { opened(Access::Elements, &array) }.converted();
                drop(lease);
                elements.map(Ok)
            }
            Err(error) => Some(Err(error)),
        }
    }

    /// The array that the object is, for as long as the lease is kept; `None` if it is none.
    fn leased(self, wanted: Access) -> Option<Result<(OpenArray, Lease), Error>> {
        let access = match wanted {
            Access::Read => access::READ,
            Access::Write => access::WRITE,
            Access::Bytes => access::BYTES,
            Access::Elements => access::ELEMENTS,
        };
        let (objects, object) = (self.objects, self.object);
        let mut array = OpenArray::EMPTY;
        // SAFETY: the object is alive; the array is there to be filled in.
        let status = unsafe { (objects.table.arrays.open)(object.as_ptr(), access, &raw mut array) };
        // SAFETY: the lease is this function's.
        let lease = NonNull::new(array.lease).map(|lease| unsafe { Lease::from_raw(objects, lease) });
        Some(match status {
            open::NO_BUFFER => return None,
            open::LENT => Err(lent(wanted)),
            open::OPENED | open::UNREADABLE => match lease {
                Some(lease) => {
                    array.flags |= if status == open::UNREADABLE { UNREADABLE } else { 0 };
                    Ok((array, lease))
                }
                None => Err(Error::internal("the host opened an array and kept no lease")),
            },
            _ => Err(objects.failure()),
        })
    }
}

/// Of the flags, that the array could not be read: the host has no such flag.
const UNREADABLE: u32 = 1 << 31;

/// An array that was opened.
///
/// # Safety
///
/// Its lease is kept for as long as the lifetime.
unsafe fn opened<'a>(wanted: Access, array: &OpenArray) -> Opened<'a> {
    // SAFETY: the lease keeps them alive.
    let words = || String::from_utf8_lossy(unsafe { array.words.bytes() }).into_owned();
    let contents = if array.flags & UNREADABLE != 0 {
        Contents::Unreadable(words())
    } else if array.element == OTHER {
        Contents::Other(words())
    } else {
        Contents::Numbers(array.element)
    };
    let shape = if array.dimensions == 0 {
        &[]
    } else {
        // SAFETY: the lease keeps it alive.
        unsafe { slice::from_raw_parts(array.shape, array.dimensions) }
    };
    let (layout, to_write) = (Layout::new(shape), wanted == Access::Write);
    // SAFETY: the host's word, for as long as the lease lives.
    unsafe { Opened::new(contents, array.flags, layout, array.data.cast(), to_write) }
}

#[cold]
fn lent(wanted: Access) -> Error {
    let message = match wanted {
        Access::Write => "cannot lend the array to be written: Rust is using its memory already",
        Access::Read | Access::Bytes => "cannot lend the array: Rust is writing to its memory already",
        Access::Elements => "cannot read the array: Rust is writing to its memory already",
    };
    Error::new(FailureKind::Borrow, message)
}
