//! Python calling Rust: two functions and a class. `main.py` beside this crate calls them.
//!
//! `rename_all` gives Python the names that Go programmers know: `Hello`, `Incr`. Without it, Python sees the
//! Rust names.

/// Where the exported functions live. The type itself never crosses.
pub struct Functions;

#[gopylink::functions(rename_all = "PascalCase")]
impl Functions {
    /// Greets by name.
    pub fn hello(name: &str) -> String {
        format!("Hello {name}")
    }

    /// Adds two numbers.
    pub fn add(a: i64, b: i64) -> i64 {
        a + b
    }
}

/// A number that goes up.
pub struct Counter {
    value: i64,
}

/// A number that goes up.
#[gopylink::class(rename_all = "PascalCase")]
impl Counter {
    /// Starts at `initial`.
    pub fn new(initial: i64) -> Self {
        Self { value: initial }
    }

    /// Adds `n` and returns the new value.
    pub fn incr(&mut self, n: i64) -> i64 {
        self.value += n;
        self.value
    }

    /// The value as it is.
    pub fn value(&self) -> i64 {
        self.value
    }
}
