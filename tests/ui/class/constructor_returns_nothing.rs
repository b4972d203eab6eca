struct Counter;

#[gopylink::class]
impl Counter {
    pub fn new(start: i64) {
        drop(start);
    }
}

fn main() {}
