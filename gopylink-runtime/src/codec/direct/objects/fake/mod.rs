//! A model of Python's objects behind an [`ObjectTable`], for tests of the direct lane without Python.
//!
//! As strict as the real one: it counts references, and panics at what Python would crash of.

mod model;
mod numbers;
mod table;

use std::ptr::NonNull;
use std::rc::Rc;

use gopylink_abi::direct::Object;

use super::{Objects, Owned};
use crate::value::Value;
use model::{Node, Reference, Thing};

pub(crate) use model::alive;
pub(crate) use table::fail_from;

/// The functions on the model.
pub(crate) fn objects() -> Objects {
    // SAFETY: the table's functions keep their promises, and tests need no GIL.
    unsafe { Objects::new(&table::TABLE) }
}

/// The object that a value is in Python.
pub(crate) fn object(value: &Value) -> Owned {
    owned(model::of(value))
}

/// A member of an `enum.Enum`.
pub(crate) fn enum_member(name: &str, value: &Value) -> Owned {
    owned(Thing::of(Node::Enum([model::of(&name.into()), model::of(value)])))
}

/// A named tuple.
pub(crate) fn named_tuple(fields: &[(&str, Value)]) -> Owned {
    let items = fields.iter().flat_map(|(name, value)| [model::of(&(*name).into()), model::of(value)]);
    owned(Thing::of(Node::NamedTuple(items.collect())))
}

/// A record, or a mapping other than a dict.
pub(crate) fn record(fields: &[(&str, Value)]) -> Owned {
    let items = fields.iter().flat_map(|(name, value)| [model::of(&(*name).into()), model::of(value)]);
    owned(Thing::of(Node::Pairs(items.collect())))
}

/// An object that cannot cross.
pub(crate) fn opaque(type_name: &str) -> Owned {
    owned(Thing::of(Node::Opaque(type_name.to_owned())))
}

/// A list with one item that cannot be read, behind one that can.
pub(crate) fn list_with_fault(fault: u64) -> Owned {
    let items = [model::of(&Value::None), Thing::of(Node::Fault(fault))];
    owned(Thing::of(Node::list(items)))
}

/// The value of an object, and the type of each container in it: `[1, (2,), {3}, frozenset({4})]`.
pub(crate) fn repr(object: &Owned) -> String {
    model::node(object.object.as_ptr()).repr()
}

fn owned(thing: Reference) -> Owned {
    let raw = Rc::into_raw(thing).cast_mut().cast::<Object>();
    let raw = NonNull::new(raw).expect("an Rc is never null");
    // SAFETY: the reference was the Rc's.
    unsafe { Owned::from_raw(objects(), raw) }
}
