struct Functions;

#[gopylink::functions]
impl Functions {
    #[cfg_attr(test, gopylink(skip))]
    pub fn one() -> i64 {
        1
    }
}

fn main() {}
