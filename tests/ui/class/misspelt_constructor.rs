pub struct Counter;

#[gopylink::class]
impl Counter {
    pub fn nwe() -> Counter {
        Counter
    }

    pub fn add(&self, _other: &Self, _another: &mut Counter) -> Self {
        Self
    }
}

pub struct Private;

#[gopylink::class]
impl Private {
    fn new() -> Self {
        Self
    }

    pub fn value(&self) -> i64 {
        0
    }
}

pub struct Unmarked;

#[gopylink::class]
impl Unmarked {
    pub fn value(&self) -> i64 {
        0
    }

    pub fn parse(text: &str) -> Result<Self, String> {
        Err(text.to_owned())
    }
}

pub struct Both;

#[gopylink::class(no_constructor)]
impl Both {
    pub fn new() -> Self {
        Self
    }
}

pub struct Misplaced;

#[gopylink::class]
impl Misplaced {
    #[gopylink(no_constructor)]
    pub fn new() -> Self {
        Self
    }
}

fn main() {}
