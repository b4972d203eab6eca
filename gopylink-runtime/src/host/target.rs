//! What a call into Python calls and how, as the boundary has it.

use std::ffi::c_void;
use std::marker::PhantomData;
use std::ptr;

use gopylink_abi::layout::{self, ObjectArgument, Slice, target};

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

/// The name of an argument.
#[derive(Clone, Copy)]
#[repr(transparent)]
pub(crate) struct Name<'a>(Slice, PhantomData<&'a str>);

impl<'a> Name<'a> {
    pub(crate) fn new(name: &'a str) -> Self {
        Self(Slice::new(name.as_bytes()), PhantomData)
    }
}

/// An argument that is a Python object, where the others are bytes.
#[derive(Clone, Copy)]
#[repr(transparent)]
pub(crate) struct Passed<'a>(ObjectArgument, PhantomData<&'a Handle>);

impl<'a> Passed<'a> {
    /// The argument at `index` is that object.
    pub(crate) fn new(index: usize, object: &'a Handle) -> Self {
        Self(ObjectArgument { index, object: object.0.as_ptr() }, PhantomData)
    }
}

/// What only some calls into Python have.
pub(crate) struct Details<'a>(layout::Details, PhantomData<&'a ()>);

impl<'a> Details<'a> {
    /// The last arguments go by `names`; the result is an instance of `class` unless that is empty; `objects` are by the
    /// msgpack lane alone.
    #[inline]
    pub(crate) fn new(names: &'a [Name<'a>], class: &'a str, objects: &'a [Passed<'a>]) -> Self {
        let details = layout::Details {
            names: names.as_ptr().cast(),
            name_count: names.len(),
            class: Slice::new(class.as_bytes()),
            objects: objects.as_ptr().cast(),
            object_count: objects.len(),
        };
        Self(details, PhantomData)
    }

    pub(crate) fn name_count(&self) -> usize {
        self.0.name_count
    }

    #[inline]
    pub(super) fn pointer(details: Option<&Self>) -> *const layout::Details {
        details.map_or(ptr::null(), |details| &raw const details.0)
    }
}
