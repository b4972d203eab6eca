//! Arrays of numbers, which cross between Python and Rust without being copied.
//!
//! [`ArrayView`] and [`ArrayViewMut`] look into memory of Python's, [`Array`] is memory that Python gets. `asked` is how
//! they come through serde, and `returned` how a function returns its `Vec` as one.

mod asked;
#[cfg(feature = "ndarray")]
mod ndarray;
mod owned;
mod returned;
#[cfg(test)]
mod tests;
mod view;
mod view_mut;

pub(crate) use asked::{Slice, SliceMut};
pub use owned::Array;
pub use returned::{IntoArray, ReturnsArray};
pub use view::ArrayView;
pub use view_mut::ArrayViewMut;
