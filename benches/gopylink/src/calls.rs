//! Calls with little to pass: functions, a class, and what fails.

use bodies::Failure;

struct Calls;

#[gopylink::functions]
impl Calls {
    /// Does nothing.
    #[gopylink(hold_gil)]
    pub fn noop() {
        bodies::noop();
    }

    /// Adds two numbers.
    #[gopylink(hold_gil)]
    pub fn add(a: i64, b: i64) -> i64 {
        bodies::add(a, b)
    }

    /// Adds two numbers, the second of which may be left out.
    #[gopylink(hold_gil, signature = (a, b = 10))]
    pub fn add_ten(a: i64, b: i64) -> i64 {
        bodies::add(a, b)
    }

    /// Adds two numbers without the GIL.
    pub fn add_released(a: i64, b: i64) -> i64 {
        bodies::add(a, b)
    }

    /// Greets by name.
    #[gopylink(hold_gil)]
    pub fn hello(name: &str) -> String {
        bodies::hello(name)
    }

    /// Greets by name without the GIL.
    pub fn hello_released(name: &str) -> String {
        bodies::hello(name)
    }

    /// Fails.
    #[gopylink(hold_gil)]
    pub fn fail(text: &str) -> Result<i64, Failure> {
        bodies::fail(text)
    }

    /// Panics.
    #[gopylink(hold_gil)]
    pub fn panic(text: &str) {
        bodies::panic(text);
    }
}

struct Counter(bodies::Counter);

/// A number that goes up.
#[gopylink::class]
impl Counter {
    /// Starts at a number.
    #[gopylink(hold_gil)]
    pub fn new(initial: i64) -> Self {
        Self(bodies::Counter::new(initial))
    }

    /// Goes up and says where it stands.
    #[gopylink(hold_gil)]
    pub fn incr(&mut self, n: i64) -> i64 {
        self.0.incr(n)
    }

    /// The same without the GIL.
    pub fn incr_released(&mut self, n: i64) -> i64 {
        self.0.incr(n)
    }

    /// Says where it stands.
    #[gopylink(hold_gil)]
    pub fn value(&self) -> i64 {
        self.0.value()
    }
}
