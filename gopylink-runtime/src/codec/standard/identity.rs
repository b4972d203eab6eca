//! Types with a class, where serde passes them on as generic ones.
//!
//! An unsafe edge: [`typeid`] tells that a type is the one it is taken for.

use std::any::TypeId;
use std::borrow::Cow;
use std::mem::ManuallyDrop;
use std::path::Path;
use std::ptr;
use std::rc::Rc;
use std::sync::Arc;

use serde::de::Visitor;

use super::{Class, Taken};

/// The value, if it is a `U` or refers to one.
#[inline]
pub(super) fn seen<T: ?Sized, U: Class>(value: &T) -> Option<&U> {
    let found = typeid::of::<T>();
    let value = ptr::from_ref(value);
    // SAFETY: in each line, `T` is the type that is named there, but for lifetimes, which are at least as long as that of
    // the `&T`.
    unsafe {
        if found == TypeId::of::<U>() {
            Some(&*value.cast::<U>())
        } else if found == TypeId::of::<&'static U>() {
            Some(*value.cast::<&U>())
        } else if found == TypeId::of::<&'static &'static U>() {
            Some(**value.cast::<&&U>())
        } else if found == TypeId::of::<Box<U>>() {
            Some(&*value.cast::<Box<U>>())
        } else if found == TypeId::of::<Rc<U>>() {
            Some(&*value.cast::<Rc<U>>())
        } else if found == TypeId::of::<Arc<U>>() {
            Some(&*value.cast::<Arc<U>>())
        } else {
            None
        }
    }
}

/// The path, if the value refers to one without owning a `PathBuf`.
pub(super) fn path<T: ?Sized>(value: &T) -> Option<&Path> {
    let found = typeid::of::<T>();
    // SAFETY: as above. A `&Path` has the same layout as itself.
    unsafe {
        if found == TypeId::of::<Path>() {
            return Some(std::mem::transmute_copy::<&T, &Path>(&value));
        }
        let value = ptr::from_ref(value);
        if found == TypeId::of::<&'static Path>() {
            Some(*value.cast::<&Path>())
        } else if found == TypeId::of::<&'static &'static Path>() {
            Some(**value.cast::<&&Path>())
        } else if found == TypeId::of::<Box<Path>>() {
            Some(&*value.cast::<Box<Path>>())
        } else if found == TypeId::of::<Cow<'static, Path>>() {
            Some(&*value.cast::<Cow<'_, Path>>())
        } else if found == TypeId::of::<&'static Cow<'static, Path>>() {
            Some(*value.cast::<&Cow<'_, Path>>())
        } else {
            None
        }
    }
}

/// Whether `T` is a `&Path`.
#[inline]
pub(super) fn is_borrowed_path<T>() -> bool {
    typeid::of::<T>() == TypeId::of::<&'static Path>()
}

/// A path as what a visitor makes, if that is a `&Path`: of serde's own, which makes one that lives as long as the input.
pub(super) fn borrowed_path<'de, V: Visitor<'de>>(path: &'de Path) -> Option<V::Value> {
    if !super::is_own::<V>() || !is_borrowed_path::<V::Value>() {
        return None;
    }
    // SAFETY: the value is a `&Path`, and that of serde's visitor is a `&'de Path`.
    Some(unsafe { ptr::from_ref(&path).cast::<V::Value>().read() })
}

/// Whether `T` is `U`.
#[inline]
pub(super) fn is<T, U: Class>() -> bool {
    typeid::of::<T>() == TypeId::of::<U>()
}

/// A `U` as the `T` that it is; `None` if it is of another class, or no `T`.
pub(super) fn taken<T, U: Class>(value: Taken<U>) -> Taken<T> {
    let value = match value? {
        Ok(value) if is::<T, U>() => ManuallyDrop::new(value),
        Ok(_) => return None,
        Err(error) => return Some(Err(error)),
    };
    // SAFETY: `T` is `U`, in which no lifetime could differ. The original is not dropped.
    Some(Ok(unsafe { ptr::from_ref(&*value).cast::<T>().read() }))
}
