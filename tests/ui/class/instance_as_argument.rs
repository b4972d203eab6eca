struct Counter {
    value: i64,
}

#[gopylink::class]
impl Counter {
    pub fn new(value: i64) -> Self {
        Self { value }
    }

    pub fn merge(&mut self, other: &Counter) {
        self.value += other.value;
    }

    pub fn is(&self, other: &Self) -> bool {
        self.value == other.value
    }
}

fn main() {}
