struct Counter {
    value: i64,
}

#[gopylink::class]
impl Counter {
    #[gopylink(name = "Tally")]
    pub fn new(value: i64) -> Self {
        Self { value }
    }
}

fn main() {}
