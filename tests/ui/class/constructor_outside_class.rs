struct Functions;

#[gopylink::functions]
impl Functions {
    #[gopylink(constructor)]
    pub fn make() -> i64 {
        1
    }
}

fn main() {}
