struct Broken;

struct Functions;

#[gopylink::functions]
impl Functions {
    pub fn fallible() -> Result<i64, Broken> {
        Err(Broken)
    }
}

fn main() {}
