//! The arguments of a call into Python.

use std::mem::{ManuallyDrop, MaybeUninit};
use std::ptr::{self, NonNull};

use gopylink_abi::direct::{Object, Outcome, outcome};

use super::{Objects, Owned};
use crate::host::{Attached, Details, Failed, Target};

/// Arguments on their way to Python, with a free place before the first one.
pub(crate) struct PythonArguments {
    objects: Objects,
    /// The free place, and as many arguments as most calls have, as far as there are any.
    inline: [MaybeUninit<*mut Object>; 1 + Self::INLINE],
    /// All of them, if there are more.
    many: Vec<MaybeUninit<*mut Object>>,
    count: usize,
}

impl PythonArguments {
    const INLINE: usize = 8;

    #[inline]
    pub(crate) fn new(objects: Objects) -> Self {
        Self {
            objects,
            inline: [const { MaybeUninit::uninit() }; 1 + Self::INLINE],
            many: Vec::new(),
            count: 0,
        }
    }

    #[inline]
    pub(crate) fn objects(&self) -> Objects {
        self.objects
    }

    #[inline]
    pub(crate) fn push(&mut self, argument: Owned) {
        let argument = MaybeUninit::new(ManuallyDrop::new(argument).object.as_ptr());
        if self.count < Self::INLINE {
            self.inline[1 + self.count] = argument;
        } else {
            if self.many.is_empty() {
                self.many.extend_from_slice(&self.inline);
            }
            self.many.push(argument);
        }
        self.count += 1;
    }

    /// The arguments one by one.
    #[cfg(test)]
    pub(crate) fn into_owned(mut self) -> Vec<Owned> {
        let count = std::mem::take(&mut self.count);
        let places = if count > Self::INLINE { &self.many[..] } else { &self.inline[..] };
        // SAFETY: `push` has written that many.
        let owned =
            places[1..=count].iter().filter_map(|argument| NonNull::new(unsafe { argument.assume_init() }));
        // SAFETY: this value has just forgotten the references.
        owned.map(|argument| unsafe { Owned::from_raw(self.objects, argument) }).collect()
    }

    /// Calls into Python with the arguments, and has none any more.
    #[inline(always)]
    #[expect(clippy::cast_possible_truncation, reason = "an address of this process")]
    pub(crate) fn call(
        &mut self,
        attached: &Attached,
        target: &Target<'_>,
        details: Option<&Details<'_>>,
    ) -> Result<Answer, Box<Failed>> {
        debug_assert!(details.is_none_or(|details| details.name_count() <= self.count));
        let count = std::mem::take(&mut self.count);
        let places = if count > Self::INLINE { self.many.as_mut_ptr() } else { self.inline.as_mut_ptr() };
        // SAFETY: these are `count` references, which this value has just forgotten, behind a free place.
        let outcome = unsafe { attached.call(target, places.add(1).cast(), count, details) }?;
        if outcome.kind != outcome::OBJECT {
            return Ok(Answer::Scalar(outcome));
        }
        let object = ptr::with_exposed_provenance_mut(outcome.value as usize);
        // SAFETY: the object is a new reference, so not null.
        Ok(Answer::Object(unsafe { Owned::from_raw(self.objects, NonNull::new_unchecked(object)) }))
    }
}

/// What a call into Python gave.
pub(crate) enum Answer {
    /// A value that needs no object.
    Scalar(Outcome),
    /// An object, or a value that needs one.
    Object(Owned),
}

impl Drop for PythonArguments {
    #[inline]
    fn drop(&mut self) {
        if self.count > 0 {
            self.give_back();
        }
    }
}

impl PythonArguments {
    #[cold]
    fn give_back(&mut self) {
        let places = if self.count > Self::INLINE { &self.many[..] } else { &self.inline[..] };
        for argument in &places[1..=self.count] {
            // SAFETY: `push` has written it; the reference is this value's until it is handed over.
            unsafe { (self.objects.table.release)(argument.assume_init()) }
        }
    }
}
