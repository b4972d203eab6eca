//! Arrays of Python's, to write.

use std::fmt;
use std::ops::{Deref, DerefMut, Index, IndexMut};

use gopylink_abi::manifest::TypeRef;
use serde::de::{Deserialize, Deserializer};
use serde::ser::{Serialize, Serializer};

use super::{Array, asked};
use crate::codec::array::Layout;
use crate::describe::{Describe, Kind};
use crate::element::Element;

/// An array of Python's, written in place during a call.
///
/// As [`ArrayView`](crate::ArrayView), but for objects that can be written: Python sees what Rust wrote once the call has
/// ended, and maybe before.
///
/// ```
/// use gopylink::ArrayViewMut;
///
/// #[gopylink::function]
/// pub fn scale(mut values: ArrayViewMut<'_, f64>, factor: f64) {
///     for value in &mut values {
///         *value *= factor;
///     }
/// }
/// ```
///
/// No other view looks into the same memory meanwhile, in any call on any thread, be it through the same object or
/// another one that shares its memory: a `gopylink.BorrowError` says so. What other packages and Python code do with the
/// memory cannot be seen; pass arrays that nobody uses meanwhile.
///
/// # Errors
///
/// Those of [`ArrayView`](crate::ArrayView), and a `TypeError` if the object is read-only. The msgpack lane passes copies
/// alone, so that there everything is refused.
pub struct ArrayViewMut<'a, T> {
    elements: &'a mut [T],
    layout: Layout,
}

impl<'a, T> ArrayViewMut<'a, T> {
    /// The lengths of the dimensions, outermost first. None for a single number without dimensions.
    #[must_use]
    pub fn shape(&self) -> &[usize] {
        self.layout.shape()
    }

    /// How many elements to go for the next one of each dimension. (NumPy counts bytes instead.)
    #[must_use]
    pub fn strides(&self) -> &[isize] {
        self.layout.strides()
    }

    /// How many dimensions there are.
    #[must_use]
    pub fn ndim(&self) -> usize {
        self.shape().len()
    }

    /// All elements, the last index running fastest.
    #[must_use]
    pub fn as_slice(&self) -> &[T] {
        self.elements
    }

    /// All elements, the last index running fastest.
    #[must_use]
    pub fn as_mut_slice(&mut self) -> &mut [T] {
        self.elements
    }

    /// All elements, for as long as the call lasts.
    #[must_use]
    pub fn into_mut_slice(self) -> &'a mut [T] {
        self.elements
    }

    /// The element of an index; `None` if it has another number of dimensions or is out of bounds.
    #[must_use]
    pub fn get_at<const N: usize>(&self, index: [usize; N]) -> Option<&T> {
        self.layout.position(&index).and_then(|position| self.elements.get(position))
    }

    /// As [`get_at`](Self::get_at), to write.
    #[must_use]
    pub fn get_at_mut<const N: usize>(&mut self, index: [usize; N]) -> Option<&mut T> {
        self.layout.position(&index).and_then(|position| self.elements.get_mut(position))
    }
}

impl<T> Deref for ArrayViewMut<'_, T> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        self.elements
    }
}

impl<T> DerefMut for ArrayViewMut<'_, T> {
    fn deref_mut(&mut self) -> &mut [T] {
        self.elements
    }
}

/// The element of a position among all of them.
impl<T> Index<usize> for ArrayViewMut<'_, T> {
    type Output = T;

    fn index(&self, position: usize) -> &T {
        &self.elements[position]
    }
}

impl<T> IndexMut<usize> for ArrayViewMut<'_, T> {
    fn index_mut(&mut self, position: usize) -> &mut T {
        &mut self.elements[position]
    }
}

/// The element of an index, which has a number for each dimension.
impl<T, const N: usize> Index<[usize; N]> for ArrayViewMut<'_, T> {
    type Output = T;

    fn index(&self, index: [usize; N]) -> &T {
        &self.elements[self.layout.located(&index)]
    }
}

impl<T, const N: usize> IndexMut<[usize; N]> for ArrayViewMut<'_, T> {
    fn index_mut(&mut self, index: [usize; N]) -> &mut T {
        &mut self.elements[self.layout.located(&index)]
    }
}

impl<'a, T> IntoIterator for ArrayViewMut<'a, T> {
    type Item = &'a mut T;
    type IntoIter = std::slice::IterMut<'a, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.elements.iter_mut()
    }
}

impl<'a, T> IntoIterator for &'a ArrayViewMut<'_, T> {
    type Item = &'a T;
    type IntoIter = std::slice::Iter<'a, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.elements.iter()
    }
}

impl<'a, T> IntoIterator for &'a mut ArrayViewMut<'_, T> {
    type Item = &'a mut T;
    type IntoIter = std::slice::IterMut<'a, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.elements.iter_mut()
    }
}

impl<T: fmt::Debug> fmt::Debug for ArrayViewMut<'_, T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.layout.debug("ArrayViewMut", self.elements, formatter)
    }
}

impl<'de: 'a, 'a, T: Element> Deserialize<'de> for ArrayViewMut<'a, T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        asked::write(deserializer, None).map(|(elements, layout)| Self { elements, layout })
    }
}

/// As an [`Array`] with a copy of the elements.
impl<T: Element> Serialize for ArrayViewMut<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Array::of(self.elements.to_vec(), self.layout.clone()).serialize(serializer)
    }
}

impl<T: Element> Describe for ArrayViewMut<'_, T> {
    const KIND: Kind = Kind::Collection;

    fn describe() -> TypeRef {
        TypeRef::Array(T::NAME.to_owned())
    }
}
