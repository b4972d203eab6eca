//! What the benchmarked functions do: one body for all the peers that are written in Rust.
//!
//! Nothing here knows how values come from Python. A record has a type of its own in each peer, so the functions
//! on records take and make their fields.

use std::collections::HashMap;
use std::fmt;

mod classes;

pub use classes::{Gauge, Steps};

/// What an inner dictionary of a nested value holds.
pub type Nested = HashMap<String, HashMap<String, Vec<i64>>>;

/// Does nothing.
pub fn noop() {}

/// Adds two numbers.
pub fn add(a: i64, b: i64) -> i64 {
    a.wrapping_add(b)
}

/// Greets by name.
pub fn hello(name: &str) -> String {
    format!("Hello {name}")
}

/// Why a function failed.
#[derive(Debug)]
pub struct Failure(pub String);

impl fmt::Display for Failure {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "failed on {}", self.0)
    }
}

impl std::error::Error for Failure {}

/// Fails on every text but the empty one.
pub fn fail(text: &str) -> Result<i64, Failure> {
    if text.is_empty() { Ok(0) } else { Err(Failure(text.to_owned())) }
}

/// Panics.
pub fn panic(text: &str) {
    std::panic::panic_any(format!("panicked on {text}"));
}

/// A number that goes up.
#[derive(Debug)]
pub struct Counter {
    value: i64,
}

impl Counter {
    /// Starts at a number.
    pub fn new(initial: i64) -> Self {
        Self { value: initial }
    }

    /// Goes up and says where it stands.
    pub fn incr(&mut self, n: i64) -> i64 {
        self.value = self.value.wrapping_add(n);
        self.value
    }

    /// Says where it stands.
    pub fn value(&self) -> i64 {
        self.value
    }
}

/// Adds up numbers.
pub fn sum_ints(values: &[i64]) -> i64 {
    values.iter().fold(0, |sum, &value| sum.wrapping_add(value))
}

/// Adds up numbers.
pub fn sum_floats(values: &[f64]) -> f64 {
    values.iter().sum()
}

/// Counts the bytes of all texts.
pub fn total_length<T: AsRef<str>>(values: &[T]) -> usize {
    values.iter().map(|value| value.as_ref().len()).sum()
}

/// Adds up what lies innermost.
pub fn sum_nested(values: &Nested) -> i64 {
    values.values().flat_map(HashMap::values).map(|numbers| sum_ints(numbers)).sum()
}

/// The numbers from 0.
pub fn make_ints(count: usize) -> Vec<i64> {
    (0..).take(count).collect()
}

/// Halves: 0, 0.5, 1 and so on.
pub fn make_floats(count: usize) -> Vec<f64> {
    (0..count).map(|index| index as f64 / 2.0).collect()
}

/// Different texts of one length.
pub fn make_strings(count: usize) -> Vec<String> {
    (0..count).map(|index| format!("text {index:08}")).collect()
}

/// The fields of records: a number, a name, a score and a flag.
pub fn make_records(count: usize) -> impl Iterator<Item = (i64, String, f64, bool)> {
    (0..)
        .take(count)
        .map(|index: i64| (index, format!("name {index:06}"), index as f64 / 4.0, index % 2 == 0))
}

/// So many dictionaries of five lists of three numbers.
pub fn make_nested(count: usize) -> Nested {
    (0..count).map(|outer| (format!("outer {outer:05}"), make_inner(outer as i64))).collect()
}

fn make_inner(outer: i64) -> HashMap<String, Vec<i64>> {
    (0..5).map(|inner| (format!("inner {inner}"), vec![outer, inner, outer + inner])).collect()
}

/// Bytes that are not all alike.
pub fn make_bytes(count: usize) -> Vec<u8> {
    let mut bytes = vec![0; count];
    if let [first, .., last] = bytes.as_mut_slice() {
        (*first, *last) = (1, 2);
    }
    bytes
}

/// Text of so many bytes.
pub fn make_text(count: usize) -> String {
    "x".repeat(count)
}

/// The length, and the last byte, which must have come over.
pub fn measure_bytes(bytes: &[u8]) -> usize {
    bytes.len() + usize::from(bytes.last().copied().unwrap_or_default())
}

/// Adds a number to each.
pub fn increase(values: &mut [f64], amount: f64) {
    values.iter_mut().for_each(|value| *value += amount);
}

/// Keeps a processor busy: so many steps of a xorshift generator, each of which needs the one before it.
pub fn work(rounds: u64) -> u64 {
    (0..rounds).fold(1, |mut state: u64, _| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^ (state << 17)
    })
}
