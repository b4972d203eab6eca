//! Making objects.

use std::ptr::{self, NonNull};

use gopylink_abi::direct::Object;
use gopylink_abi::layout::Slice;

use super::{Element, Objects, Owned};
use crate::codec::error::Error;

impl Objects {
    #[inline]
    pub(crate) fn none(self) -> Result<Owned, Error> {
        // SAFETY: the table's contract, here and below.
        self.made(unsafe { (self.table.none)() })
    }

    #[inline]
    pub(crate) fn boolean(self, value: bool) -> Result<Owned, Error> {
        // SAFETY: as above.
        self.made(unsafe { (self.table.boolean)(value) })
    }

    #[inline]
    pub(crate) fn signed(self, value: i64) -> Result<Owned, Error> {
        // SAFETY: as above.
        self.made(unsafe { (self.table.signed)(value) })
    }

    #[inline]
    pub(crate) fn unsigned(self, value: u64) -> Result<Owned, Error> {
        // SAFETY: as above.
        self.made(unsafe { (self.table.unsigned)(value) })
    }

    /// An `int`, from its two's complement in little-endian order.
    pub(crate) fn big_int(self, bytes: &[u8]) -> Result<Owned, Error> {
        // SAFETY: as above; the bytes are borrowed for the call.
        self.made(unsafe { (self.table.big_int)(Slice::new(bytes)) })
    }

    #[inline]
    pub(crate) fn float(self, value: f64) -> Result<Owned, Error> {
        // SAFETY: as above.
        self.made(unsafe { (self.table.float)(value) })
    }

    #[inline]
    pub(crate) fn text(self, text: &str) -> Result<Owned, Error> {
        // SAFETY: as above; the text is borrowed for the call.
        self.made(unsafe { (self.table.text)(Slice::new(text.as_bytes())) })
    }

    /// A `str` that the host may keep by the address of its text.
    #[inline]
    pub(crate) fn name(self, name: &'static str) -> Result<Owned, Error> {
        // SAFETY: as above; the text never changes or ends.
        self.made(unsafe { (self.table.name)(Slice::new(name.as_bytes())) })
    }

    #[inline]
    pub(crate) fn bytes(self, bytes: &[u8]) -> Result<Owned, Error> {
        // SAFETY: as above; the bytes are borrowed for the call.
        self.made(unsafe { (self.table.bytes)(Slice::new(bytes)) })
    }

    /// A list of numbers.
    pub(crate) fn numbers<E: Element>(self, numbers: &[E]) -> Result<Owned, Error> {
        // SAFETY: as above; the slice, of the type that `KIND` stands for, is borrowed for the call.
        self.made(unsafe { (self.table.numbers)(E::KIND, numbers.as_ptr().cast(), numbers.len()) })
    }

    /// A list of `count` items that are still to be put.
    #[inline]
    pub(crate) fn list(self, count: usize) -> Result<Slots, Error> {
        let mut items = ptr::null_mut();
        // SAFETY: as above.
        let container = self.made(unsafe { (self.table.list)(count, &raw mut items) })?;
        Ok(Slots { container, items, count, put: 0 })
    }

    /// A tuple of `count` items that are still to be put.
    #[inline]
    pub(crate) fn tuple(self, count: usize) -> Result<Slots, Error> {
        let mut items = ptr::null_mut();
        // SAFETY: as above.
        let container = self.made(unsafe { (self.table.tuple)(count, &raw mut items) })?;
        Ok(Slots { container, items, count, put: 0 })
    }

    /// An empty dict.
    #[inline]
    pub(crate) fn dict(self) -> Result<Owned, Error> {
        // SAFETY: as above.
        self.made(unsafe { (self.table.dict)() })
    }

    /// An empty set.
    #[inline]
    pub(crate) fn set(self) -> Result<Owned, Error> {
        // SAFETY: as above.
        self.made(unsafe { (self.table.set)() })
    }
}

impl Owned {
    /// Puts an entry into this dict.
    #[inline]
    pub(crate) fn insert(&self, key: Self, value: Self) -> Result<(), Error> {
        // SAFETY: the table's contract; both references are given away.
        let inserted =
            unsafe { (self.objects.table.insert)(self.object.as_ptr(), key.into_raw(), value.into_raw()) };
        if inserted { Ok(()) } else { Err(self.objects.failure()) }
    }

    /// Puts a value into this dict under a name, which the host may keep by the address of its text.
    #[inline]
    pub(crate) fn insert_named(&self, name: &'static str, value: Self) -> Result<(), Error> {
        let name = Slice::new(name.as_bytes());
        // SAFETY: the table's contract; the name never changes or ends, and the reference is given away.
        let inserted =
            unsafe { (self.objects.table.insert_named)(self.object.as_ptr(), name, value.into_raw()) };
        if inserted { Ok(()) } else { Err(self.objects.failure()) }
    }

    /// Puts an element into this set.
    #[inline]
    pub(crate) fn add(&self, element: Self) -> Result<(), Error> {
        // SAFETY: the table's contract; the reference is given away.
        let added = unsafe { (self.objects.table.add)(self.object.as_ptr(), element.into_raw()) };
        if added { Ok(()) } else { Err(self.objects.failure()) }
    }

    /// The frozenset of this set.
    pub(crate) fn freeze(self) -> Result<Self, Error> {
        let objects = self.objects;
        // SAFETY: the table's contract; the reference is given away.
        objects.made(unsafe { (objects.table.freeze)(self.into_raw()) })
    }

    /// How many entries this dict, or elements this set, has.
    #[inline]
    pub(crate) fn length(&self) -> usize {
        // SAFETY: the table's contract.
        unsafe { (self.objects.table.length)(self.object.as_ptr()) }
    }
}

/// A list or tuple whose items are being put, which nobody else has seen.
pub(crate) struct Slots {
    container: Owned,
    /// Where the host wants the items.
    items: *mut *mut Object,
    count: usize,
    /// How many there are so far.
    put: usize,
}

impl Slots {
    /// Puts the next item; gives it back if there is no place left for it.
    #[inline]
    pub(crate) fn push(&mut self, item: Owned) -> Result<(), Owned> {
        if self.put == self.count {
            return Err(item);
        }
        // SAFETY: the container has `count` places, of which this one is free; the container owns the item from now on.
        unsafe { self.items.add(self.put).write(item.into_raw()) };
        self.put += 1;
        Ok(())
    }

    /// The container, if every place is taken; otherwise the items.
    #[inline]
    pub(crate) fn finish(self) -> Result<Owned, Vec<Owned>> {
        if self.put < self.count {
            return Err(self.into_items());
        }
        // SAFETY: the table's contract; all items are put.
        unsafe { (self.container.objects.table.finish)(self.container.object.as_ptr()) };
        Ok(self.container)
    }

    /// The items that were put.
    #[cold]
    pub(crate) fn into_items(self) -> Vec<Owned> {
        let objects = self.container.objects;
        (0..self.put)
            .filter_map(|index| {
                // SAFETY: the place is the container's, which has never been handed on; its item is taken out.
                NonNull::new(unsafe { self.items.add(index).replace(ptr::null_mut()) })
            })
            // SAFETY: the container has given the item away.
            .map(|item| unsafe { Owned::from_raw(objects, item) })
            .collect()
    }
}
