//! Classes whose instances are read, changed, compared and iterated over as Python's own are.

/// A number with marks above it.
#[derive(Debug, PartialEq)]
pub struct Gauge {
    value: i64,
    marks: [i64; 5],
}

impl Gauge {
    /// As far as it goes.
    pub const LIMIT: i64 = 1_000;

    /// Points at a number, with a mark there and four above.
    pub fn new(value: i64) -> Self {
        Self { value, marks: [0, 1, 2, 3, 4].map(|index| value.wrapping_add(10 * index)) }
    }

    /// Points at the limit.
    pub fn full() -> Self {
        Self::new(Self::LIMIT)
    }

    /// Where it points.
    pub fn value(&self) -> i64 {
        self.value
    }

    /// Has it point elsewhere, between the same marks.
    pub fn set_value(&mut self, value: i64) {
        self.value = value;
    }

    /// How many marks there are.
    pub fn count(&self) -> usize {
        self.marks.len()
    }

    /// The number at a mark.
    pub fn mark(&self, index: usize) -> Option<i64> {
        self.marks.get(index).copied()
    }

    /// What it would point at so much further up.
    pub fn plus(&self, further: i64) -> i64 {
        self.value.wrapping_add(further)
    }

    /// How far it is above another.
    pub fn above(&self, other: &Self) -> i64 {
        self.value.wrapping_sub(other.value)
    }

    /// The same for gauges that are equal: a number of 64 bits, as hashes are.
    pub fn hash(&self) -> u64 {
        let mix = |hash: u64, number: &i64| (hash ^ *number as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        mix(self.marks.iter().fold(0, mix), &self.value)
    }
}

/// Counts from 0 to a number.
#[derive(Debug)]
pub struct Steps(std::ops::Range<i64>);

impl Steps {
    /// So many steps.
    pub fn new(count: i64) -> Self {
        Self(0..count)
    }

    /// The next number, if it was not the last.
    pub fn step(&mut self) -> Option<i64> {
        self.0.next()
    }
}
