struct Counter {
    value: i64,
}

#[gopylink::class]
impl Counter {
    #[gopylink(constructor)]
    pub fn copy(&self) -> Self {
        Self { value: self.value }
    }
}

fn main() {}
