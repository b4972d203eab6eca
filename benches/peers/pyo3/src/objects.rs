//! Records that are objects in Python: any that have the attributes as arguments, instances of a class as results.

use pyo3::prelude::*;

/// What arguments are read into.
#[derive(FromPyObject)]
pub struct Read {
    id: i64,
    name: String,
    score: f64,
    active: bool,
}

/// What results are.
#[pyclass(get_all)]
pub struct Record {
    id: i64,
    name: String,
    score: f64,
    active: bool,
}

#[pyfunction]
pub fn sum_objects(py: Python<'_>, values: Vec<Read>) -> f64 {
    py.detach(|| values.iter().map(|record| record.score).sum())
}

#[pyfunction]
pub fn make_objects(py: Python<'_>, count: usize) -> Vec<Record> {
    py.detach(|| {
        bodies::make_records(count)
            .map(|(id, name, score, active)| Record { id, name, score, active })
            .collect()
    })
}

#[pyfunction]
pub fn echo_object(value: Read) -> Record {
    let Read { id, name, score, active } = value;
    Record { id, name, score, active }
}
