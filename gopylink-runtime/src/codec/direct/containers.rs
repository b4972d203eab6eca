//! Python containers while they are being made.

use gopylink_abi::failure::FailureKind;

use super::objects::{Class, Fields, Objects, Owned, Slots};
use super::sink::{Place, Position};
use crate::codec::encode::{self, Dict, Sequence};
use crate::codec::error::Error;
use crate::codec::path::Segment;
use crate::codec::shape::Shape;

/// How long a byte string may be said to be for the memory to be taken at once.
const TRUSTED: usize = 4096;

/// A sequence whose items are being made.
pub(crate) struct Items {
    /// Where the sequence stands.
    place: Place,
    shape: Shape,
    made: Made,
}

/// What there is of a sequence so far.
enum Made {
    /// A list or tuple of the right length, it is said.
    Slots(Slots),
    /// The items of a list or tuple whose length is not known.
    Loose(Vec<Owned>),
    Set(Owned),
    Bytes(Vec<u8>),
}

impl Items {
    #[inline]
    pub(super) fn open(place: Place, shape: Shape, length: Option<usize>) -> Result<Self, Error> {
        let shape = match shape {
            Shape::List if place.position == Position::Hashable => Shape::Tuple,
            shape => shape,
        };
        let made = match (shape, length) {
            (Shape::Bytes, length) => Made::Bytes(Vec::with_capacity(length.unwrap_or(0).min(TRUSTED))),
            (Shape::Set, _) => Made::Set(place.objects.set()?),
            (_, None) => Made::Loose(Vec::new()),
            // Nothing is that long, so this is no length.
            (_, Some(length)) if isize::try_from(length).is_err() => Made::Loose(Vec::new()),
            (_, Some(length)) => Made::Slots(slots(place.objects, shape, length)?),
        };
        Ok(Self { place, shape, made })
    }

    /// Takes an item that is one more than was said.
    #[cold]
    fn put_loose(&mut self, item: Owned) {
        let mut items = match std::mem::replace(&mut self.made, Made::Loose(Vec::new())) {
            Made::Slots(slots) => slots.into_items(),
            Made::Loose(items) => items,
            Made::Set(_) | Made::Bytes(_) => Vec::new(),
        };
        items.push(item);
        self.made = Made::Loose(items);
    }
}

#[inline]
fn slots(objects: Objects, shape: Shape, length: usize) -> Result<Slots, Error> {
    if shape == Shape::Tuple { objects.tuple(length) } else { objects.list(length) }
}

/// The sequence of items that were counted only now.
#[cold]
fn collected(objects: Objects, shape: Shape, items: Vec<Owned>) -> Result<Owned, Error> {
    let mut slots = slots(objects, shape, items.len())?;
    // There is a place for each.
    let _ = items.into_iter().try_for_each(|item| slots.push(item));
    slots.finish().map_err(|_| Error::internal("a list was made shorter than its items"))
}

impl Sequence for Items {
    type Ok = Owned;
    type Item = Owned;
    type Place<'s> = Place;

    #[inline]
    fn place(&mut self) -> Place {
        match self.shape {
            Shape::Set => Place { position: Position::Hashable, ..self.place },
            _ => self.place,
        }
    }

    #[inline]
    fn put(&mut self, item: Owned) -> Result<(), Error> {
        match &mut self.made {
            Made::Slots(slots) => {
                if let Err(item) = slots.push(item) {
                    self.put_loose(item);
                }
                Ok(())
            }
            Made::Set(set) => set.add(item),
            Made::Loose(items) => {
                items.push(item);
                Ok(())
            }
            Made::Bytes(_) => Err(Error::internal("a byte string has no items")),
        }
    }

    #[inline]
    fn put_byte(&mut self, byte: u8) {
        if let Made::Bytes(bytes) = &mut self.made {
            bytes.push(byte);
        }
    }

    #[inline]
    fn end(self, count: usize) -> Result<Owned, Error> {
        let Self { place, shape, made } = self;
        match made {
            Made::Slots(slots) => slots.finish().or_else(|items| collected(place.objects, shape, items)),
            Made::Loose(items) => collected(place.objects, shape, items),
            Made::Bytes(bytes) => place.objects.bytes(&bytes),
            Made::Set(set) => {
                if set.length() < count {
                    return Err(equal("two elements of a set are equal in Python"));
                }
                if place.position == Position::Hashable { set.freeze() } else { Ok(set) }
            }
        }
    }
}

/// A dict whose entries are being made.
pub(crate) struct Entries {
    dict: Owned,
    /// The key whose value is still to come.
    key: Option<Owned>,
}

impl Entries {
    #[inline]
    pub(super) fn open(objects: Objects) -> Result<Self, Error> {
        Ok(Self { dict: objects.dict()?, key: None })
    }

    #[inline]
    fn at(&self, position: Position) -> Place {
        Place { objects: self.dict.objects(), position }
    }
}

impl Dict for Entries {
    type Ok = Owned;
    type Item = Owned;
    type Place<'s> = Place;

    #[inline]
    fn key_place(&mut self) -> Place {
        self.at(Position::Hashable)
    }

    #[inline]
    fn put_key(&mut self, key: Owned) {
        self.key = Some(key);
    }

    #[inline]
    fn value_place(&mut self) -> Place {
        self.at(Position::Plain)
    }

    #[inline]
    fn put_value(&mut self, value: Owned) -> Result<(), Error> {
        let key = self.key.take().ok_or_else(|| Error::internal("a value came without its key"))?;
        self.dict.insert(key, value)
    }

    #[cold]
    fn key_segment(&self) -> Segment {
        Segment::key(self.key.as_ref().and_then(|key| super::decode(key).ok()).as_ref())
    }

    #[inline]
    fn field_place(&mut self, _: &'static str) -> Result<Place, Error> {
        Ok(self.at(Position::Plain))
    }

    #[inline]
    fn put_field(&mut self, name: &'static str, value: Owned) -> Result<(), Error> {
        self.dict.insert_named(name, value)
    }

    #[inline]
    fn end(self, count: usize) -> Result<Owned, Error> {
        if self.dict.length() < count {
            return Err(equal("two keys are equal in Python"));
        }
        Ok(self.dict)
    }
}

/// An instance whose fields are being made.
pub(crate) struct Instance {
    fields: Fields,
    /// None where the host has not said what it makes instances with.
    class: Option<Class>,
}

impl Instance {
    #[inline]
    pub(super) fn open(objects: Objects, class: Option<Class>) -> Self {
        Self { fields: Fields::new(objects), class }
    }
}

impl encode::Instance for Instance {
    type Ok = Owned;
    type Item = Owned;
    type Place<'s> = Place;

    #[inline]
    fn place(&mut self, _: &'static str) -> Result<Place, Error> {
        Ok(Place { objects: self.fields.objects(), position: Position::Plain })
    }

    #[inline]
    fn put(&mut self, name: &'static str, value: Owned) {
        self.fields.push(name, value);
    }

    #[inline]
    fn end(self, count: usize) -> Result<Owned, Error> {
        match self.class {
            Some(class) => self.fields.into_instance(class),
            None => Entries { dict: self.fields.into_dict()?, key: None }.end(count),
        }
    }
}

#[cold]
fn equal(message: &str) -> Error {
    Error::of_whole(FailureKind::Value, message)
}
