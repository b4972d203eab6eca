struct Functions;

#[gopylink::functions]
impl Functions {
    #[gopylink("plus")]
    pub fn add(a: i64, b: i64) -> i64 {
        a + b
    }

    #[gopylink(, skip)]
    pub fn helper() {}
}

fn main() {}
