struct Counter;

#[gopylink::class]
impl Counter {
    pub fn new() -> Self {
        Self
    }

    pub fn __init__(&mut self, value: i64) {}

    #[gopylink(name = "__doc__")]
    pub fn text(&self) -> String {
        String::new()
    }
}

fn main() {}
