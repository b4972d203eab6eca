struct Row(Vec<i64>);

#[gopylink::class]
impl Row {
    pub fn new(cells: Vec<i64>) -> Self {
        Self(cells)
    }

    pub fn __len__(&self, _of: i64) -> usize {
        self.0.len()
    }

    pub fn __setitem__(&mut self, _index: usize) {}

    pub fn __add__(&self) -> i64 {
        1
    }

    pub fn __pow__(&self) -> i64 {
        1
    }

    pub fn __exit__(&self, _error: String) {}

    pub fn __repr__(&self) {}

    pub fn __hash__() -> i64 {
        1
    }

    pub fn __eq__(self, _other: i64) -> bool {
        true
    }

    #[gopylink(name = "__getitem__")]
    pub fn item(&self) -> i64 {
        1
    }
}

fn main() {}
