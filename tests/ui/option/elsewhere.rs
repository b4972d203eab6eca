//! Options that another attribute has, and nothing where one is expected.

pub struct Counter;

#[gopylink::class(dataclass, constructor)]
impl Counter {
    #[gopylink(no_constructor)]
    pub fn new() -> Self {
        Self
    }

    #[gopylink()]
    pub fn value(&self) -> i64 {
        1
    }
}

struct Functions;

#[gopylink::functions]
impl Functions {
    #[gopylink(enum_class, constructr, no_constructor)]
    pub fn add() {}
}

#[gopylink::record(pickle, , "x", dataclas)]
pub struct Row {
    id: i64,
}

fn main() {}
