struct Counter {
    value: i64,
}

#[gopylink::class]
impl Counter {
    pub fn new(value: i64) -> Self {
        Self { value }
    }

    pub fn value(&self) -> i64 {
        self.value
    }
}

#[gopylink::class]
impl Counter {
    #[gopylink(constructor)]
    pub fn zero() -> Self {
        Self { value: 0 }
    }
}

fn main() {}
