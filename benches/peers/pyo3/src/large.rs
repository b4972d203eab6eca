//! Bytes and text in one piece.

use pyo3::prelude::*;

#[pyfunction]
pub fn measure_bytes(py: Python<'_>, data: &[u8]) -> usize {
    py.detach(|| bodies::measure_bytes(data))
}

#[pyfunction]
pub fn make_bytes(py: Python<'_>, count: usize) -> Vec<u8> {
    py.detach(|| bodies::make_bytes(count))
}

#[pyfunction]
pub fn echo_bytes(data: &[u8]) -> &[u8] {
    data
}

#[pyfunction]
pub fn measure_text(py: Python<'_>, text: &str) -> usize {
    py.detach(|| text.len())
}

#[pyfunction]
pub fn make_text(py: Python<'_>, count: usize) -> String {
    py.detach(|| bodies::make_text(count))
}

#[pyfunction]
pub fn echo_text(text: &str) -> &str {
    text
}
