struct Functions;

#[gopylink::functions]
impl Functions {
    #[gopylink(array)]
    pub fn nothing() {}

    #[gopylink(skip, array)]
    pub fn left_out() -> Vec<f64> {
        Vec::new()
    }
}

struct Counter;

#[gopylink::class]
impl Counter {
    #[gopylink(array)]
    pub fn new() -> Self {
        Self
    }
}

fn main() {}
