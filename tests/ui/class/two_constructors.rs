struct Counter {
    value: i64,
}

#[gopylink::class]
impl Counter {
    #[gopylink(constructor)]
    pub fn zero() -> Self {
        Self { value: 0 }
    }

    #[gopylink(constructor)]
    pub fn one() -> Self {
        Self { value: 1 }
    }
}

fn main() {}
