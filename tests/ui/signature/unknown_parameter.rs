struct Functions;

#[gopylink::functions]
impl Functions {
    #[gopylink(signature = (frist, second))]
    pub fn pair(first: i64, second: i64) -> (i64, i64) {
        (first, second)
    }

    #[gopylink(signature = (value))]
    pub fn none() {}
}

fn main() {}
