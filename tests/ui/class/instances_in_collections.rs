use std::collections::HashMap;

pub struct Counter {
    value: i64,
}

#[gopylink::class]
impl Counter {
    pub fn new(value: i64) -> Self {
        Self { value }
    }
}

#[gopylink::function]
pub fn total(pair: (&Counter, i64), named: HashMap<String, &Counter>, all: &[Counter]) -> i64 {
    unreachable!()
}

#[gopylink::function]
pub fn owned(pair: (Counter, i64), boxed: Box<Counter>, all: Vec<Counter>) -> HashMap<String, Counter> {
    unreachable!()
}

#[gopylink::record]
pub struct Pair {
    first: Counter,
}

fn main() {}
