use std::sync::Arc;

struct Counter {
    value: i64,
}

#[gopylink::class]
impl Counter {
    pub fn new(value: i64) -> Self {
        Self { value }
    }

    pub fn finish(self) -> i64 {
        self.value
    }

    pub fn finish_changed(mut self) -> i64 {
        self.value += 1;
        self.value
    }

    pub fn finish_boxed(self: Box<Self>) -> i64 {
        self.value
    }

    pub fn finish_shared(self: Arc<Self>) -> i64 {
        self.value
    }
}

fn main() {}
