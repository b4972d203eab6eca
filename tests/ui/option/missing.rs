struct Functions;

#[gopylink::functions]
impl Functions {
    #[gopylink]
    pub fn add(a: i64, b: i64) -> i64 {
        a + b
    }
}

fn main() {}
