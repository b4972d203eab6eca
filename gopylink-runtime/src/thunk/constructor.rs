//! What stands for the constructor of a class that has none.

use std::marker::PhantomData;

use super::{Call, Lane, Outcome, Run};
use crate::error::Error;
use crate::object::Class;

/// Says that there is no constructor, and what gives instances.
pub struct NoConstructor<T>(PhantomData<T>);

impl<T: Class> Run for NoConstructor<T> {
    fn run<'call, L: Lane<'call>>(_: &mut Call<'call, L>) -> Outcome {
        let class = T::exported();
        let sources = match class.sources() {
            [] => String::new(),
            [one] => format!(": {one} gives instances"),
            [others @ .., last] => format!(": {} and {last} give instances", others.join(", ")),
        };
        Err(Error::with_type("TypeError", format!("{} has no constructor{sources}", class.name())))
    }
}
