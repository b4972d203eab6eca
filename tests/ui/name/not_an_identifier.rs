struct Functions;

#[gopylink::functions]
impl Functions {
    #[gopylink(name = "add-all")]
    pub fn add_all(numbers: Vec<i64>) -> i64 {
        numbers.iter().sum()
    }

    #[gopylink(name = "")]
    pub fn one() -> i64 {
        1
    }
}

struct Counter;

#[gopylink::class(name = "1st")]
impl Counter {
    pub fn new() -> Self {
        Self
    }
}

fn main() {}
