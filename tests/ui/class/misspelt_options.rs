//! What a misspelt option was meant to be has its effects, so that their want is no second error.

#[gopylink::class(no_constuctor)]
impl Row {
    #[gopylink(gettr)]
    pub fn width(&self) -> i64 {
        1
    }

    #[gopylink(setter)]
    pub fn set_width(&mut self, _width: i64) {}

    #[gopylink(nmae = "size")]
    pub fn length(&self) -> i64 {
        1
    }

    #[gopylink(name = "length")]
    pub fn size(&self) -> i64 {
        1
    }
}

pub struct Row;

pub struct Counter;

#[gopylink::class]
impl Counter {
    #[gopylink(constructr)]
    pub fn of(_value: i64) -> Self {
        Self
    }
}

#[gopylink::function]
pub fn row() -> Row {
    Row
}

#[gopylink::function]
pub fn largest(_counters: Vec<&Counter>, _row: &Row) -> Option<Counter> {
    None
}

fn main() {}
