//! Records that Python has classes for: how they pass themselves on to our formats.

use std::any::TypeId;
use std::collections::HashMap;
use std::ffi::c_void;
use std::hash::{BuildHasherDefault, Hasher};
use std::ptr::NonNull;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicPtr, Ordering};

use serde::{Serialize, Serializer};

/// A record that Python has a class for.
pub trait Fields {
    /// Serializes it as serde derives it.
    ///
    /// # Errors
    ///
    /// The serializer's.
    fn serialize_fields<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error>;
}

/// The name of the newtype struct that such a record is. Formats other than ours look through it.
pub(crate) const CLASSED: &str = "$gopylink::Class";

/// Such a record, inside of that newtype struct.
pub struct Classed<'a, T>(&'a T);

impl<T: Fields> Classed<'_, T> {
    /// Serializes a record, as one whose class our formats can tell.
    ///
    /// # Errors
    ///
    /// The serializer's.
    #[inline]
    pub fn serialize<S: Serializer>(record: &T, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_newtype_struct(CLASSED, &Classed(record))
    }
}

impl<T: Fields> Serialize for Classed<'_, T> {
    #[inline]
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize_fields(serializer)
    }
}

/// What Python has for a type with a class.
pub(crate) struct RecordClass {
    /// The name of the type in the manifest.
    pub(crate) name: String,
    /// The host's; null before it has handed it over.
    host: AtomicPtr<c_void>,
}

impl RecordClass {
    /// What the host makes instances with.
    #[inline]
    pub(crate) fn host(&self) -> Option<NonNull<c_void>> {
        NonNull::new(self.host.load(Ordering::Acquire))
    }
}

static CLASSES: OnceLock<HashMap<TypeId, RecordClass, BuildHasherDefault<AsItIs>>> = OnceLock::new();

/// Type ids are hashes already.
#[derive(Default)]
struct AsItIs(u64);

impl Hasher for AsItIs {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.0 = self.0.rotate_left(8) ^ u64::from(byte);
        }
    }

    fn write_u64(&mut self, number: u64) {
        self.0 = number;
    }
}

/// What tells a record apart from others: that of what it passes itself on as.
pub(super) fn id_of<T>() -> TypeId {
    typeid::of::<Classed<'_, T>>()
}

/// The class of a record that passes itself on as a `T`. None for a generic one that no export leads to.
#[inline]
pub(crate) fn class_of<T: ?Sized>() -> Option<&'static RecordClass> {
    CLASSES.get()?.get(&typeid::of::<T>())
}

/// Notes which types Python has classes for: their ids and their names in the manifest.
pub(crate) fn note_classes(classes: impl Iterator<Item = (TypeId, String)>) {
    let class = |name| RecordClass { name, host: AtomicPtr::default() };
    // The first manifest is the only one.
    let _ = CLASSES.set(classes.map(|(type_id, name)| (type_id, class(name))).collect());
}

/// Takes what the host has for a type.
pub(crate) fn take_class(name: &str, host: *const c_void) {
    let mut classes = CLASSES.get().into_iter().flat_map(HashMap::values);
    if let Some(class) = classes.find(|class| class.name == name) {
        class.host.store(host.cast_mut(), Ordering::Release);
    }
}
