//! Several blocks, other members in them, and options.
#![deny(warnings)]

pub struct Functions;

#[gopylink::functions(rename_all = "camelCase")]
impl Functions {
    pub fn read_all() -> i64 {
        Self::helper()
    }

    #[gopylink(name = "lambda")]
    pub fn named_as_a_keyword() {}

    pub fn r#type(r#in: i64) -> i64 {
        r#in
    }

    #[gopylink(skip)]
    pub fn first<T: Copy>(values: &[T]) -> T {
        values[0]
    }

    fn helper() -> i64 {
        1
    }

    pub(crate) fn shared(&self) -> &Self {
        self
    }
}

#[gopylink::functions]
impl Functions {
    /// Adds what there is.
    ///
    ///     sum(1, 2, 3)
    #[doc = concat!("At most ", "ten.")]
    #[gopylink(signature = (*numbers))]
    pub fn sum(numbers: Vec<i64>) -> i64 {
        numbers.iter().sum()
    }

    #[gopylink(name = "mean", signature = (scale, *numbers,))]
    pub fn scaled_mean(scale: f64, numbers: Vec<f64>) -> f64 {
        numbers.iter().sum::<f64>() * scale / numbers.len() as f64
    }
}

#[gopylink::function(name = "plus", signature = (a, b))]
fn add(a: i64, b: i64) -> i64 {
    a + b
}

pub struct Counter {
    value: i64,
}

#[gopylink::class(name = "Tally")]
impl Counter {
    pub fn value(&self) -> i64 {
        self.value
    }

    pub fn largest() -> i64 {
        i64::MAX
    }
}

#[gopylink::class(name = "Tally", rename_all = "PascalCase")]
impl Counter {
    #[gopylink(constructor)]
    pub fn starting_at(value: i64) -> Result<Self, String> {
        if value < 0 { Err("negative".to_owned()) } else { Ok(Self { value }) }
    }

    pub fn count_up(&mut self) {
        self.value += 1;
    }

    #[gopylink(skip)]
    pub fn new() -> Self {
        Self { value: 0 }
    }
}

fn main() {
    Functions.shared();
    assert_eq!((add(1, 2), Functions::first(&[1, 2]), Counter::new().value), (3, 1, 0));
}
