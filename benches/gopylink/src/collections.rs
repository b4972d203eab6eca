//! Lists, records and dictionaries: in, out, and both.

use bodies::Nested;
use serde::{Deserialize, Serialize};

#[derive(Deserialize, Serialize)]
struct Record {
    id: i64,
    name: String,
    score: f64,
    active: bool,
}

struct Collections;

#[gopylink::functions]
impl Collections {
    pub fn sum_ints(values: Vec<i64>) -> i64 {
        bodies::sum_ints(&values)
    }

    pub fn make_ints(count: usize) -> Vec<i64> {
        bodies::make_ints(count)
    }

    pub fn echo_ints(values: Vec<i64>) -> Vec<i64> {
        values
    }

    pub fn sum_floats(values: Vec<f64>) -> f64 {
        bodies::sum_floats(&values)
    }

    pub fn make_floats(count: usize) -> Vec<f64> {
        bodies::make_floats(count)
    }

    pub fn echo_floats(values: Vec<f64>) -> Vec<f64> {
        values
    }

    pub fn sum_strings(values: Vec<String>) -> usize {
        bodies::total_length(&values)
    }

    pub fn make_strings(count: usize) -> Vec<String> {
        bodies::make_strings(count)
    }

    pub fn echo_strings(values: Vec<String>) -> Vec<String> {
        values
    }

    pub fn sum_records(values: Vec<Record>) -> f64 {
        values.iter().map(|record| record.score).sum()
    }

    pub fn make_records(count: usize) -> Vec<Record> {
        bodies::make_records(count)
            .map(|(id, name, score, active)| Record { id, name, score, active })
            .collect()
    }

    pub fn echo_records(values: Vec<Record>) -> Vec<Record> {
        values
    }

    #[gopylink(hold_gil)]
    pub fn echo_record(value: Record) -> Record {
        value
    }

    pub fn sum_nested(values: Nested) -> i64 {
        bodies::sum_nested(&values)
    }

    pub fn make_nested(count: usize) -> Nested {
        bodies::make_nested(count)
    }

    pub fn echo_nested(values: Nested) -> Nested {
        values
    }
}
