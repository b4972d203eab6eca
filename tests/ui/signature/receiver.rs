struct Counter {
    value: i64,
}

#[gopylink::class]
impl Counter {
    pub fn new(value: i64) -> Self {
        Self { value }
    }

    #[gopylink(signature = (&self, by))]
    pub fn plus(&self, by: i64) -> i64 {
        self.value + by
    }
}

fn main() {}
