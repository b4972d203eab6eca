struct Counter {
    value: i64,
}

#[gopylink::class]
impl Counter {
    pub fn value(&self) -> i64 {
        self.value
    }
}

fn main() {}
