//! Classes that cannot be pickled as they are.

use serde::Serialize;

#[derive(Serialize)]
pub struct Written(i64);

#[gopylink::class(pickle)]
impl Written {
    pub fn new() -> Self {
        Self(0)
    }
}

pub struct Counter;

#[gopylink::class(pickle = "yes")]
impl Counter {
    pub fn new() -> Self {
        Self
    }

    #[gopylink(pickle)]
    pub fn incr(&self) {}
}

pub struct Functions;

#[gopylink::functions(pickle)]
impl Functions {
    pub fn add(a: i64, b: i64) -> i64 {
        a + b
    }
}

fn main() {}
