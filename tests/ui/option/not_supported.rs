struct Counter {
    value: i64,
}

#[gopylink::class]
impl Counter {
    pub fn new(value: i64) -> Self {
        Self { value }
    }

    #[gopylink(getter)]
    pub fn value(&self) -> i64 {
        self.value
    }
}

fn main() {}
