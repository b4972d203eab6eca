//! The benchmarked functions, as a PyO3 module.
//!
//! Written as PyO3's guide would have it; the GIL is released where the gopylink library releases it.

use pyo3::prelude::*;

mod arrays;
mod calls;
mod classes;
mod collections;
mod growth;
mod large;
mod objects;
mod python;

#[pymodule]
mod peer_pyo3 {
    #[pymodule_export]
    use crate::arrays::{increase_array, make_array, sum_array};
    #[pymodule_export]
    use crate::calls::{Counter, add, add_released, add_ten, fail, hello, hello_released, noop, panic};
    #[pymodule_export]
    use crate::classes::{Gauge, Steps};
    #[pymodule_export]
    use crate::collections::{
        echo_floats, echo_ints, echo_nested, echo_record, echo_records, echo_strings, make_floats, make_ints,
        make_nested, make_records, make_strings, sum_floats, sum_ints, sum_nested, sum_records, sum_strings,
    };
    #[pymodule_export]
    use crate::growth::{echo_tree, work};
    #[pymodule_export]
    use crate::large::{echo_bytes, echo_text, make_bytes, make_text, measure_bytes, measure_text};
    #[pymodule_export]
    use crate::objects::{Record, echo_object, make_objects, sum_objects};
    #[pymodule_export]
    use crate::python::{
        call_detached, call_from_thread, call_held, construct_detached, construct_from_thread,
        construct_held, export, method_detached, method_from_thread, method_held,
    };
}
