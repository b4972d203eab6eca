struct Functions;

#[gopylink::functions]
impl Functions {
    #[gopylink(signature = (**options, a))]
    pub fn not_last(options: Vec<i64>, a: i64) -> usize {
        a as usize + options.len()
    }

    #[gopylink(signature = (**first, **second))]
    pub fn twice(first: Vec<i64>, second: Vec<i64>) -> usize {
        first.len() + second.len()
    }

    #[gopylink(signature = (a, **))]
    pub fn without_a_name(a: i64) -> i64 {
        a
    }

    #[gopylink(signature = (a, **opitons))]
    pub fn misspelled(a: i64, options: Vec<i64>) -> usize {
        a as usize + options.len()
    }
}

fn main() {}
