//! Places for objects that are read.

use std::mem::MaybeUninit;

use gopylink_abi::direct::{FIELDS, record};
use gopylink_abi::layout::Slice;

use super::{Borrowed, Kept, Reading};

/// One object, and what keeps alive what is borrowed of it.
pub(crate) struct Slot<'de> {
    /// The object, as long as it has not been read: a number is read without the reading.
    pub(crate) unread: Option<Borrowed<'de>>,
    pub(crate) reading: Reading<'de>,
    pub(crate) kept: &'de Kept,
}

impl<'de> Slot<'de> {
    #[inline]
    pub(crate) fn of(object: Borrowed<'de>, kept: &'de Kept) -> Self {
        Self { unread: Some(object), reading: kept.objects().no_reading(), kept }
    }

    /// A place for what is read next.
    #[inline]
    pub(crate) fn next(kept: &'de Kept) -> Self {
        Self { unread: None, reading: kept.objects().no_reading(), kept }
    }
}

/// The values of a record, in the order of its fields.
pub(crate) struct Record<'de> {
    slots: [MaybeUninit<Slot<'de>>; FIELDS],
    /// How many of the slots there are.
    count: usize,
    /// Whether containers are among the values.
    pub(crate) has_containers: bool,
}

impl Default for Record<'_> {
    #[inline]
    fn default() -> Self {
        Self { slots: [const { MaybeUninit::uninit() }; FIELDS], count: 0, has_containers: false }
    }
}

impl<'de> Record<'de> {
    /// Reads all values of a dict whose keys, or of an instance whose fields, are these names, in this order. Whether that is
    /// what it is, and its values are ones that can be read so.
    #[inline]
    pub(crate) fn read(
        &mut self,
        object: Borrowed<'_>,
        names: &'static [&'static str],
        kept: &'de Kept,
    ) -> bool {
        let count = names.len();
        if count > FIELDS || count == 0 || self.count > 0 {
            return false;
        }
        for slot in &mut self.slots[..count] {
            slot.write(Slot::next(kept));
            self.count += 1;
        }
        // SAFETY: within the slots, of which there is one.
        let tokens = unsafe { &raw mut (*self.slots.as_mut_ptr().cast::<Slot<'_>>()).reading.token };
        let (table, stride) = (object.objects.table, size_of::<Slot<'_>>());
        // SAFETY: the object is alive. There are `count` slots, whose tokens own nothing. The names never change or end.
        match unsafe { (table.record)(object.object.as_ptr(), names.as_ptr().cast(), count, tokens, stride) }
        {
            record::SCALARS => true,
            record::CONTAINERS => {
                self.has_containers = true;
                true
            }
            record::UNKNOWN => {
                learn(object, names);
                false
            }
            _ => false,
        }
    }

    /// The place of a value.
    #[inline]
    pub(crate) fn get(&mut self, index: usize) -> Option<&mut Slot<'de>> {
        // SAFETY: that many slots have been written.
        self.slots[..self.count].get_mut(index).map(|slot| unsafe { slot.assume_init_mut() })
    }
}

#[cold]
#[inline(never)]
fn learn(object: Borrowed<'_>, names: &'static [&'static str]) {
    let mut texts = [Slice::new(&[]); FIELDS];
    for (text, name) in texts.iter_mut().zip(names) {
        *text = Slice::new(name.as_bytes());
    }
    // SAFETY: the names never change or end, and there are no more than `FIELDS`.
    unsafe { (object.objects.table.learn)(names.as_ptr().cast(), texts.as_ptr(), names.len()) };
}

impl Drop for Record<'_> {
    #[inline]
    fn drop(&mut self) {
        for slot in &mut self.slots[..self.count] {
            // SAFETY: that many slots have been written, and nobody uses them any more.
            unsafe { slot.assume_init_drop() };
        }
    }
}
