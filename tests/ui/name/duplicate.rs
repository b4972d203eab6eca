struct Functions;

#[gopylink::functions]
impl Functions {
    pub fn add(a: i64, b: i64) -> i64 {
        a + b
    }

    #[gopylink(name = "add")]
    pub fn add_floats(a: f64, b: f64) -> f64 {
        a + b
    }
}

fn main() {}
