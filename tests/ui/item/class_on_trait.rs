#[gopylink::class]
pub trait Count {
    fn value(&self) -> i64;
}

fn main() {}
