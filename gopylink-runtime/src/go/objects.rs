//! The instances that clients have made, by the numbers that they know them by.

use std::collections::HashMap;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, OnceLock, PoisonError, RwLock};

use super::exports::Class;
use crate::object::OwnedInstance;

/// An instance and its class.
pub(super) struct Object {
    pub(super) instance: OwnedInstance,
    pub(super) class: &'static Class,
}

type Objects = HashMap<i64, Arc<Object>>;

fn objects() -> &'static RwLock<Objects> {
    static OBJECTS: OnceLock<RwLock<Objects>> = OnceLock::new();
    OBJECTS.get_or_init(RwLock::default)
}

/// Keeps an instance until it is closed. No other ever gets its number.
pub(super) fn keep(object: Object) -> i64 {
    static NEXT: AtomicI64 = AtomicI64::new(0);
    let number = NEXT.fetch_add(1, Ordering::Relaxed);
    objects().write().unwrap_or_else(PoisonError::into_inner).insert(number, Arc::new(object));
    number
}

/// The instance with that number. It lives on while a call has it.
pub(super) fn find(number: i64) -> Option<Arc<Object>> {
    objects().read().unwrap_or_else(PoisonError::into_inner).get(&number).cloned()
}

/// Lets go of an instance; nothing, if there is none of that number.
pub(super) fn close(number: i64) -> Option<Arc<Object>> {
    objects().write().unwrap_or_else(PoisonError::into_inner).remove(&number)
}
