struct Functions;

#[gopylink::functions]
impl Functions {
    pub fn value(&self) -> i64 {
        1
    }
}

fn main() {}
