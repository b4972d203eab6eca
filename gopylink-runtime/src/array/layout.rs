//! What a shape means: where in memory the element of an index is.

use std::fmt;

use smallvec::SmallVec;

use crate::codec::array::{Shape, Tuple};

/// The shape of an array whose elements are in C order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Layout {
    shape: Shape,
    strides: SmallVec<[isize; 4]>,
}

impl Layout {
    pub(super) fn new(shape: Shape) -> Self {
        if let [length] = *shape {
            return Self::flat(length);
        }
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
        Self { shape, strides }
    }

    /// Of one dimension.
    pub(super) fn flat(length: usize) -> Self {
        Self { shape: Shape::from_slice(&[length]), strides: SmallVec::from_slice(&[1]) }
    }

    pub(super) fn shape(&self) -> &[usize] {
        &self.shape
    }

    pub(super) fn strides(&self) -> &[isize] {
        &self.strides
    }

    /// Where the element of an index is; `None` if there is none.
    pub(super) fn position(&self, index: &[usize]) -> Option<usize> {
        if index.len() != self.shape.len() {
            return None;
        }
        let mut position = 0;
        for (&at, (&length, &stride)) in index.iter().zip(self.shape.iter().zip(&self.strides)) {
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
    pub(super) fn located(&self, index: &[usize]) -> usize {
        match self.position(index) {
            Some(position) => position,
            None => panic!("index {index:?} is out of bounds for an array of shape {}", Tuple(&self.shape)),
        }
    }

    /// How the types of this module print themselves.
    pub(super) fn debug<T: fmt::Debug>(
        &self,
        name: &str,
        elements: &[T],
        formatter: &mut fmt::Formatter<'_>,
    ) -> fmt::Result {
        formatter.debug_struct(name).field("shape", &self.shape()).field("elements", &elements).finish()
    }
}
