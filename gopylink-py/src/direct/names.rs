//! The `str` of names that never change, such as those of fields, kept by the address of their text.

use std::cell::{Cell, UnsafeCell};
use std::ptr;

use gopylink_abi::direct::Object;
use gopylink_abi::layout::Slice;
use pyo3::ffi::{self, PyObject};

use super::make;

/// How many names are kept at most. Who has more, makes those that find no place anew.
const SLOTS: usize = 1024;
/// How many slots a name may be in.
const NEAR: usize = 4;

#[derive(Clone, Copy)]
struct Slot {
    data: *const u8,
    len: usize,
    /// A reference for as long as the process lives.
    name: *mut PyObject,
}

struct Names {
    slots: UnsafeCell<[Slot; SLOTS]>,
    /// Which of the slots in question is next to be given to another name.
    turn: Cell<usize>,
}

impl Names {
    const fn new() -> Self {
        let free = Slot { data: ptr::null(), len: 0, name: ptr::null_mut() };
        Self { slots: UnsafeCell::new([free; SLOTS]), turn: Cell::new(0) }
    }

    /// The name, borrowed for as long as no other is asked for, or null with an exception set.
    ///
    /// # Safety
    ///
    /// This thread holds the GIL, and no other thread uses these names at the same time. The text never changes or ends.
    #[inline]
    unsafe fn get(&self, text: Slice) -> *mut PyObject {
        let first = Self::first(text);
        // SAFETY: by this function's contract, nobody else has the slots, also not further up: `make` runs no Python code.
        unsafe {
            let slots = &mut *self.slots.get();
            for slot in &slots[first..first + NEAR] {
                if ptr::eq(slot.data, text.data) && slot.len == text.len && !slot.name.is_null() {
                    return slot.name;
                }
            }
            self.keep(&mut slots[first..first + NEAR], text)
        }
    }

    #[cold]
    unsafe fn keep(&self, near: &mut [Slot], text: Slice) -> *mut PyObject {
        // SAFETY: by the contract of `get`. The reference of a slot that is given away is a name's, which ends without
        // running code.
        unsafe {
            let mut name = make::new_text(text.bytes());
            if name.is_null() {
                return name;
            }
            ffi::PyUnicode_InternInPlace(&raw mut name);
            let free = near.iter().position(|slot| slot.name.is_null());
            let slot = &mut near[free.unwrap_or_else(|| {
                self.turn.set(self.turn.get().wrapping_add(1));
                self.turn.get() % NEAR
            })];
            ffi::Py_XDECREF(slot.name);
            *slot = Slot { data: text.data, len: text.len, name };
            name
        }
    }

    #[inline]
    fn first(text: Slice) -> usize {
        let mixed = (text.data.addr() ^ text.len.rotate_left(16)).wrapping_mul(0x9e37_79b1);
        (mixed >> 12) % (SLOTS / NEAR) * NEAR
    }
}

/// [`ObjectTable::name`](gopylink_abi::direct::ObjectTable::name).
pub(super) unsafe extern "C" fn name(text: Slice) -> *mut Object {
    // SAFETY: the table's contract.
    unsafe {
        let name = get(text);
        ffi::Py_XINCREF(name);
        name.cast()
    }
}

/// A name, borrowed for as long as no other is asked for, or null with an exception set.
///
/// # Safety
///
/// This thread holds the GIL. The text never changes or ends.
#[inline]
pub(super) unsafe fn get(text: Slice) -> *mut PyObject {
    // SAFETY: by this function's contract; the names are this thread's, or guarded by the GIL.
    with_names(|names| unsafe { names.get(text) })
}

#[cfg(not(Py_GIL_DISABLED))]
#[inline]
fn with_names<R>(work: impl FnOnce(&Names) -> R) -> R {
    struct Guarded(Names);
    // SAFETY: whoever holds the GIL has the names for himself.
    unsafe impl Sync for Guarded {}
    static NAMES: Guarded = Guarded(Names::new());
    work(&NAMES.0)
}

/// Without a GIL, each thread has names of its own. When it ends, its references stay: names are shared by all.
#[cfg(Py_GIL_DISABLED)]
fn with_names<R>(work: impl Fn(&Names) -> R) -> R {
    thread_local! {
        static NAMES: Box<Names> = Box::new(Names::new());
    }
    NAMES.try_with(|names| work(names)).unwrap_or_else(|_| work(&Names::new()))
}
