struct Functions;

#[gopylink::functions]
impl Functions {
    #[gopylink(signature = (1, a b, "c", ,))]
    pub fn not_names(a: i64) -> i64 {
        a
    }

    #[gopylink(signature = (a: i64, b: i64 = 3))]
    pub fn types(a: i64, b: i64) -> i64 {
        a + b
    }

    #[gopylink(signature = (a = 1 +, b = let x))]
    pub fn not_expressions(a: i64, b: i64) -> i64 {
        a + b
    }

    #[gopylink(signature)]
    pub fn no_list(a: i64) -> i64 {
        a
    }

    #[gopylink(signature = a)]
    pub fn not_a_list(a: i64) -> i64 {
        a
    }
}

fn main() {}
