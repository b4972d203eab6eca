struct Functions;

#[gopylink::functions]
impl Functions {
    #[gopylink(signature = (/, a))]
    pub fn first(a: i64) -> i64 {
        a
    }

    #[gopylink(signature = (a, /, b, /))]
    pub fn twice(a: i64, b: i64) -> i64 {
        a + b
    }

    #[gopylink(signature = (a, *, b, /))]
    pub fn behind_star(a: i64, b: i64) -> i64 {
        a + b
    }

    #[gopylink(signature = (*rest, /, b))]
    pub fn behind_rest(rest: Vec<i64>, b: i64) -> i64 {
        rest.len() as i64 + b
    }
}

fn main() {}
