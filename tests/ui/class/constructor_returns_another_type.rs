struct Counter;

#[gopylink::class]
impl Counter {
    pub fn new() -> i64 {
        1
    }
}

fn main() {}
