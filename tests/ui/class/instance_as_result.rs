struct Counter {
    value: i64,
}

#[gopylink::class]
impl Counter {
    pub fn new(value: i64) -> Self {
        Self { value }
    }

    pub fn zero() -> Self {
        Self { value: 0 }
    }

    pub fn parse(text: &str) -> Result<Counter, String> {
        Ok(Counter { value: text.parse().map_err(|_| "not a number".to_owned())? })
    }

    pub fn next(&self) -> Option<Self> {
        Some(Self { value: self.value + 1 })
    }
}

fn main() {}
