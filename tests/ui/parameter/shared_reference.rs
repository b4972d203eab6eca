struct Functions;

#[gopylink::functions]
impl Functions {
    pub fn all(flags: &[bool]) -> bool {
        flags.iter().all(|flag| *flag)
    }

    pub fn pair(pair: &(i64, i64)) -> i64 {
        pair.0
    }
}

fn main() {}
