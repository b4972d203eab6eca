struct Functions;

#[gopylink::functions]
impl Functions {
    pub fn one(#[cfg(test)] number: i64) -> i64 {
        1
    }
}

fn main() {}
