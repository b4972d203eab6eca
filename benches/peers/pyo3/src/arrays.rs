//! NumPy arrays, by the crate `numpy`.

use numpy::{IntoPyArray, PyArray1, PyReadonlyArray1, PyReadwriteArray1};
use pyo3::prelude::*;

#[pyfunction]
pub fn sum_array(py: Python<'_>, values: PyReadonlyArray1<'_, f64>) -> PyResult<f64> {
    let values = values.as_slice()?;
    Ok(py.detach(|| bodies::sum_floats(values)))
}

#[pyfunction]
pub fn increase_array(py: Python<'_>, mut values: PyReadwriteArray1<'_, f64>, amount: f64) -> PyResult<()> {
    let values = values.as_slice_mut()?;
    py.detach(|| bodies::increase(values, amount));
    Ok(())
}

#[pyfunction]
pub fn make_array(py: Python<'_>, count: usize) -> Bound<'_, PyArray1<f64>> {
    py.detach(|| bodies::make_floats(count)).into_pyarray(py)
}
