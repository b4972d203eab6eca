struct Counter;

#[gopylink::class]
#[gopylink::functions]
impl Counter {
    pub fn new() -> Self {
        Self
    }
}

fn main() {}
