struct First;

#[gopylink::functions(rename_all = "CamelCase")]
impl First {
    pub fn one() -> i64 {
        1
    }
}

struct Second;

#[gopylink::functions(rename_all = "title")]
impl Second {
    pub fn two() -> i64 {
        2
    }
}

fn main() {}
