//! What `peers/go` has, in Rust and by the same names: one script calls either. As in Go, the GIL is always released.

use gopylink::{Result, new_python_class_instance, python_func_call};
use serde::{Deserialize, Serialize};

#[derive(Deserialize, Serialize)]
struct Record {
    id: i64,
    name: String,
    score: f64,
    active: bool,
}

struct Functions;

#[gopylink::functions(rename_all = "PascalCase")]
impl Functions {
    pub fn noop() {
        bodies::noop();
    }

    pub fn add(a: i64, b: i64) -> i64 {
        bodies::add(a, b)
    }

    pub fn hello(name: &str) -> String {
        bodies::hello(name)
    }

    pub fn echo_ints(values: Vec<i64>) -> Vec<i64> {
        values
    }

    pub fn echo_record(value: Record) -> Record {
        value
    }

    pub fn echo_records(values: Vec<Record>) -> Vec<Record> {
        values
    }

    pub fn echo_bytes(data: &[u8]) -> &[u8] {
        data
    }

    pub fn call_detached(count: i64) -> Result<i64> {
        let mut total = 0;
        for number in 0..count {
            total += python_func_call("double", (number,)).get::<i64>()?;
        }
        Ok(total)
    }

    pub fn method_detached(count: i64) -> Result<i64> {
        let tally = new_python_class_instance("Tally", (0,))?;
        let mut total = 0;
        for _ in 0..count {
            total = tally.method_call("incr", (1,)).get::<i64>()?;
        }
        tally.close()?;
        Ok(total)
    }
}

struct Counter(bodies::Counter);

#[gopylink::class(rename_all = "PascalCase")]
impl Counter {
    pub fn new(initial: i64) -> Self {
        Self(bodies::Counter::new(initial))
    }

    pub fn incr(&mut self, n: i64) -> i64 {
        self.0.incr(n)
    }

    pub fn value(&self) -> i64 {
        self.0.value()
    }
}
