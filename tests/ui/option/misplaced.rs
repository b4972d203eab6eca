struct Functions;

#[gopylink::functions(name = "functions")]
impl Functions {
    #[gopylink(rename_all = "camelCase")]
    pub fn one() -> i64 {
        1
    }
}

#[gopylink::function(skip)]
pub fn two() -> i64 {
    2
}

fn main() {}
