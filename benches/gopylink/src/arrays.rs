//! NumPy arrays: seen, changed in place, and returned.

use gopylink::{Array, ArrayView, ArrayViewMut};

struct Arrays;

#[gopylink::functions]
impl Arrays {
    pub fn sum_array(values: ArrayView<'_, f64>) -> f64 {
        bodies::sum_floats(&values)
    }

    pub fn increase_array(mut values: ArrayViewMut<'_, f64>, amount: f64) {
        bodies::increase(&mut values, amount);
    }

    pub fn make_array(count: usize) -> Array<f64> {
        bodies::make_floats(count).into()
    }
}
