//! Items that are not at the top of a crate, or that another macro wrote.
#![deny(warnings)]

mod inner {
    pub struct Counter;

    #[gopylink::class]
    impl Counter {
        pub fn new() -> Self {
            Self
        }
    }

    pub mod deeper {
        #[gopylink::class]
        impl super::Counter {
            pub fn value(&self) -> i64 {
                1
            }
        }
    }
}

macro_rules! export {
    ($name:ident, $class:ident, $ty:ty) => {
        #[gopylink::function]
        pub fn $name(value: $ty, other: Option<$ty>) -> Result<$ty, String> {
            Ok(other.unwrap_or(value))
        }

        pub struct $class($ty);

        #[gopylink::class]
        impl $class {
            pub fn new(value: $ty) -> Self {
                Self(value)
            }

            pub fn value(&self) -> $ty {
                self.0.clone()
            }

            pub fn set(&mut self, value: $ty) {
                self.0 = value;
            }
        }
    };
}

export!(text, TextHolder, String);
export!(number, NumberHolder, i64);

fn main() {
    #[gopylink::function]
    pub fn within(a: i64) -> i64 {
        a
    }
    assert_eq!(within(1), 1);
}
