use std::rc::Rc;

struct Counter {
    value: Rc<i64>,
}

#[gopylink::class]
impl Counter {
    pub fn new(value: i64) -> Self {
        Self { value: Rc::new(value) }
    }

    pub fn value(&self) -> i64 {
        *self.value
    }
}

fn main() {}
