//! What grows: the depth of a value, and the work of several threads.

use pyo3::prelude::*;

#[derive(FromPyObject, IntoPyObject)]
pub enum Tree {
    #[pyo3(transparent)]
    Number(i64),
    #[pyo3(transparent)]
    List(Vec<Tree>),
}

#[pyfunction]
pub fn echo_tree(value: Tree) -> Tree {
    value
}

#[pyfunction]
pub fn work(py: Python<'_>, rounds: u64) -> u64 {
    py.detach(|| bodies::work(rounds))
}
