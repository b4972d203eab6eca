//! Arrays of Python's, to read.

use std::fmt;
use std::ops::{Deref, Index};

use gopylink_abi::manifest::TypeRef;
use serde::de::{Deserialize, Deserializer};
use serde::ser::{Serialize, Serializer};

use super::{Array, asked};
use crate::codec::array::Layout;
use crate::describe::{Describe, Kind};
use crate::element::Element;

/// An array of Python's, looked into for the time of a call. Nothing is copied.
///
/// Take one as a parameter, also in an `Option`, a `Vec` or a struct. Python may pass any object with the buffer protocol
/// whose elements are `T`s: a NumPy array, an `array.array`, a `memoryview`, an [`Array`] that Rust returned, and for `u8`
/// also `bytes`. It may have any number of dimensions.
///
/// ```
/// use gopylink::ArrayView;
///
/// struct Functions;
///
/// #[gopylink::functions]
/// impl Functions {
///     pub fn total(values: ArrayView<'_, f64>) -> f64 {
///         values.iter().sum()
///     }
///
///     pub fn trace(matrix: ArrayView<'_, f64>) -> Result<f64, String> {
///         let &[rows, columns] = matrix.shape() else { return Err("not a matrix".into()) };
///         Ok((0..rows.min(columns)).map(|i| matrix[[i, i]]).sum())
///     }
/// }
/// ```
///
/// It dereferences to a slice of all elements, the last index running fastest. A parameter `&[T]` takes the same objects,
/// as long as they have one dimension. Returned, or passed to Python, it is an [`Array`] with a copy of the elements.
///
/// # Errors
///
/// Python gets a `TypeError` that says what came and what was wanted, if the elements are of another type or byte order,
/// not one after the other in C order (`numpy.ascontiguousarray` makes a copy that is; of an array in Fortran order,
/// `.T` is one without a copy), or not aligned. It gets a `gopylink.BorrowError` if an [`ArrayViewMut`] looks
/// into the same memory, in any call on any thread.
///
/// # Who else has the memory
///
/// The object neither frees nor moves it during the call. But while Rust runs without the GIL, other Python threads can
/// write to it, and so can code of other packages: the elements may then change under the view, as they may for any other
/// reader, and a program that has this happen is as wrong as one with a data race in Rust. Pass arrays that nobody writes
/// to meanwhile.
///
/// [`ArrayViewMut`]: crate::ArrayViewMut
#[derive(Clone)]
pub struct ArrayView<'a, T> {
    elements: &'a [T],
    layout: Layout,
}

impl<'a, T> ArrayView<'a, T> {
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
    pub fn as_slice(&self) -> &'a [T] {
        self.elements
    }

    /// The element of an index; `None` if it has another number of dimensions or is out of bounds.
    #[must_use]
    pub fn get_at<const N: usize>(&self, index: [usize; N]) -> Option<&'a T> {
        self.layout.position(&index).and_then(|position| self.elements.get(position))
    }
}

impl<T: Element> ArrayView<'_, T> {
    /// A copy that owns its elements, say to change and return it.
    #[must_use]
    pub fn to_array(&self) -> Array<T> {
        Array::of(self.elements.to_vec(), self.layout.clone())
    }
}

impl<T> Deref for ArrayView<'_, T> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        self.elements
    }
}

/// The element of a position among all of them.
impl<T> Index<usize> for ArrayView<'_, T> {
    type Output = T;

    fn index(&self, position: usize) -> &T {
        &self.elements[position]
    }
}

/// The element of an index, which has a number for each dimension.
impl<T, const N: usize> Index<[usize; N]> for ArrayView<'_, T> {
    type Output = T;

    fn index(&self, index: [usize; N]) -> &T {
        &self.elements[self.layout.located(&index)]
    }
}

impl<'a, T> IntoIterator for ArrayView<'a, T> {
    type Item = &'a T;
    type IntoIter = std::slice::Iter<'a, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.elements.iter()
    }
}

impl<'a, T> IntoIterator for &'a ArrayView<'_, T> {
    type Item = &'a T;
    type IntoIter = std::slice::Iter<'a, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.elements.iter()
    }
}

impl<T: fmt::Debug> fmt::Debug for ArrayView<'_, T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.layout.debug("ArrayView", self.elements, formatter)
    }
}

impl<'de: 'a, 'a, T: Element> Deserialize<'de> for ArrayView<'a, T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        asked::read(deserializer, None).map(|(elements, layout)| Self { elements, layout })
    }
}

/// As an [`Array`] with a copy of the elements.
impl<T: Element> Serialize for ArrayView<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.to_array().serialize(serializer)
    }
}

impl<T: Element> Describe for ArrayView<'_, T> {
    const KIND: Kind = Kind::Collection;

    fn describe() -> TypeRef {
        TypeRef::Array(T::NAME.to_owned())
    }
}
