//! A model of Python's objects behind an [`ObjectTable`], for tests of the direct lane without Python.
//!
//! As strict as the real one: it counts references, and panics at what Python would crash of.

mod arrays;
mod instances;
mod model;
mod numbers;
mod record;
mod table;

use std::ptr::NonNull;
use std::rc::Rc;

use gopylink_abi::direct::Object;

use super::{Arguments, Kept, Objects, Owned};
use crate::value::Value;
use model::{Node, Reference, Thing};

pub(crate) use model::alive;
pub(crate) use table::{fail_from, refuse_items};

/// The arguments of a call, which the caller keeps alive.
pub(crate) fn arguments<'call>(objects: &'call [*mut Object], kept: &'call Kept) -> Arguments<'call> {
    // SAFETY: tests give objects back only after the call.
    unsafe { Arguments::new(objects, kept) }
}

/// Gives a reference back that [`Owned::into_raw`] gave.
pub(crate) fn give_back(object: *mut Object) {
    // SAFETY: the reference is the caller's.
    drop(unsafe { Owned::from_raw(objects(), NonNull::new(object).expect("an object")) });
}

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
pub(crate) fn enum_member(name: Owned, value: Owned) -> Owned {
    owned(Thing::of(Node::Enum([reference(name), reference(value)])))
}

/// A named tuple, of names and values in turn.
pub(crate) fn named_tuple(items: Vec<Owned>) -> Owned {
    owned(Thing::of(Node::NamedTuple(items.into_iter().map(reference).collect())))
}

/// A record, or a mapping other than a dict, of keys and values in turn.
pub(crate) fn record(items: Vec<Owned>) -> Owned {
    owned(Thing::of(Node::Pairs(items.into_iter().map(reference).collect())))
}

/// An object that cannot cross.
pub(crate) fn opaque(type_name: &str) -> Owned {
    owned(Thing::of(Node::Opaque(type_name.to_owned())))
}

/// A value of a class of Python's standard library.
pub(crate) fn standard(payload: &[u8]) -> Owned {
    owned(Thing::of(Node::Standard(payload.to_vec())))
}

/// A list with one item that cannot be read, behind one that can.
pub(crate) fn list_with_fault(fault: u64) -> Owned {
    let items = [model::of(&Value::None), Thing::of(Node::Fault(fault))];
    owned(Thing::of(Node::list(items)))
}

/// An object that cannot be read.
pub(crate) fn fault(fault: u64) -> Owned {
    owned(Thing::of(Node::Fault(fault)))
}

/// The value of an object, and the type of each container in it: `[1, (2,), {3}, frozenset({4})]`.
pub(crate) fn repr(object: &Owned) -> String {
    model::node(object.object.as_ptr()).repr()
}

impl Owned {
    /// A second reference.
    pub(crate) fn retained(&self) -> Self {
        // SAFETY: the object is alive; the new reference is the result's.
        unsafe {
            (self.objects.table.retain)(self.object.as_ptr());
            Self::from_raw(self.objects, self.object)
        }
    }
}

fn reference(object: Owned) -> Reference {
    // SAFETY: the object is a thing, and the reference to it is given away.
    unsafe { Rc::from_raw(object.into_raw().cast::<Thing>()) }
}

fn owned(thing: Reference) -> Owned {
    let raw = Rc::into_raw(thing).cast_mut().cast::<Object>();
    let raw = NonNull::new(raw).expect("an Rc is never null");
    // SAFETY: the reference was the Rc's.
    unsafe { Owned::from_raw(objects(), raw) }
}
