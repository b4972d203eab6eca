//! Classes whose instances are read, changed, compared and iterated over.

use gopylink::Error;

pub struct Gauge(bodies::Gauge);

/// A number with marks above it.
#[gopylink::class]
impl Gauge {
    /// As far as it goes.
    pub const LIMIT: i64 = bodies::Gauge::LIMIT;

    #[gopylink(hold_gil)]
    pub fn new(value: i64) -> Self {
        Self(bodies::Gauge::new(value))
    }

    #[gopylink(hold_gil)]
    pub fn full() -> Self {
        Self(bodies::Gauge::full())
    }

    #[gopylink(getter, hold_gil)]
    pub fn value(&self) -> i64 {
        self.0.value()
    }

    #[gopylink(setter, hold_gil)]
    pub fn set_value(&mut self, value: i64) {
        self.0.set_value(value);
    }

    #[gopylink(hold_gil)]
    pub fn above(&self, other: &Self) -> i64 {
        self.0.above(&other.0)
    }

    #[gopylink(hold_gil)]
    pub fn __len__(&self) -> usize {
        self.0.count()
    }

    #[gopylink(hold_gil)]
    pub fn __getitem__(&self, index: usize) -> gopylink::Result<i64> {
        self.0.mark(index).ok_or_else(|| Error::with_type("IndexError", "no such mark"))
    }

    #[gopylink(hold_gil)]
    pub fn __add__(&self, further: i64) -> i64 {
        self.0.plus(further)
    }

    #[gopylink(hold_gil)]
    pub fn __eq__(&self, other: &Self) -> bool {
        self.0 == other.0
    }

    #[gopylink(hold_gil)]
    pub fn __hash__(&self) -> u64 {
        self.0.hash()
    }
}

pub struct Steps(bodies::Steps);

/// Counts from 0 to a number.
#[gopylink::class]
impl Steps {
    #[gopylink(hold_gil)]
    pub fn new(count: i64) -> Self {
        Self(bodies::Steps::new(count))
    }

    #[gopylink(hold_gil)]
    pub fn __iter__(&self) {}

    #[gopylink(hold_gil)]
    pub fn __next__(&mut self) -> Option<i64> {
        self.0.step()
    }
}
