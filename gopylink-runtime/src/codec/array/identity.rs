//! Our own types, where serde passes them on as generic ones.
//!
//! An unsafe edge: [`typeid`] tells that a type is the one it is taken for, but for its lifetime.

use std::any::TypeId;
use std::mem::ManuallyDrop;
use std::{ptr, slice};

use serde::de::Deserializer;

use super::{Arrived, Offered, Opened};
use crate::codec::instance::{Instance, OfferedInstance};
use crate::element::Element;

/// Whether it is our decoder that passes an array.
pub(crate) fn is_ours<D>() -> bool {
    typeid::of::<D>() == TypeId::of::<Arrived<'static>>()
}

/// The array, if it is our decoder that passes one.
pub(crate) fn arrived<'de, D: Deserializer<'de>>(deserializer: D) -> Option<Opened<'de>> {
    if !is_ours::<D>() {
        return None;
    }
    let deserializer = ManuallyDrop::new(deserializer);
    // SAFETY: `D` is an `Arrived`. It is one for `'de`, since it is a deserializer for no other lifetime than its own.
    // The original is not dropped.
    let Arrived(opened) = unsafe { ptr::from_ref(&*deserializer).cast::<Arrived<'de>>().read() };
    Some(opened)
}

/// The array, if the value is one on its way to our encoder.
#[inline]
pub(crate) fn offered<T: ?Sized>(value: &T) -> Option<&Offered<'_>> {
    if typeid::of::<T>() != TypeId::of::<Offered<'static>>() {
        return None;
    }
    // SAFETY: `T` is an `Offered`, of a lifetime at least as long as that of the reference.
    Some(unsafe { &*ptr::from_ref(value).cast::<Offered<'_>>() })
}

/// The instance, if it is our decoder that passes one.
#[inline]
pub(crate) fn arrived_instance<'de, D: Deserializer<'de>>(deserializer: D) -> Option<Instance<'de>> {
    if typeid::of::<D>() != TypeId::of::<Instance<'static>>() {
        return None;
    }
    let deserializer = ManuallyDrop::new(deserializer);
    // SAFETY: as for an array.
    Some(unsafe { ptr::from_ref(&*deserializer).cast::<Instance<'de>>().read() })
}

/// The new instance, if the value is one on its way to our encoder.
#[inline]
pub(crate) fn offered_instance<T: ?Sized>(value: &T) -> Option<&OfferedInstance<'_>> {
    if typeid::of::<T>() != TypeId::of::<OfferedInstance<'static>>() {
        return None;
    }
    // SAFETY: `T` is an `OfferedInstance`, of a lifetime at least as long as that of the reference.
    Some(unsafe { &*ptr::from_ref(value).cast::<OfferedInstance<'_>>() })
}

/// Bytes as numbers, if these are bytes.
pub(crate) fn same<T: Element>(bytes: &[u8]) -> Option<&[T]> {
    if TypeId::of::<T>() != TypeId::of::<u8>() {
        return None;
    }
    // SAFETY: `T` is `u8`.
    Some(unsafe { slice::from_raw_parts(bytes.as_ptr().cast(), bytes.len()) })
}
