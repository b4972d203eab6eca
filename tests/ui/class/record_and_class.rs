#[gopylink::record]
pub struct Both {
    value: i64,
}

#[gopylink::class]
impl Both {
    pub fn new(value: i64) -> Self {
        Self { value }
    }

    pub fn twice(&self) -> i64 {
        self.value * 2
    }
}

#[gopylink::record(dataclass)]
pub struct WithClass {
    pub value: i64,
}

mod methods {
    #[gopylink::class(no_constructor)]
    impl super::WithClass {
        pub fn value(&self) -> i64 {
            self.value
        }
    }
}

fn main() {}
