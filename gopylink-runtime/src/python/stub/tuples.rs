//! Tuples of instances.
//!
//! As lists of them, they are put together and taken apart by Python; but each place has a class of its own.

use super::call::Stub;
use super::class::PythonClass;
use super::instances::{
    Collected, FromInstances, ITEMS_OF_LIST, Instances, item, length, made, unlike, whole,
};
use crate::error::Result;
use crate::python::PythonObject;

const TUPLE: &str = "def collect(*items):\n    return items\n";

macro_rules! tuples {
    ($($count:literal ($($class:ident $place:tt),*);)*) => {$(
        impl<$($class: PythonClass),*> Instances for ($(&$class,)*) {
            fn collect(self, name: &str, stub: &Stub<'_>) -> Result<Option<PythonObject>> {
                let items = [$(self.$place.object()),*].into_iter();
                made(stub, TUPLE, Collected { name, keys: None::<()>, items })
            }
        }

        impl<$($class: PythonClass),*> FromInstances for ($($class,)*) {
            fn from_instances(stub: &Stub<'_>, found: Option<PythonObject>) -> Result<Self> {
                let tuple = of_length(stub, found, $count)?;
                Ok(($(item::<$class>(stub, &tuple, $place)?,)*))
            }
        }
    )*};
}

tuples! {
    1 (A 0);
    2 (A 0, B 1);
    3 (A 0, B 1, C 2);
    4 (A 0, B 1, C 2, D 3);
}

fn of_length(stub: &Stub<'_>, found: Option<PythonObject>, expected: usize) -> Result<PythonObject> {
    let tuple = whole(stub, found, "tuple", ITEMS_OF_LIST)?;
    match length(stub, &tuple)? {
        found if found == expected => Ok(tuple),
        found => Err(unlike(stub, "", &format!("tuple of length {expected}"), &format!("length {found}"))),
    }
}
