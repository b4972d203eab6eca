struct Functions;

#[gopylink::functions]
impl Functions {
    pub fn ignore(_: i64) {}
}

fn main() {}
