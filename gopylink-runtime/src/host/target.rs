//! What is called in Python.

use std::ffi::c_void;
use std::marker::PhantomData;
use std::ptr;

use gopylink_abi::layout::target;

use super::Handle;

/// What a call into Python calls, as the boundary has it.
#[derive(Clone, Copy)]
pub(crate) struct Target<'a> {
    /// One of the constants of [`target`].
    pub(super) kind: u32,
    pub(super) name: &'a str,
    /// The instance whose method is called; null otherwise.
    pub(super) object: *mut c_void,
    _object: PhantomData<&'a Handle>,
}

impl<'a> Target<'a> {
    #[inline]
    pub(crate) fn function(name: &'a str) -> Self {
        Self { kind: target::FUNCTION, name, object: ptr::null_mut(), _object: PhantomData }
    }

    #[inline]
    pub(crate) fn class(name: &'a str) -> Self {
        Self { kind: target::CLASS, ..Self::function(name) }
    }

    #[inline]
    pub(crate) fn method(object: &'a Handle, name: &'a str) -> Self {
        Self { kind: target::METHOD, object: object.0.as_ptr(), ..Self::function(name) }
    }

    #[inline]
    pub(crate) fn code(source: &'a str) -> Self {
        Self { kind: target::CODE, ..Self::function(source) }
    }
}
