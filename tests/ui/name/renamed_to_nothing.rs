struct Functions;

#[gopylink::functions(rename_all = "PascalCase")]
impl Functions {
    pub fn _1() -> i64 {
        1
    }
}

fn main() {}
