struct Functions;

#[gopylink::functions]
impl Functions {
    #[gopylink(signature = (first, first))]
    pub fn pair(first: i64, second: i64) -> (i64, i64) {
        (first, second)
    }
}

fn main() {}
