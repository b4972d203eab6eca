struct Functions;

#[gopylink::functions]
impl Functions {
    pub unsafe extern "C" fn sum(count: i64, ...) -> i64 {
        count
    }
}

fn main() {}
