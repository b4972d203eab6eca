//! Exported classes, as the types behind them know them.

use std::ffi::c_void;
use std::ptr;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicPtr, Ordering};

use gopylink_abi::manifest::TypeRef;

/// A Rust type that Python may make instances of. `#[gopylink::class]` implements it.
#[diagnostic::on_unimplemented(
    message = "class `{Self}` has no constructor",
    label = "needs `pub fn new(…) -> Self`, or `#[gopylink(constructor)]` on another function, in one of its `#[gopylink::class]` blocks; or `#[gopylink::class(no_constructor)]`",
    note = "instances are shared between threads, so the type must also be `Send + Sync + 'static`"
)]
pub trait Class: Send + Sync + 'static {
    /// What is known of the class.
    fn exported() -> &'static ExportedClass;
}

/// An exported class.
#[derive(Debug)]
pub struct ExportedClass {
    name: &'static str,
    /// The host's; null before it has handed it over.
    host: AtomicPtr<c_void>,
    /// What gives instances, of a class without a constructor.
    sources: OnceLock<Vec<String>>,
}

impl ExportedClass {
    /// The class that Python sees by that name.
    #[must_use]
    pub const fn new(name: &'static str) -> Self {
        Self { name, host: AtomicPtr::new(ptr::null_mut()), sources: OnceLock::new() }
    }

    /// The name that Python sees.
    #[must_use]
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// How instances look from Python.
    #[must_use]
    pub fn type_ref(&self) -> TypeRef {
        TypeRef::Instance(self.name.to_owned())
    }

    /// Notes what gives instances: calls, as Python writes them.
    pub(crate) fn note_sources(&self, sources: Vec<String>) {
        // The first manifest is the only one.
        let _ = self.sources.set(sources);
    }

    /// What gives instances.
    pub(crate) fn sources(&self) -> &[String] {
        self.sources.get().map_or(&[], Vec::as_slice)
    }

    /// What the host tells its instances by, and makes them with; null before it has handed it over.
    #[inline]
    pub(crate) fn host(&self) -> *const c_void {
        self.host.load(Ordering::Acquire)
    }

    /// Takes that.
    pub(crate) fn take_host(&self, host: *const c_void) {
        self.host.store(host.cast_mut(), Ordering::Release);
    }
}
