struct Functions;

#[gopylink::functions]
impl Functions {
    #[gopylink(signature = (a, *))]
    pub fn nothing_behind(a: i64) -> i64 {
        a
    }

    #[gopylink(signature = (a, *, **options))]
    pub fn only_options_behind(a: i64, options: Vec<i64>) -> usize {
        a as usize + options.len()
    }

    #[gopylink(signature = (*, a, *, b))]
    pub fn twice(a: i64, b: i64) -> i64 {
        a + b
    }

    #[gopylink(signature = (*rest, *, b))]
    pub fn behind_rest(rest: Vec<i64>, b: i64) -> i64 {
        rest.len() as i64 + b
    }

    #[gopylink(signature = (*first, *second))]
    pub fn two_rests(first: Vec<i64>, second: Vec<i64>) -> usize {
        first.len() + second.len()
    }

    #[gopylink(signature = (*, *rest, b))]
    pub fn before_rest(rest: Vec<i64>, b: i64) -> i64 {
        rest.len() as i64 + b
    }
}

fn main() {}
