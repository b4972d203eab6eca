struct Functions;

#[gopylink::functions]
impl Functions {
    #[gopylink(signature = (*rest, last))]
    pub fn last(rest: Vec<i64>, last: i64) -> i64 {
        rest.len() as i64 + last
    }
}

fn main() {}
