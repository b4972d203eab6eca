struct Functions;

#[gopylink::functions]
impl Functions
where
    Functions: Sized,
{
    pub fn one() -> i64 {
        1
    }
}

fn main() {}
