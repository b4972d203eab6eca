//! What the objects are.

use std::cell::{Cell, RefCell, UnsafeCell};
use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::fmt::Write as _;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::ptr;
use std::rc::Rc;

use gopylink_abi::direct::Object;
use gopylink_abi::standard::Standard;

use crate::codec::repr;
use crate::value::Value;

thread_local! {
    static ALIVE: Cell<usize> = const { Cell::new(0) };
}

/// How many objects there are on this thread.
pub(crate) fn alive() -> usize {
    ALIVE.get()
}

pub(super) type Reference = Rc<Thing>;

/// An object, as it is counted.
pub(super) struct Thing {
    pub(super) node: Node,
}

/// How many bytes are shown as they are.
const LONG: usize = 1000;

/// What an object is.
pub(super) enum Node {
    None,
    Bool(bool),
    Int(i128),
    /// Beyond `i128`: two's complement in little-endian order.
    Big(Vec<u8>),
    Float(f64),
    Text(String),
    Bytes(Vec<u8>),
    List(Slots),
    Tuple(Slots),
    Set {
        items: RefCell<Keyed<Reference>>,
        frozen: bool,
    },
    Dict(RefCell<Keyed<(Reference, Reference)>>),
    Pairs(Vec<Reference>),
    NamedTuple(Vec<Reference>),
    Enum([Reference; 2]),
    Opaque(String),
    /// By its payload.
    Standard(Vec<u8>),
    Exception(String),
    /// Fails with this fault when it is read.
    Fault(u64),
}

/// What is found by a key. Keeps its order.
pub(super) struct Keyed<T> {
    pub(super) items: Vec<T>,
    places: HashMap<String, usize>,
}

impl<T> Default for Keyed<T> {
    fn default() -> Self {
        Self { items: Vec::new(), places: HashMap::new() }
    }
}

impl<T> Keyed<T> {
    /// Puts an item in, in the place of one with an equal key.
    pub(super) fn put(&mut self, key: &Thing, item: T) {
        match self.places.entry(key.node.key()) {
            Entry::Occupied(place) => self.items[*place.get()] = item,
            Entry::Vacant(place) => {
                place.insert(self.items.len());
                self.items.push(item);
            }
        }
    }
}

/// References that others write to; null where none is put.
pub(super) struct Slots(UnsafeCell<Box<[*mut Object]>>);

impl Slots {
    pub(super) fn new(count: usize) -> Self {
        Self(UnsafeCell::new(vec![ptr::null_mut(); count].into()))
    }

    pub(super) fn places(&self) -> *mut *mut Object {
        // SAFETY: tests have one thread, and nobody holds a reference to the slice.
        unsafe { (*self.0.get()).as_mut_ptr() }
    }

    pub(super) fn raw(&self) -> &[*mut Object] {
        // SAFETY: as above; places are written to only before the container is read.
        unsafe { &*self.0.get() }
    }

    pub(super) fn items(&self) -> impl Iterator<Item = &Thing> {
        self.raw().iter().map(|&item| {
            assert!(!item.is_null(), "an item was not put");
            thing(item)
        })
    }
}

impl Drop for Slots {
    fn drop(&mut self) {
        for &item in self.raw().iter().filter(|item| !item.is_null()) {
            // SAFETY: the container owns the reference.
            unsafe { Rc::decrement_strong_count(item.cast::<Thing>()) }
        }
    }
}

impl Thing {
    pub(super) fn of(node: Node) -> Reference {
        ALIVE.set(ALIVE.get() + 1);
        Rc::new(Self { node })
    }
}

impl Drop for Thing {
    fn drop(&mut self) {
        ALIVE.set(ALIVE.get() - 1);
    }
}

/// The thing behind a pointer that crossed.
pub(super) fn thing<'a>(object: *mut Object) -> &'a Thing {
    assert!(!object.is_null(), "no object");
    // SAFETY: objects of the model are things, and whoever passes one keeps it alive.
    unsafe { &*object.cast::<Thing>() }
}

/// What the object behind a pointer is.
pub(super) fn node<'a>(object: *mut Object) -> &'a Node {
    &thing(object).node
}

/// The object that a value is.
pub(super) fn of(value: &Value) -> Reference {
    let all = |items: &[Value]| items.iter().map(of).collect::<Vec<_>>();
    Thing::of(match value {
        Value::None => Node::None,
        Value::Bool(value) => Node::Bool(*value),
        Value::Int(value) => Node::Int(*value),
        Value::UInt(value) => Node::Big([&value.to_le_bytes()[..], &[0]].concat()),
        Value::Float(value) => Node::Float(*value),
        Value::Str(text) => Node::Text(text.clone()),
        Value::Bytes(bytes) => Node::Bytes(bytes.clone()),
        Value::List(items) => Node::list(all(items)),
        Value::Tuple(items) => Node::Tuple(Node::slots(all(items))),
        Value::Set(items) => {
            let mut set = Keyed::default();
            all(items).into_iter().for_each(|item| set.put(&item.clone(), item));
            Node::Set { items: set.into(), frozen: false }
        }
        Value::Dict(entries) => {
            let mut dict = Keyed::default();
            entries
                .iter()
                .map(|(key, value)| (of(key), of(value)))
                .for_each(|entry| dict.put(&entry.0.clone(), entry));
            Node::Dict(dict.into())
        }
    })
}

impl Node {
    pub(super) fn list(items: impl IntoIterator<Item = Reference>) -> Self {
        Self::List(Self::slots(items))
    }

    fn slots(items: impl IntoIterator<Item = Reference>) -> Slots {
        let items = items.into_iter().map(|item| Rc::into_raw(item).cast_mut().cast());
        Slots(UnsafeCell::new(items.collect()))
    }

    pub(super) fn is_hashable(&self) -> bool {
        match self {
            Self::List(_) | Self::Dict(_) | Self::Set { frozen: false, .. } => false,
            Self::Tuple(items) => items.items().all(|item| item.node.is_hashable()),
            _ => true,
        }
    }

    /// The same text for what Python takes for equal.
    fn key(&self) -> String {
        let all =
            |items: &mut dyn Iterator<Item = &Thing>| items.map(|item| item.node.key()).collect::<Vec<_>>();
        match self {
            Self::Bool(value) => u8::from(*value).to_string(),
            Self::Float(value) if value.fract() == 0.0 => format!("{value:.0}"),
            Self::Tuple(items) => format!("{:?}", all(&mut items.items())),
            Self::Set { items, .. } => {
                let mut keys = all(&mut items.borrow().items.iter().map(|item| &**item));
                keys.sort();
                format!("frozenset{keys:?}")
            }
            other => other.repr(),
        }
    }

    pub(super) fn repr(&self) -> String {
        let joined = |items: Vec<String>| items.join(", ");
        let all = |items: &Slots| items.items().map(|item| item.node.repr()).collect::<Vec<_>>();
        match self {
            Self::None => "None".to_owned(),
            Self::Bool(value) => if *value { "True" } else { "False" }.to_owned(),
            Self::Int(value) => value.to_string(),
            Self::Big(bytes) => bytes.iter().rev().fold("0x".to_owned(), |mut text, byte| {
                let _ = write!(text, "{byte:02x}");
                text
            }),
            Self::Float(value) => repr::Float(*value).to_string(),
            Self::Text(text) => repr::Text(text).to_string(),
            Self::Bytes(bytes) if bytes.len() > LONG => {
                let mut hasher = DefaultHasher::new();
                bytes.hash(&mut hasher);
                format!("{} bytes of hash {}", bytes.len(), hasher.finish())
            }
            Self::Bytes(bytes) => repr::Bytes(bytes).to_string(),
            Self::List(items) => format!("[{}]", joined(all(items))),
            Self::Tuple(items) if items.raw().len() == 1 => format!("({},)", joined(all(items))),
            Self::Tuple(items) => format!("({})", joined(all(items))),
            Self::Set { items, frozen } => {
                let name = if *frozen { "frozenset" } else { "set" };
                format!(
                    "{name}({{{}}})",
                    joined(items.borrow().items.iter().map(|item| item.node.repr()).collect())
                )
            }
            Self::Dict(entries) => {
                let entry = |(key, value): &(Reference, Reference)| {
                    format!("{}: {}", key.node.repr(), value.node.repr())
                };
                format!("{{{}}}", joined(entries.borrow().items.iter().map(entry).collect()))
            }
            Self::Pairs(_) | Self::NamedTuple(_) | Self::Enum(_) => "a record".to_owned(),
            Self::Opaque(name) | Self::Exception(name) => name.clone(),
            Self::Standard(payload) => format!("{:?}", Standard::read(payload)),
            Self::Fault(_) => "a fault".to_owned(),
        }
    }
}
