//! Lists, records and dictionaries: in, out, and both.

use bodies::Nested;
use pyo3::prelude::*;

#[derive(FromPyObject, IntoPyObject)]
#[pyo3(from_item_all)]
pub struct Record {
    id: i64,
    name: String,
    score: f64,
    active: bool,
}

#[pyfunction]
pub fn sum_ints(py: Python<'_>, values: Vec<i64>) -> i64 {
    py.detach(|| bodies::sum_ints(&values))
}

#[pyfunction]
pub fn make_ints(py: Python<'_>, count: usize) -> Vec<i64> {
    py.detach(|| bodies::make_ints(count))
}

#[pyfunction]
pub fn echo_ints(values: Vec<i64>) -> Vec<i64> {
    values
}

#[pyfunction]
pub fn sum_floats(py: Python<'_>, values: Vec<f64>) -> f64 {
    py.detach(|| bodies::sum_floats(&values))
}

#[pyfunction]
pub fn make_floats(py: Python<'_>, count: usize) -> Vec<f64> {
    py.detach(|| bodies::make_floats(count))
}

#[pyfunction]
pub fn echo_floats(values: Vec<f64>) -> Vec<f64> {
    values
}

#[pyfunction]
pub fn sum_strings(py: Python<'_>, values: Vec<String>) -> usize {
    py.detach(|| bodies::total_length(&values))
}

#[pyfunction]
pub fn make_strings(py: Python<'_>, count: usize) -> Vec<String> {
    py.detach(|| bodies::make_strings(count))
}

#[pyfunction]
pub fn echo_strings(values: Vec<String>) -> Vec<String> {
    values
}

#[pyfunction]
pub fn sum_records(py: Python<'_>, values: Vec<Record>) -> f64 {
    py.detach(|| values.iter().map(|record| record.score).sum())
}

#[pyfunction]
pub fn make_records(py: Python<'_>, count: usize) -> Vec<Record> {
    py.detach(|| {
        bodies::make_records(count)
            .map(|(id, name, score, active)| Record { id, name, score, active })
            .collect()
    })
}

#[pyfunction]
pub fn echo_records(values: Vec<Record>) -> Vec<Record> {
    values
}

#[pyfunction]
pub fn echo_record(value: Record) -> Record {
    value
}

#[pyfunction]
pub fn sum_nested(py: Python<'_>, values: Nested) -> i64 {
    py.detach(|| bodies::sum_nested(&values))
}

#[pyfunction]
pub fn make_nested(py: Python<'_>, count: usize) -> Nested {
    py.detach(|| bodies::make_nested(count))
}

#[pyfunction]
pub fn echo_nested(values: Nested) -> Nested {
    values
}
