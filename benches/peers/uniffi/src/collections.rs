//! Lists, records and dictionaries: in, out, and both.

use bodies::Nested;

#[derive(uniffi::Record)]
pub struct Record {
    id: i64,
    name: String,
    score: f64,
    active: bool,
}

/// UniFFI has no `usize`.
fn size(count: u64) -> usize {
    usize::try_from(count).expect("a count that fits in memory")
}

#[uniffi::export]
pub fn sum_ints(values: Vec<i64>) -> i64 {
    bodies::sum_ints(&values)
}

#[uniffi::export]
pub fn make_ints(count: u64) -> Vec<i64> {
    bodies::make_ints(size(count))
}

#[uniffi::export]
pub fn echo_ints(values: Vec<i64>) -> Vec<i64> {
    values
}

#[uniffi::export]
pub fn sum_floats(values: Vec<f64>) -> f64 {
    bodies::sum_floats(&values)
}

#[uniffi::export]
pub fn make_floats(count: u64) -> Vec<f64> {
    bodies::make_floats(size(count))
}

#[uniffi::export]
pub fn echo_floats(values: Vec<f64>) -> Vec<f64> {
    values
}

#[uniffi::export]
pub fn sum_strings(values: Vec<String>) -> u64 {
    bodies::total_length(&values) as u64
}

#[uniffi::export]
pub fn make_strings(count: u64) -> Vec<String> {
    bodies::make_strings(size(count))
}

#[uniffi::export]
pub fn echo_strings(values: Vec<String>) -> Vec<String> {
    values
}

#[uniffi::export]
pub fn sum_records(values: Vec<Record>) -> f64 {
    values.iter().map(|record| record.score).sum()
}

#[uniffi::export]
pub fn make_records(count: u64) -> Vec<Record> {
    bodies::make_records(size(count))
        .map(|(id, name, score, active)| Record { id, name, score, active })
        .collect()
}

#[uniffi::export]
pub fn echo_records(values: Vec<Record>) -> Vec<Record> {
    values
}

#[uniffi::export]
pub fn echo_record(value: Record) -> Record {
    value
}

#[uniffi::export]
pub fn sum_nested(values: Nested) -> i64 {
    bodies::sum_nested(&values)
}

#[uniffi::export]
pub fn make_nested(count: u64) -> Nested {
    bodies::make_nested(size(count))
}

#[uniffi::export]
pub fn echo_nested(values: Nested) -> Nested {
    values
}
