struct Counter {
    value: i64,
}

#[gopylink::class(rename_all = "camelCase")]
impl Counter {
    pub fn new(value: i64) -> Self {
        Self { value }
    }

    pub fn read_all(&self) -> i64 {
        self.value
    }

    #[gopylink(name = "readAll")]
    pub fn read() -> i64 {
        0
    }
}

fn main() {}
