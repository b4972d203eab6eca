//! Arrays for Python.

use std::fmt;
use std::ops::{Deref, DerefMut, Index, IndexMut};

use gopylink_abi::manifest::TypeRef;
use serde::de::{Deserialize, Deserializer};
use serde::ser::{Error as _, Serialize, Serializer};

use super::asked;
use crate::codec::array::{Layout, Memory, Offered, Tuple, check_shape, numbers};
use crate::codec::names;
use crate::describe::{Describe, Kind};
use crate::element::Element;
use crate::error::{Error, ErrorKind, Result};

/// An array that Python gets without a copy.
///
/// Returned by an export, alone or inside of any other value, it is a `gopylink.Array` in Python, which owns the memory of
/// the `Vec` that it was made of and offers the buffer protocol: `numpy.asarray(result)` and `memoryview(result)` copy
/// nothing. To have a function's `Vec` returned so, mark the function with `#[gopylink(array)]` instead.
///
/// ```
/// use gopylink::Array;
///
/// #[gopylink::function]
/// pub fn identity(size: usize) -> gopylink::Result<Array<f64>> {
///     let mut matrix = Array::new(vec![0.0; size * size], &[size, size])?;
///     for i in 0..size {
///         matrix[[i, i]] = 1.0;
///     }
///     Ok(matrix)
/// }
/// ```
///
/// It dereferences to a slice of all elements, the last index running fastest.
///
/// As a parameter, in a record, or of what a Python function returned, it is a copy of an array that Python has, which may be
/// any that an [`ArrayView`](crate::ArrayView) would look into. That array counts as looked into until the call ends.
///
/// Passed to Python while Rust keeps it too, Python's is read-only for as long, and Rust makes a copy before it writes
/// again. Passed twice, Python's two share the memory, and are read-only until one of them and Rust's have ended. To other
/// serde formats than gopylink's it is a flat sequence.
pub struct Array<T> {
    memory: Memory<T>,
    layout: Layout,
}

impl<T: Element> Array<T> {
    /// An array of the elements in C order: the last index runs fastest.
    ///
    /// ```
    /// use gopylink::Array;
    ///
    /// let table = Array::new(vec![1, 2, 3, 4, 5, 6], &[2, 3])?;
    /// assert_eq!(table[[1, 0]], 4);
    /// assert!(Array::new(vec![1, 2, 3], &[2, 2]).is_err());
    /// # Ok::<(), gopylink::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// A `ValueError` in Python: a shape that has another number of elements, more than 64 dimensions, or lengths that take
    /// more bytes than an `isize` counts, those of 0 left out.
    pub fn new(elements: Vec<T>, shape: &[usize]) -> Result<Self> {
        let count = shape.iter().try_fold(1_usize, |count, &length| count.checked_mul(length));
        if count != Some(elements.len()) {
            let message =
                format!("{} elements do not make an array of shape {}", elements.len(), Tuple(shape));
            return Err(Error::of_kind(ErrorKind::Value, message));
        }
        check_shape(shape, size_of::<T>()).map_err(|message| Error::of_kind(ErrorKind::Value, message))?;
        Ok(Self::of(elements, Layout::new(shape)))
    }

    /// As [`new`](Self::new), of as many elements as the layout has.
    pub(super) fn of(elements: Vec<T>, layout: Layout) -> Self {
        Self { memory: Memory::new(elements), layout }
    }

    /// The lengths of the dimensions, outermost first.
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
        self.memory.elements()
    }

    /// All elements, the last index running fastest. Makes a copy first if Python has them too.
    #[must_use]
    pub fn as_mut_slice(&mut self) -> &mut [T] {
        self.memory.elements_mut()
    }

    /// All elements, the last index running fastest. Makes a copy if Python has them too.
    #[must_use]
    pub fn into_vec(self) -> Vec<T> {
        self.memory.into_elements()
    }

    /// The element of an index; `None` if it has another number of dimensions or is out of bounds.
    #[must_use]
    pub fn get_at<const N: usize>(&self, index: [usize; N]) -> Option<&T> {
        self.layout.position(&index).and_then(|position| self.as_slice().get(position))
    }
}

/// Of one dimension. Nothing is copied.
impl<T: Element> From<Vec<T>> for Array<T> {
    fn from(elements: Vec<T>) -> Self {
        let layout = Layout::flat(elements.len());
        Self { memory: Memory::new(elements), layout }
    }
}

/// A copy, also if Python has the elements too.
impl<T: Element> Clone for Array<T> {
    fn clone(&self) -> Self {
        Self { memory: Memory::new(self.as_slice().to_vec()), layout: self.layout.clone() }
    }
}

impl<T: Element + PartialEq> PartialEq for Array<T> {
    fn eq(&self, other: &Self) -> bool {
        self.layout == other.layout && self.as_slice() == other.as_slice()
    }
}

impl<T: Element> Deref for Array<T> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        self.as_slice()
    }
}

impl<T: Element> DerefMut for Array<T> {
    fn deref_mut(&mut self) -> &mut [T] {
        self.as_mut_slice()
    }
}

/// The element of a position among all of them.
impl<T: Element> Index<usize> for Array<T> {
    type Output = T;

    fn index(&self, position: usize) -> &T {
        &self.as_slice()[position]
    }
}

impl<T: Element> IndexMut<usize> for Array<T> {
    fn index_mut(&mut self, position: usize) -> &mut T {
        &mut self.as_mut_slice()[position]
    }
}

/// The element of an index, which has a number for each dimension.
impl<T: Element, const N: usize> Index<[usize; N]> for Array<T> {
    type Output = T;

    fn index(&self, index: [usize; N]) -> &T {
        &self.as_slice()[self.layout.located(&index)]
    }
}

impl<T: Element, const N: usize> IndexMut<[usize; N]> for Array<T> {
    fn index_mut(&mut self, index: [usize; N]) -> &mut T {
        let position = self.layout.located(&index);
        &mut self.as_mut_slice()[position]
    }
}

impl<T: Element + fmt::Debug> fmt::Debug for Array<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.layout.debug("Array", self.as_slice(), formatter)
    }
}

impl<T: Element> Serialize for Array<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let elements = self.as_slice();
        let numbers =
            numbers(&elements).ok_or_else(|| S::Error::custom("an array of an unknown element type"))?;
        let offered = Offered { kind: T::KIND, shape: self.shape(), numbers, storage: &self.memory };
        serializer.serialize_newtype_struct(names::ARRAY, &offered)
    }
}

/// A copy of an array of Python's; of other serde formats, of a flat sequence.
impl<'de, T: Element> Deserialize<'de> for Array<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        asked::copy(deserializer).map(|(elements, layout)| Self::of(elements, layout))
    }
}

impl<T: Element> Describe for Array<T> {
    const KIND: Kind = Kind::Collection;

    fn describe() -> TypeRef {
        TypeRef::Array(T::NAME.to_owned())
    }
}
