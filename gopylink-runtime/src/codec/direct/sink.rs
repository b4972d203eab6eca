//! The direct lane's side of encoding: values are Python objects.

use gopylink_abi::failure::FailureKind;

use super::containers::{Entries, Instance, Items};
use super::objects::{Class, Objects, Owned};
use crate::codec::array::Offered;
use crate::codec::encode::Sink;
use crate::codec::error::Error;
use crate::codec::instance::OfferedInstance;
use crate::codec::shape::Shape;
use crate::codec::slices::Numbers;
use crate::describe::RecordClass;

/// What a value has to be able to do.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Position {
    /// Stand anywhere.
    Plain,
    /// Be an element of a set or a key of a dict, or inside one: lists become tuples, sets become frozensets.
    Hashable,
}

/// A place for one object.
#[derive(Clone, Copy)]
pub(crate) struct Place {
    pub(super) objects: Objects,
    pub(super) position: Position,
}

impl Place {
    /// A dict has only the place of a value that need not be hashable.
    fn not_hashable(self) -> Result<(), Error> {
        if self.position == Position::Hashable { Err(dict_in_hashable()) } else { Ok(()) }
    }
}

#[cold]
fn dict_in_hashable() -> Error {
    Error::of_whole(FailureKind::Type, "a dict cannot be a set element or a dict key")
}

macro_rules! scalars {
    ($($method:ident($($value:ty)?);)*) => { $(
        scalars!(@method $method $($value)?);
    )* };
    (@method $method:ident $value:ty) => {
        #[inline]
        fn $method(self, value: $value) -> Result<Owned, Error> {
            self.objects.$method(value)
        }
    };
    (@method $method:ident) => {
        #[inline]
        fn $method(self) -> Result<Owned, Error> {
            self.objects.$method()
        }
    };
}

impl Sink for Place {
    type Ok = Owned;
    type Sequence = Items;
    type Dict = Entries;
    type Instance = Instance;

    scalars! {
        none();
        boolean(bool);
        signed(i64);
        unsigned(u64);
        big_int(&[u8]);
        float(f64);
        text(&str);
        name(&'static str);
        bytes(&[u8]);
    }

    #[inline]
    fn takes_numbers(&self) -> bool {
        self.position == Position::Plain
    }

    fn numbers(self, numbers: Numbers<'_>) -> Result<Owned, Error> {
        match numbers {
            Numbers::U8(numbers) => self.objects.numbers(numbers),
            Numbers::I8(numbers) => self.objects.numbers(numbers),
            Numbers::I16(numbers) => self.objects.numbers(numbers),
            Numbers::I32(numbers) => self.objects.numbers(numbers),
            Numbers::I64(numbers) => self.objects.numbers(numbers),
            Numbers::Isize(numbers) => self.objects.numbers(numbers),
            Numbers::U16(numbers) => self.objects.numbers(numbers),
            Numbers::U32(numbers) => self.objects.numbers(numbers),
            Numbers::U64(numbers) => self.objects.numbers(numbers),
            Numbers::Usize(numbers) => self.objects.numbers(numbers),
            Numbers::F32(numbers) => self.objects.numbers(numbers),
            Numbers::F64(numbers) => self.objects.numbers(numbers),
        }
    }

    fn array(self, array: &Offered<'_>) -> Result<Owned, Error> {
        self.objects.array(array)
    }

    fn standard(self, payload: &[u8]) -> Result<Owned, Error> {
        self.objects.standard(payload)
    }

    #[inline]
    fn new_instance(self, instance: &OfferedInstance<'_>) -> Result<Owned, Error> {
        self.objects.instance(instance)
    }

    #[inline]
    fn sequence(self, shape: Shape, length: Option<usize>) -> Result<Items, Error> {
        Items::open(self, shape, length)
    }

    #[inline]
    fn dict(self, _: Option<usize>) -> Result<Entries, Error> {
        self.not_hashable()?;
        Entries::open(self.objects)
    }

    #[inline]
    fn instance(self, class: &'static RecordClass, _: usize) -> Result<Instance, Error> {
        self.not_hashable()?;
        Ok(Instance::open(self.objects, Class::of(class)))
    }

    #[inline]
    fn member(self, class: &'static RecordClass, name: &'static str) -> Result<Owned, Error> {
        match Class::of(class) {
            Some(class) => self.objects.member(class, name),
            None => self.name(name),
        }
    }

    fn variant(self, _: &'static str) -> Result<Self, Error> {
        self.not_hashable()?;
        Ok(self)
    }

    fn in_variant(name: &'static str, value: Owned) -> Result<Owned, Error> {
        let dict = value.objects().dict()?;
        dict.insert_named(name, value)?;
        Ok(dict)
    }
}
