struct Counter;

#[gopylink::class]
impl Clone for Counter {
    fn clone(&self) -> Self {
        Self
    }
}

fn main() {}
