struct Counter {
    value: i64,
}

impl Counter {
    #[gopylink::function]
    pub fn value(&self) -> i64 {
        self.value
    }
}

fn main() {}
