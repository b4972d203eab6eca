//! What the decoder asks of a lane: a place that one value is read from, and containers whose values are such places.

use std::borrow::Cow;
use std::ops::Deref;

use serde::de::Visitor;

use super::integer::Int;
use super::skip;
use crate::codec::array::{Access, Opened};
use crate::codec::direct::Element;
use crate::codec::error::Error;
use crate::codec::instance::Instance;
use crate::codec::standard;

/// A place from which one value is read.
pub(in crate::codec) trait Source<'de>: Sized {
    type Text: Lend<'de, str>;
    type Bytes: Lend<'de, [u8]>;
    type Items: Items<'de>;
    type Pairs: Pairs<'de, Values = Self::Items>;
    type Record: Record<'de>;

    /// Reads whatever is there.
    fn read(self) -> Result<Token<'de, Self>, Error>;

    /// Reads what is there as any plain data, which an instance of an exported class is not, whatever it can be read as.
    fn plain(self) -> Result<Token<'de, Self>, Error> {
        self.read()
    }

    /// Reads what is there where a number is wanted, for which an object that is read as a container may have `__index__`.
    fn indexed(self) -> Result<Token<'de, Self>, Error> {
        self.read()
    }

    /// The int, if reading it takes next to nothing. Otherwise, nothing is read.
    ///
    /// Long lists consist of what this method and those below take: going through a `Token` takes several times as long.
    fn small_int(&mut self) -> Option<i64>;

    /// The int, if it is one that is read at once; `name` is its type in messages. Otherwise, nothing is read.
    fn int<T: Int>(&mut self, name: &'static str) -> Option<Result<T, Error>>;

    /// The float, if it is one that is read at once. Otherwise, nothing is read.
    fn float(&mut self) -> Option<f64>;

    /// The `bool`, if it is one. Otherwise, nothing is read.
    fn boolean(&mut self) -> Option<bool>;

    /// The text, if it is text that can be read. Otherwise, nothing is read.
    fn text(self) -> Result<Self::Text, Self>;

    /// The bytes, if they are bytes that are read at once. Otherwise, nothing is read.
    fn bytes(self) -> Result<Self::Bytes, Self> {
        Err(self)
    }

    /// Whether arrays in dicts and records come as lists or bytes.
    const ARRAYS_BECOME_LISTS: bool = false;

    /// Whether lists stand for sets too.
    #[inline]
    fn has_lists_for_sets(&self) -> bool {
        false
    }

    /// Opens the array that this is. If it is none, nothing is read.
    fn array(self, _: Access) -> Result<Result<Opened<'de>, Error>, Self> {
        Err(self)
    }

    /// What the list of the elements of an array becomes, if this is one that can be copied at once. Otherwise, nothing is
    /// read.
    fn elements<E: Element>(&mut self) -> Option<Result<Vec<E>, Error>> {
        None
    }

    /// The instance of an exported class, if it is one. Otherwise, nothing is read.
    fn instance(&mut self) -> Option<Instance<'de>> {
        None
    }

    /// What there is instead of an instance, as something that cannot cross: converting it may run its code.
    fn opaque(self) -> Result<Token<'de, Self>, Error> {
        self.read()
    }

    /// Reads the values of a dict or an instance at once, if its keys or fields are these names, in this order, and the lane
    /// can do that. Whether it did; otherwise, nothing is read.
    fn record(&self, _: &'static [&'static str], _: &mut Self::Record) -> bool {
        false
    }

    /// Checks that the dict whose values were read at once still has `count` entries.
    fn check(&self, _: &Self::Record, _: usize) -> Result<(), Error> {
        Ok(())
    }

    /// Whether this is `None`, which is read then.
    fn none(&mut self) -> bool;

    /// Passes over the value, inside `depth` containers.
    fn skip(self, depth: usize) -> Result<(), Error> {
        skip::walk(self, depth)
    }
}

/// A value, or a container that is still to be read.
pub(in crate::codec) enum Token<'de, S: Source<'de>> {
    None,
    Bool(bool),
    Unsigned(u64),
    /// A negative integer.
    Signed(i64),
    /// An integer of any size: two's complement, little-endian.
    Big(S::Bytes),
    Float(f64),
    Text(S::Text),
    Bytes(S::Bytes),
    List(S::Items),
    Tuple(S::Items),
    Set(S::Items),
    Dict(S::Pairs),
    /// Names and values.
    NamedTuple(S::Pairs),
    /// A name and a value.
    Enum(S::Items),
    /// A value of a class of Python's standard library, by its payload.
    Standard(S::Bytes),
    /// An object that cannot cross, by the name of its type.
    Opaque(S::Text),
    /// An instance of an exported class in the place of something else, by the name of its type.
    Instance(S::Text),
}

impl<'de, S: Source<'de>> Token<'de, S> {
    #[inline]
    pub(in crate::codec) fn signed(value: i64) -> Self {
        u64::try_from(value).map_or(Self::Signed(value), Self::Unsigned)
    }

    /// The error that this is not what was expected.
    #[cold]
    pub(super) fn mismatch(&self, expected: impl std::fmt::Display) -> Error {
        Error::mismatch(expected, self.word())
    }

    /// The error that this is not the record that was expected.
    #[cold]
    pub(super) fn no_record(&self, expected: impl std::fmt::Display) -> Error {
        let remedy =
            "a dict will do, or an instance of a dataclass, NamedTuple, attrs, msgspec or pydantic class";
        match self {
            // It may well have the attributes.
            Self::Opaque(name) | Self::Instance(name) => {
                Error::mismatch(expected, format_args!("{}; {remedy}", &**name))
            }
            _ => self.mismatch(expected),
        }
    }

    /// The word for it in messages.
    pub(super) fn word(&self) -> Cow<'_, str> {
        let word = match self {
            Self::None => "None",
            Self::Bool(_) => "bool",
            Self::Unsigned(_) | Self::Signed(_) | Self::Big(_) => "int",
            Self::Float(_) => "float",
            Self::Text(_) => "str",
            Self::Bytes(_) => "bytes",
            Self::List(items) => return items.type_name().unwrap_or("list".into()),
            Self::Tuple(items) => return items.type_name().unwrap_or("tuple".into()),
            Self::Set(items) => return items.type_name().unwrap_or("set".into()),
            Self::NamedTuple(pairs) => return pairs.type_name().unwrap_or("tuple".into()),
            Self::Dict(pairs) => return pairs.type_name().unwrap_or("dict".into()),
            Self::Enum(_) => "enum",
            Self::Standard(payload) => standard::class(payload),
            Self::Opaque(name) | Self::Instance(name) => name,
        };
        Cow::Borrowed(word)
    }
}

/// The items of a container.
pub(in crate::codec) trait Items<'de> {
    type Open: OpenItems<'de>;

    fn count(&self) -> usize;

    /// What messages call the type of the container, if it is none of Python's own.
    fn type_name(&self) -> Option<Cow<'_, str>>;

    /// Whether this is what became of an array.
    fn is_array(&self) -> bool {
        false
    }

    /// The items at once, if they are simply numbers in the range of the type.
    fn pack<E: Element>(&self) -> Option<Vec<E>>;

    /// Begins to read them. What that needs may take room, and deep values have little of it.
    fn open(self) -> Self::Open;
}

/// Items that are read one after the other.
pub(in crate::codec) trait OpenItems<'de> {
    type Item<'i>: Source<'de>
    where
        Self: 'i;

    /// The place of the next item, which is the one at `index`. There is one.
    fn next(&mut self, index: usize) -> Result<Self::Item<'_>, Error>;

    /// Called when all items are read.
    fn end(&mut self) -> Result<(), Error>;
}

/// The entries of a dict or record.
pub(in crate::codec) trait Pairs<'de> {
    type Open: OpenPairs<'de>;
    /// The values alone.
    type Values;

    fn count(&self) -> usize;

    /// What messages call the type of the container, if it is none of Python's own.
    fn type_name(&self) -> Option<Cow<'_, str>>;

    fn into_values(self) -> Self::Values;

    /// Begins to read them.
    fn open(self) -> Self::Open;
}

/// Entries that are read one after the other.
pub(in crate::codec) trait OpenPairs<'de> {
    type Key<'p>: Source<'de>
    where
        Self: 'p;
    type Value<'p>: Source<'de>
    where
        Self: 'p;

    /// The place of the next key, which is the one at `index`. There is one.
    fn key(&mut self, index: usize) -> Result<Self::Key<'_>, Error>;

    /// The place of the value behind the key that was read, and the key's once more.
    fn value(&mut self) -> Result<(Self::Value<'_>, Self::Key<'_>), Error>;

    /// Called when all entries are read.
    fn end(&mut self) -> Result<(), Error>;
}

/// The values of a record, which are read at once.
pub(in crate::codec) trait Record<'de>: Default {
    type Value<'v>: Source<'de>
    where
        Self: 'v;

    /// The place of a field's value.
    fn value(&mut self, index: usize) -> Result<Self::Value<'_>, Error>;
}

/// Text or bytes that were read.
pub(in crate::codec) trait Lend<'de, T: ?Sized>: Deref<Target = T> {
    /// The data, if it lives for `'de` anyway.
    fn lent(&self) -> Option<&'de T>;

    /// Keeps the data for `'de`.
    fn lend(&mut self) -> &'de T;
}

impl<'de, T: ?Sized> Lend<'de, T> for &'de T {
    #[inline]
    fn lent(&self) -> Option<&'de T> {
        Some(self)
    }

    #[inline]
    fn lend(&mut self) -> &'de T {
        self
    }
}

/// Shows text to a visitor that takes a copy of what it wants to keep.
#[inline]
pub(super) fn show_text<'de, V: Visitor<'de>>(
    text: &impl Lend<'de, str>,
    visitor: V,
) -> Result<V::Value, Error> {
    match text.lent() {
        Some(text) => visitor.visit_borrowed_str(text),
        None => visitor.visit_str(text),
    }
}

/// Shows bytes to a visitor that takes a copy of what it wants to keep.
#[inline]
pub(super) fn show_bytes<'de, V: Visitor<'de>>(
    bytes: &impl Lend<'de, [u8]>,
    visitor: V,
) -> Result<V::Value, Error> {
    match bytes.lent() {
        Some(bytes) => visitor.visit_borrowed_bytes(bytes),
        None => visitor.visit_bytes(bytes),
    }
}

/// Shows a name to a visitor. The visitors of derived code make a number of it; one that gives out more may borrow it.
#[inline]
pub(super) fn show_name<'de, V: Visitor<'de>>(
    name: &mut impl Lend<'de, str>,
    visitor: V,
) -> Result<V::Value, Error> {
    if size_of::<V::Value>() < size_of::<&str>() {
        visitor.visit_str(name)
    } else {
        visitor.visit_borrowed_str(name.lend())
    }
}
