struct Counter {
    value: i64,
}

#[gopylink::class]
impl Counter {
    pub fn new(value: i64) -> Self {
        Self { value }
    }

    pub fn taken(&self, other: Counter) -> i64 {
        other.value
    }

    pub fn kept(&self, other: &'static Self) -> i64 {
        other.value
    }

    pub fn paired(&self, others: (&Counter, &Self)) -> i64 {
        others.0.value + others.1.value
    }

    pub fn lent(&self) -> &Self {
        self
    }

    pub fn pair(&self) -> (Self, i64) {
        (Self { value: self.value }, self.value)
    }
}

fn main() {}
