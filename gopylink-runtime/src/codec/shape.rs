//! How a Rust sequence looks from Python.
//!
//! serde's data model has one "seq" for lists, sets and byte strings and one "tuple" for tuples and arrays, where
//! Python has four types. What tells them apart is the Rust type, and the only description of a type that needs
//! neither `'static` nor specialization is [`std::any::type_name`]. The compiler writes it for the resolved type:
//! aliases, imports and re-exports are already followed, so this is not a reading of the user's source.
//!
//! Out of its sight is an array inside a type that hands `serialize` on to it, as `#[serde(transparent)]` does: the
//! name is the outer type's, and nothing else sets `[f64; 3]` apart from `(f64, f64, f64)`, so that it becomes a tuple.
//! A newtype struct without the attribute is what it holds, a list here, as serde passes that on with its own type.

use std::any::type_name;

/// A Python sequence type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    Bytes,
    List,
    Set,
    Tuple,
}

/// Types that serialize as what they hold.
const WRAPPERS: [&str; 10] = [
    "&mut ",
    "&",
    "alloc::boxed::Box<",
    // Older compilers leave the lifetime out.
    "alloc::borrow::Cow<'_, ",
    "alloc::borrow::Cow<",
    "alloc::rc::Rc<",
    "alloc::sync::Arc<",
    "core::cell::RefCell<",
    "core::cell::Cell<",
    "core::cmp::Reverse<",
];

const SETS: [&str; 4] = [
    "std::collections::hash::set::HashSet<",
    "alloc::collections::btree::set::BTreeSet<",
    "indexmap::set::IndexSet<",
    "hashbrown::set::HashSet<",
];

const LISTS: [&str; 3] = [
    "alloc::collections::vec_deque::VecDeque<",
    "alloc::collections::linked_list::LinkedList<",
    "alloc::collections::binary_heap::BinaryHeap<",
];

impl Shape {
    /// The shape of a type; `None` for one that this page does not list.
    #[inline]
    pub(crate) fn of<T: ?Sized>() -> Option<Self> {
        Self::named(type_name::<T>())
    }

    /// The shape of the type with this [`type_name`].
    #[inline]
    pub(crate) fn named(name: &str) -> Option<Self> {
        if let Some(shape) = Self::unwrapped(name) {
            return Some(shape);
        }
        let mut name = name;
        while let Some(inner) = WRAPPERS.iter().find_map(|wrapper| name.strip_prefix(wrapper)) {
            name = inner;
        }
        Self::unwrapped(name)
    }

    // Only comparisons with constant text, so that for a known type the compiler is left with the answer.
    #[inline]
    fn unwrapped(name: &str) -> Option<Self> {
        if let Some(element) = name.strip_prefix("alloc::vec::Vec<") {
            let bytes = element.starts_with("u8>") || element.starts_with("u8, ");
            return Some(if bytes { Self::Bytes } else { Self::List });
        }
        if let Some(element) = name.strip_prefix('[') {
            let bytes = element.starts_with("u8]") || element.starts_with("u8; ");
            return Some(if bytes { Self::Bytes } else { Self::List });
        }
        if name.starts_with('(') {
            return Some(Self::Tuple);
        }
        if SETS.iter().any(|set| name.starts_with(set)) {
            return Some(Self::Set);
        }
        if LISTS.iter().any(|list| name.starts_with(list)) {
            return Some(Self::List);
        }
        None
    }

    /// The word for the type in messages.
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::Bytes => "bytes",
            Self::List => "list",
            Self::Set => "set",
            Self::Tuple => "tuple",
        }
    }
}
