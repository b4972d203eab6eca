struct Functions;

#[gopylink::functions(rename_all = "kebab-case")]
impl Functions {
    pub fn one() -> i64 {
        1
    }
}

fn main() {}
