pub struct Counter;

#[gopylink::class]
impl Counter {
    #[gopylink(new)]
    pub fn new() -> Self {
        Self
    }

    #[gopylink(get)]
    pub fn value(&self) -> i64 {
        0
    }

    #[gopylink(property)]
    pub fn count(&self) -> i64 {
        0
    }

    #[gopylink(staticmethod)]
    pub fn zero() -> i64 {
        0
    }

    #[gopylink(default = 1)]
    pub fn incr(&mut self, by: i64) {}

    #[gopylink(hidden, nonsense)]
    pub fn secret(&self) {}
}

fn main() {}
