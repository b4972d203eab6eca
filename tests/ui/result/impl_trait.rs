struct Functions;

#[gopylink::functions]
impl Functions {
    pub fn count(to: i64) -> impl Iterator<Item = i64> {
        0..to
    }

    pub fn boxed(to: i64) -> Option<impl Iterator<Item = i64>> {
        Some(0..to)
    }
}

fn main() {}
