//! Numbers in one piece, where serde's own code passes them on one by one.
//!
//! To a format, `&Vec<i64>` is a sequence like any other `I`. That it is this one, [`typeid`] finds out without asking
//! that `I` be `'static`. Optimised code has nothing left of the question.
//!
//! An unsafe edge of the runtime: the one place that takes a generic type for the one that it is.

use std::any::TypeId;
use std::ptr;

macro_rules! numbers {
    ($($kind:ident $number:ty;)*) => {
        /// Numbers in one piece.
        #[derive(Clone, Copy)]
        pub(crate) enum Numbers<'a> {
            $($kind(&'a [$number]),)*
        }

        /// The numbers of a sequence that is a reference to a `Vec` or slice of them.
        #[inline]
        pub(crate) fn numbers<I>(sequence: &I) -> Option<Numbers<'_>> {
            // Says nothing that the rest does not; but where nothing is optimised, it takes a fraction of the time.
            if size_of::<I>() != size_of::<&Vec<u8>>() && size_of::<I>() != size_of::<&[u8]>() {
                return None;
            }
            let found = typeid::of::<I>();
            $(
                if let Some(numbers) = slice(sequence, found) {
                    return Some(Numbers::$kind(numbers));
                }
            )*
            None
        }
    };
}

numbers! {
    U8 u8;
    I8 i8;
    I16 i16;
    I32 i32;
    I64 i64;
    Isize isize;
    U16 u16;
    U32 u32;
    U64 u64;
    Usize usize;
    F32 f32;
    F64 f64;
}

/// The elements of a sequence whose type is `found`, if they are `E`s.
#[inline]
fn slice<E: 'static, I>(sequence: &I, found: TypeId) -> Option<&[E]> {
    let sequence = ptr::from_ref(sequence);
    if found == TypeId::of::<&'static Vec<E>>() {
        // SAFETY: `I` is `&Vec<E>`, of a lifetime at least as long as that of the `&I` here.
        return Some(unsafe { *sequence.cast::<&Vec<E>>() });
    }
    if found == TypeId::of::<&'static [E]>() {
        // SAFETY: as above, for `&[E]`.
        return Some(unsafe { *sequence.cast::<&[E]>() });
    }
    None
}
