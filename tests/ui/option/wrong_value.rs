struct Functions;

#[gopylink::functions]
impl Functions {
    #[gopylink(name = 5)]
    pub fn five() -> i64 {
        5
    }

    #[gopylink(name)]
    pub fn six() -> i64 {
        6
    }

    #[gopylink(skip = true)]
    pub fn helper() {}

    #[gopylink(signature = "a, b")]
    pub fn add(a: i64, b: i64) -> i64 {
        a + b
    }
}

fn main() {}
