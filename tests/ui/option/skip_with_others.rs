struct Functions;

#[gopylink::functions]
impl Functions {
    pub fn one() -> i64 {
        1
    }

    #[gopylink(skip, name = "deux")]
    pub fn two() -> i64 {
        2
    }
}

fn main() {}
