//! Values of classes: of those that Python has for records, and of the standard library's.

use std::ffi::c_void;
use std::mem::{ManuallyDrop, MaybeUninit};
use std::ptr::NonNull;

use gopylink_abi::direct::{FIELDS, Object};
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

/// The fields of a record that has a class, as far as they are made.
pub(crate) struct Fields {
    objects: Objects,
    count: usize,
    names: [MaybeUninit<Slice>; FIELDS],
    /// References of this value's.
    values: [MaybeUninit<*mut Object>; FIELDS],
    /// The fields for which there is no room above.
    rest: Vec<(Slice, *mut Object)>,
}

impl Fields {
    #[inline]
    pub(crate) fn new(objects: Objects) -> Self {
        Self {
            objects,
            count: 0,
            names: [const { MaybeUninit::uninit() }; FIELDS],
            values: [const { MaybeUninit::uninit() }; FIELDS],
            rest: Vec::new(),
        }
    }

    #[inline]
    pub(crate) fn objects(&self) -> Objects {
        self.objects
    }

    #[inline]
    pub(crate) fn push(&mut self, name: &'static str, value: Owned) {
        let (name, value) = (Slice::new(name.as_bytes()), value.into_raw());
        if self.count == FIELDS {
            self.rest.push((name, value));
            return;
        }
        self.names[self.count].write(name);
        self.values[self.count].write(value);
        self.count += 1;
    }

    /// The instance of a dataclass that has these fields.
    #[inline]
    pub(crate) fn into_instance(self, class: Class) -> Result<Owned, Error> {
        let fields = ManuallyDrop::new(self);
        if !fields.rest.is_empty() {
            return ManuallyDrop::into_inner(fields).into_large_instance(class);
        }
        // SAFETY: that many names and values have been written, and what drops the values is never run.
        unsafe {
            fields.objects.filled(
                class,
                fields.names.as_ptr().cast(),
                fields.values.as_ptr().cast(),
                fields.count,
            )
        }
    }

    #[cold]
    fn into_large_instance(self, class: Class) -> Result<Owned, Error> {
        let (names, values): (Vec<_>, Vec<_>) = self.all().unzip();
        let mut fields = ManuallyDrop::new(self);
        drop(std::mem::take(&mut fields.rest));
        // SAFETY: what drops the values is never run.
        unsafe { fields.objects.filled(class, names.as_ptr(), values.as_ptr(), values.len()) }
    }

    /// The dict of these fields.
    pub(crate) fn into_dict(self) -> Result<Owned, Error> {
        let dict = self.objects.dict()?;
        for (name, value) in self.all() {
            // SAFETY: the table's contract; the name never changes or ends, and the reference that is given away is another
            // one than this value's.
            let inserted = unsafe {
                (self.objects.table.retain)(value);
                (self.objects.table.insert_named)(dict.object.as_ptr(), name, value)
            };
            if !inserted {
                return Err(self.objects.failure());
            }
        }
        Ok(dict)
    }

    /// All names and values.
    fn all(&self) -> impl Iterator<Item = (Slice, *mut Object)> {
        let first = self.names[..self.count].iter().zip(&self.values[..self.count]);
        // SAFETY: that many have been written.
        first
            .map(|(name, value)| unsafe { (name.assume_init(), value.assume_init()) })
            .chain(self.rest.iter().copied())
    }
}

impl Objects {
    /// An instance of a dataclass.
    ///
    /// # Safety
    ///
    /// There are `count` names, which never change or end, and as many values: references that the caller gives away.
    #[inline]
    unsafe fn filled(
        self,
        Class(class): Class,
        names: *const Slice,
        values: *const *mut Object,
        count: usize,
    ) -> Result<Owned, Error> {
        // SAFETY: the table's contract; the class is what the host has handed over.
        self.made(unsafe { (self.table.instance)(class.as_ptr(), names, values, count) })
    }
}

impl Drop for Fields {
    fn drop(&mut self) {
        for (_, value) in self.all() {
            // SAFETY: the reference is this value's alone.
            unsafe { (self.objects.table.release)(value) }
        }
    }
}
