//! The library of `go/lib.go`, in Rust.

use std::collections::HashMap;

use gopylink::{new_python_class_instance, python_func_call};

/// What Go had as the methods of `functions`.
pub struct Functions;

/// Somebody, as a dict in Python. As in Go, what it does not have is empty, and None is no tags.
#[gopylink::record]
#[derive(Default)]
#[serde(default, rename_all = "PascalCase")]
pub struct Person {
    name: String,
    tags: Option<Vec<String>>,
}

#[gopylink::functions(rename_all = "PascalCase")]
impl Functions {
    /// Greets by name.
    pub fn hello(name: &str) -> String {
        format!("Hello {name}")
    }

    /// Joins words.
    #[gopylink(signature = (separator, *words))]
    pub fn join(separator: &str, words: Vec<String>) -> String {
        words.join(separator)
    }

    /// The least and the greatest number.
    pub fn range(numbers: Vec<i64>) -> Result<(i64, i64), &'static str> {
        match (numbers.iter().min(), numbers.iter().max()) {
            (Some(&low), Some(&high)) => Ok((low, high)),
            _ => Err("no numbers"),
        }
    }

    /// How often each word comes.
    pub fn count_words(text: &str) -> HashMap<String, usize> {
        let mut counts = HashMap::new();
        for word in text.split_whitespace() {
            *counts.entry(word.to_owned()).or_default() += 1;
        }
        counts
    }

    /// Says who somebody is.
    pub fn describe(person: Person) -> String {
        format!("{}: {}", person.name, person.tags.unwrap_or_default().join(", "))
    }

    /// The bytes from the last to the first.
    pub fn reverse(data: &[u8]) -> Vec<u8> {
        data.iter().rev().copied().collect()
    }

    /// Has Python greet each.
    pub fn greet(names: Vec<String>) -> gopylink::Result<Vec<String>> {
        names.iter().map(|name| python_func_call("greet", (name,)).get()).collect()
    }

    /// Has an instance of a Python class add up.
    pub fn total(prices: HashMap<String, f64>) -> gopylink::Result<f64> {
        let basket = new_python_class_instance("Basket", ())?;
        for entry in prices {
            basket.method_call("add", entry).get::<()>()?;
        }
        basket.method_call("total", ()).get()
    }
}

/// A number that goes up.
pub struct Counter {
    value: i64,
}

#[gopylink::class(rename_all = "PascalCase")]
impl Counter {
    /// Starts at a number.
    pub fn new(initial: i64) -> Self {
        Self { value: initial }
    }

    /// Adds to the number and returns it.
    pub fn incr(&mut self, n: i64) -> i64 {
        self.value += n;
        self.value
    }

    /// The number.
    pub fn value(&self) -> i64 {
        self.value
    }
}
