struct Functions;

#[gopylink::functions]
impl Functions {
    pub fn pointer(_each: fn(i64) -> i64) {}

    pub fn boxed(_each: Option<Box<dyn Fn(i64) -> i64 + Send>>) {}

    pub fn borrowed(_each: &dyn Fn(i64)) {}

    pub fn shown(_what: &dyn std::fmt::Display) {}
}

fn main() {}
