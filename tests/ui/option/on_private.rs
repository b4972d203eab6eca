struct Functions;

#[gopylink::functions]
impl Functions {
    pub fn one() -> i64 {
        1
    }

    #[gopylink(name = "deux")]
    fn two() -> i64 {
        2
    }

    #[gopylink(skip)]
    pub(crate) fn three() -> i64 {
        3
    }
}

fn main() {}
