struct Functions;

#[gopylink::functions]
impl Functions {
    pub fn show<T: std::fmt::Debug>(value: T) -> String {
        format!("{value:?}")
    }
}

fn main() {}
