struct Functions;

#[gopylink::functions(renameall = "camelCase")]
impl Functions {
    #[gopylink(nmae = "plus")]
    pub fn add(a: i64, b: i64) -> i64 {
        a + b
    }

    #[gopylink(doc = "Subtracts.")]
    pub fn sub(a: i64, b: i64) -> i64 {
        a - b
    }
}

fn main() {}
