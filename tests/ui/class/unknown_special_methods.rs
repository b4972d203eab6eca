struct Row(Vec<i64>);

#[gopylink::class(rename_all = "PascalCase")]
impl Row {
    pub fn new(cells: Vec<i64>) -> Self {
        Self(cells)
    }

    pub fn __lenght__(&self) -> usize {
        self.0.len()
    }

    #[gopylink(name = "__getitm__")]
    pub fn item(&self, index: usize) -> i64 {
        self.0[index]
    }

    pub fn __complex__(&self) -> (f64, f64) {
        (0.0, 1.0)
    }

    pub fn __json__(&self) -> String {
        String::new()
    }

    pub fn __init__(&mut self) {}

    pub fn __new__() -> i64 {
        1
    }

    pub fn __del__(&mut self) {}

    pub fn __getattr__(&self, name: &str) -> String {
        name.to_owned()
    }
}

fn main() {}
