struct Functions;

#[gopylink::functions]
impl Functions {
    #[gopylink(signature = (a = 1, b))]
    pub fn before_required(a: i64, b: i64) -> i64 {
        a + b
    }

    #[gopylink(signature = (a = 1, /, b, c, *rest, d))]
    pub fn before_two(a: i64, b: i64, c: i64, rest: Vec<i64>, d: i64) -> i64 {
        a + b + c + d + rest.len() as i64
    }

    #[gopylink(signature = (*rest = vec![]))]
    pub fn of_rest(rest: Vec<i64>) -> usize {
        rest.len()
    }

    #[gopylink(signature = (**options = HashMap::new()))]
    pub fn of_options(options: Vec<i64>) -> usize {
        options.len()
    }

    #[gopylink(signature = (/ = 1, a))]
    pub fn of_slash(a: i64) -> i64 {
        a
    }

    #[gopylink(signature = (a, b =))]
    pub fn missing(a: i64, b: i64) -> i64 {
        a + b
    }
}

fn main() {}
