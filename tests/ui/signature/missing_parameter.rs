struct Functions;

#[gopylink::functions]
impl Functions {
    #[gopylink(signature = (first))]
    pub fn triple(first: i64, second: i64, third: i64) -> i64 {
        first + second + third
    }
}

fn main() {}
