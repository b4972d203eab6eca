//! Calls with little to pass: functions, a class, and what fails.

use std::fmt;
use std::sync::{Mutex, PoisonError};

#[uniffi::export]
pub fn noop() {
    bodies::noop();
}

#[uniffi::export]
pub fn add(a: i64, b: i64) -> i64 {
    bodies::add(a, b)
}

#[uniffi::export]
pub fn hello(name: &str) -> String {
    bodies::hello(name)
}

#[derive(Debug, uniffi::Error)]
pub enum Failure {
    Failed { reason: String },
}

impl fmt::Display for Failure {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self::Failed { reason } = self;
        formatter.write_str(reason)
    }
}

#[uniffi::export]
pub fn fail(text: &str) -> Result<i64, Failure> {
    bodies::fail(text).map_err(|failure| Failure::Failed { reason: failure.to_string() })
}

#[uniffi::export]
pub fn panic(text: &str) {
    bodies::panic(text);
}

#[derive(uniffi::Object)]
pub struct Counter(Mutex<bodies::Counter>);

#[uniffi::export]
impl Counter {
    #[uniffi::constructor]
    pub fn new(initial: i64) -> Self {
        Self(Mutex::new(bodies::Counter::new(initial)))
    }

    pub fn incr(&self, n: i64) -> i64 {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).incr(n)
    }

    pub fn value(&self) -> i64 {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).value()
    }
}
