struct Functions;

#[gopylink::functions]
impl Functions {
    pub fn show(value: impl std::fmt::Display) -> String {
        value.to_string()
    }

    pub fn show_all(values: Vec<impl std::fmt::Display>) -> usize {
        values.len()
    }
}

fn main() {}
