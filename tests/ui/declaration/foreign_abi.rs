struct Functions;

#[gopylink::functions]
impl Functions {
    pub extern "C" fn add(a: i64, b: i64) -> i64 {
        a + b
    }
}

fn main() {}
