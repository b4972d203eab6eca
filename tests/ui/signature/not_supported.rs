struct Functions;

#[gopylink::functions]
impl Functions {
    #[gopylink(signature = (a, b = 10))]
    pub fn defaults(a: i64, b: i64) -> i64 {
        a + b
    }

    #[gopylink(signature = (a, **options))]
    pub fn options(a: i64, options: Vec<i64>) -> usize {
        a as usize + options.len()
    }

    #[gopylink(signature = (a, /, b))]
    pub fn positional(a: i64, b: i64) -> i64 {
        a + b
    }

    #[gopylink(signature = (a, *, b))]
    pub fn named(a: i64, b: i64) -> i64 {
        a + b
    }

    #[gopylink(signature = (1))]
    pub fn number(a: i64) -> i64 {
        a
    }
}

fn main() {}
