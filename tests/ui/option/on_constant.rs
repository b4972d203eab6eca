struct Functions;

#[gopylink::functions]
impl Functions {
    #[gopylink(name = "ONE")]
    pub const FIRST: i64 = 1;

    pub fn one() -> i64 {
        1
    }
}

fn main() {}
