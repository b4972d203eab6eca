//! What a shape means: where in memory the element of an index is.

use std::fmt;

use smallvec::SmallVec;

use super::Tuple;

/// How many dimensions a buffer of Python's has at most: `PyBUF_MAX_NDIM`.
const MOST_DIMENSIONS: usize = 64;

/// Checks that Python takes an array of such a shape, with elements of so many bytes; says why not.
///
/// What is counted is what NumPy counts: lengths and strides have to fit even where the array is empty.
pub(crate) fn check_shape(shape: &[usize], size: usize) -> Result<(), String> {
    if shape.len() > MOST_DIMENSIONS {
        return Err(format!(
            "an array of {} dimensions is more than Python takes: {MOST_DIMENSIONS}",
            shape.len()
        ));
    }
    let mut lengths = shape.iter().filter(|&&length| length > 0);
    let bytes = lengths.try_fold(size, |bytes, &length| bytes.checked_mul(length));
    if bytes.is_none_or(|bytes| isize::try_from(bytes).is_err()) {
        return Err(format!(
            "an array of shape {} is larger than Python takes: {} bytes, lengths of 0 left out",
            Tuple(shape),
            isize::MAX
        ));
    }
    Ok(())
}

/// The shape of an array whose elements are in C order.
///
/// It takes little room for the one dimension that most arrays have: what is large takes longer to move than all else in a
/// small call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Layout {
    /// Of one dimension.
    length: [usize; 1],
    /// Of any other number of them.
    deep: Option<Box<Deep>>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Deep {
    shape: SmallVec<[usize; 4]>,
    strides: SmallVec<[isize; 4]>,
}

impl Layout {
    #[inline]
    pub(crate) fn new(shape: &[usize]) -> Self {
        match *shape {
            [length] => Self::flat(length),
            _ => Self { length: [0], deep: Some(Deep::new(shape)) },
        }
    }

    /// Of one dimension.
    #[inline]
    pub(crate) fn flat(length: usize) -> Self {
        Self { length: [length], deep: None }
    }

    #[inline]
    pub(crate) fn shape(&self) -> &[usize] {
        match &self.deep {
            None => &self.length,
            Some(deep) => &deep.shape,
        }
    }

    #[inline]
    pub(crate) fn strides(&self) -> &[isize] {
        match &self.deep {
            None => &[1],
            Some(deep) => &deep.strides,
        }
    }

    /// Where the element of an index is; `None` if there is none.
    pub(crate) fn position(&self, index: &[usize]) -> Option<usize> {
        let (shape, strides) = (self.shape(), self.strides());
        if index.len() != shape.len() {
            return None;
        }
        let mut position = 0;
        for (&at, (&length, &stride)) in index.iter().zip(shape.iter().zip(strides)) {
            if at >= length {
                return None;
            }
            position += at * stride.unsigned_abs();
        }
        Some(position)
    }

    /// As [`position`](Self::position).
    ///
    /// # Panics
    ///
    /// If there is none.
    #[track_caller]
    pub(crate) fn located(&self, index: &[usize]) -> usize {
        match self.position(index) {
            Some(position) => position,
            None => panic!("index {index:?} is out of bounds for an array of shape {}", Tuple(self.shape())),
        }
    }

    /// How the types of this module print themselves.
    pub(crate) fn debug<T: fmt::Debug>(
        &self,
        name: &str,
        elements: &[T],
        formatter: &mut fmt::Formatter<'_>,
    ) -> fmt::Result {
        formatter.debug_struct(name).field("shape", &self.shape()).field("elements", &elements).finish()
    }
}

impl Deep {
    #[inline(never)]
    fn new(shape: &[usize]) -> Box<Self> {
        let mut step = 1_isize;
        let mut strides: SmallVec<[isize; 4]> = shape
            .iter()
            .rev()
            .map(|&length| {
                let stride = step;
                step = step.saturating_mul(length.cast_signed());
                stride
            })
            .collect();
        strides.reverse();
        Box::new(Self { shape: SmallVec::from_slice(shape), strides })
    }
}
