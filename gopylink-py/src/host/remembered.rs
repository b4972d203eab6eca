//! What names were found to mean, until a registry says that one of its exports is another now.

use pyo3::ffi::PyObject;
use pyo3::prelude::*;

/// What is asked for.
#[derive(Clone, Copy)]
#[cfg_attr(Py_GIL_DISABLED, allow(dead_code, reason = "nothing is remembered without a GIL"))]
pub(super) struct Key<'call> {
    /// Null for names that mean the same everywhere.
    pub(super) registry: *mut PyObject,
    /// One of the constants of [`target`](gopylink_abi::layout::target).
    pub(super) kind: u32,
    pub(super) name: &'call [u8],
}

/// How often exports have changed. What was found before a change is not to be remembered after it.
#[derive(Clone, Copy, PartialEq)]
pub(super) struct State(u64);

#[cfg(not(Py_GIL_DISABLED))]
pub(super) use with_gil::{get, put, state, stop};
#[cfg(Py_GIL_DISABLED)]
pub(super) use without_gil::{get, put, state, stop};

/// Has everything looked up again. Called by a registry when the object behind a name is another one.
#[pyfunction]
pub(crate) fn exports_changed(py: Python<'_>) {
    #[cfg(not(Py_GIL_DISABLED))]
    with_gil::forget(py);
    #[cfg(Py_GIL_DISABLED)]
    let _ = py;
}

#[cfg(not(Py_GIL_DISABLED))]
mod with_gil {
    use std::cell::{Cell, UnsafeCell};

    use pyo3::ffi::PyObject;
    use pyo3::prelude::*;

    use super::{Key, State};
    use crate::direct;

    const SLOTS: usize = 256;

    struct Entry {
        registry: *mut PyObject,
        kind: u32,
        name: Box<[u8]>,
        object: Py<PyAny>,
    }

    struct Memory {
        /// Nobody refers to an entry across code of Python's.
        entries: UnsafeCell<[Option<Entry>; SLOTS]>,
        changes: Cell<u64>,
        stopped: Cell<bool>,
    }

    // SAFETY: used only by whoever holds the GIL, which everything below takes a `Python` for, and never across code that
    // could let it go.
    unsafe impl Sync for Memory {}

    static MEMORY: Memory = Memory {
        entries: UnsafeCell::new([const { None }; SLOTS]),
        changes: Cell::new(0),
        stopped: Cell::new(false),
    };

    impl Key<'_> {
        /// By the address of the name: libraries ask with the same one, mostly.
        #[inline]
        fn slot(self) -> usize {
            let mixed = self.name.as_ptr().addr() ^ self.registry.addr() ^ (self.kind as usize) << 16;
            (mixed.wrapping_mul(0x9e37_79b1) >> 12) % SLOTS
        }
    }

    #[inline(always)]
    pub(crate) fn get<'py>(py: Python<'py>, key: Key<'_>) -> Option<Bound<'py, PyAny>> {
        // SAFETY: this thread holds the GIL, and an entry is changed by `replace` alone, which does not run meanwhile.
        let entry = unsafe { &(*MEMORY.entries.get())[key.slot()] }.as_ref()?;
        let same = entry.registry == key.registry && entry.kind == key.kind && is_same(&entry.name, key.name);
        same.then(|| entry.object.bind(py).clone())
    }

    /// Whether two names are the same. Most are short: to look at both ends takes less time than to ask the C library.
    #[inline(always)]
    fn is_same(a: &[u8], b: &[u8]) -> bool {
        if a.len() != b.len() {
            return false;
        }
        match a.len() {
            4..=8 => first::<4>(a) == first(b) && last::<4>(a) == last(b),
            9..=16 => first::<8>(a) == first(b) && last::<8>(a) == last(b),
            _ => a == b,
        }
    }

    #[inline]
    fn first<const COUNT: usize>(name: &[u8]) -> Option<&[u8; COUNT]> {
        name.first_chunk()
    }

    #[inline]
    fn last<const COUNT: usize>(name: &[u8]) -> Option<&[u8; COUNT]> {
        name.last_chunk()
    }

    pub(crate) fn state(_py: Python<'_>) -> State {
        State(MEMORY.changes.get())
    }

    pub(crate) fn put(before: State, key: Key<'_>, object: &Bound<'_, PyAny>) {
        if state(object.py()) != before || MEMORY.stopped.get() {
            return;
        }
        let entry = Entry {
            registry: key.registry,
            kind: key.kind,
            name: key.name.into(),
            object: object.clone().unbind(),
        };
        replace(object.py(), key.slot(), Some(entry));
    }

    pub(crate) fn forget(py: Python<'_>) {
        MEMORY.changes.set(MEMORY.changes.get() + 1);
        for slot in 0..SLOTS {
            replace(py, slot, None);
        }
    }

    /// Forgets everything for good.
    pub(crate) fn stop(py: Python<'_>) {
        MEMORY.stopped.set(true);
        forget(py);
    }

    /// May run destructors, which may come back here.
    fn replace(py: Python<'_>, slot: usize, entry: Option<Entry>) {
        // SAFETY: this thread holds the GIL, and nobody else refers to the entry: `get` does so only while it looks.
        let replaced = std::mem::replace(unsafe { &mut (*MEMORY.entries.get())[slot] }, entry);
        if let Some(Entry { object, .. }) = replaced {
            direct::release(object.into_bound(py));
        }
    }
}

/// Without a GIL, nothing is remembered.
#[cfg(Py_GIL_DISABLED)]
mod without_gil {
    use pyo3::prelude::*;

    use super::{Key, State};

    pub(crate) fn get<'py>(_py: Python<'py>, _key: Key<'_>) -> Option<Bound<'py, PyAny>> {
        None
    }

    pub(crate) fn state(_py: Python<'_>) -> State {
        State(0)
    }

    pub(crate) fn put(_before: State, _key: Key<'_>, _object: &Bound<'_, PyAny>) {}

    pub(crate) fn stop(_py: Python<'_>) {}
}
