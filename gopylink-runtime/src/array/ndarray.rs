//! Conversions from and to the crate `ndarray`.

use ndarray::{ArrayViewD, ArrayViewMutD, Dimension, IntoDimension, IxDyn};

use super::{Array, ArrayView, ArrayViewMut, IntoArray};
use crate::codec::array::{Layout, Tuple};
use crate::element::Element;
use crate::error::{Error, ErrorKind, Result};

// A shape that came with its elements goes with them.
const FITS: &str = "the shape of a view has as many elements as the view";

impl<'a, T> From<ArrayView<'a, T>> for ArrayViewD<'a, T> {
    fn from(view: ArrayView<'a, T>) -> Self {
        Self::from_shape(IxDyn(view.shape()), view.as_slice()).expect(FITS)
    }
}

impl<'a, T> From<&'a ArrayView<'_, T>> for ArrayViewD<'a, T> {
    fn from(view: &'a ArrayView<'_, T>) -> Self {
        Self::from_shape(IxDyn(view.shape()), view.as_slice()).expect(FITS)
    }
}

impl<'a, T> From<ArrayViewMut<'a, T>> for ArrayViewMutD<'a, T> {
    fn from(view: ArrayViewMut<'a, T>) -> Self {
        let shape = IxDyn(view.shape());
        Self::from_shape(shape, view.into_mut_slice()).expect(FITS)
    }
}

impl<'a, T> ArrayView<'a, T> {
    /// The view as one of the crate `ndarray`, with a fixed number of dimensions.
    ///
    /// ```
    /// use gopylink::ArrayView;
    /// use ndarray::Ix2;
    ///
    /// #[gopylink::function]
    /// pub fn row_sums(matrix: ArrayView<'_, f64>) -> gopylink::Result<Vec<f64>> {
    ///     Ok(matrix.into_ndarray::<Ix2>()?.rows().into_iter().map(|row| row.sum()).collect())
    /// }
    /// ```
    ///
    /// # Errors
    ///
    /// It has another number of dimensions: a `ValueError` in Python.
    pub fn into_ndarray<D: Dimension>(self) -> Result<ndarray::ArrayView<'a, T, D>> {
        check_dimensions::<D>(self.shape())?;
        Ok(ArrayViewD::from(self).into_dimensionality().expect(FITS))
    }
}

impl<'a, T> ArrayViewMut<'a, T> {
    /// The view as one of the crate `ndarray`, with a fixed number of dimensions.
    ///
    /// # Errors
    ///
    /// It has another number of dimensions: a `ValueError` in Python.
    pub fn into_ndarray<D: Dimension>(self) -> Result<ndarray::ArrayViewMut<'a, T, D>> {
        check_dimensions::<D>(self.shape())?;
        Ok(ArrayViewMutD::from(self).into_dimensionality().expect(FITS))
    }
}

fn check_dimensions<D: Dimension>(shape: &[usize]) -> Result<()> {
    match D::NDIM {
        Some(count) if count != shape.len() => {
            let plural = if count == 1 { "" } else { "s" };
            let message =
                format!("expected an array of {count} dimension{plural}, got shape {}", Tuple(shape));
            Err(Error::of_kind(ErrorKind::Value, message))
        }
        _ => Ok(()),
    }
}

/// Moves the elements of an array that has them in C order and nothing else; copies those of any other.
///
/// One of a shape that Python does not take is refused when it is passed to Python, as by [`Array::new`].
impl<T: Element, D: Dimension> From<ndarray::Array<T, D>> for Array<T> {
    fn from(array: ndarray::Array<T, D>) -> Self {
        let layout = Layout::new(array.shape());
        let elements = if array.is_standard_layout() {
            let count = array.len();
            let (mut elements, offset) = array.into_raw_vec_and_offset();
            elements.truncate(offset.unwrap_or(0) + count);
            elements.drain(..offset.unwrap_or(0));
            elements
        } else {
            array.iter().copied().collect()
        };
        Self::of(elements, layout)
    }
}

impl<T: Element, D: Dimension> IntoArray for ndarray::Array<T, D> {
    type Array = Array<T>;

    fn into_array(self) -> Array<T> {
        self.into()
    }
}

impl<T: Element> From<Array<T>> for ndarray::ArrayD<T> {
    fn from(array: Array<T>) -> Self {
        let shape = array.shape().into_dimension();
        Self::from_shape_vec(shape, array.into_vec()).expect(FITS)
    }
}
