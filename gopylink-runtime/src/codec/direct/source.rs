//! Objects as the decoder reads them.

use std::borrow::Cow;
use std::ops::Deref;

use gopylink_abi::direct::{fault, token};

use super::objects::{Borrowed, Element, Kept, Record, Slot};
use super::pairs::Pairs;
use crate::codec::array::{Access, Opened};
use crate::codec::decode::{self, Int, Lend, Token};
use crate::codec::error::Error;
use crate::codec::instance::Instance;

impl<'de> Slot<'de> {
    /// Reads the object, unless that is done.
    #[inline(always)]
    fn fill(&mut self) {
        if let Some(object) = self.unread.take() {
            object.read_into(&mut self.reading);
        }
    }

    /// The bits of a number of that kind, if that is what the object simply is.
    #[inline(always)]
    fn number(&self, kind: u32) -> Option<u64> {
        match self.unread {
            Some(object) => {
                let number = object.number();
                (number.kind == u64::from(kind)).then_some(number.number)
            }
            None => self.is(kind).then(|| self.reading.number()),
        }
    }

    #[inline]
    fn is(&self, kind: u32) -> bool {
        self.reading.kind() == kind
    }

    #[inline]
    fn container(&self) -> Result<Borrowed<'_>, Error> {
        self.reading.object().ok_or_else(|| Error::internal("a container without an object"))
    }

    /// What may be a dict, or have attributes: the object itself while it has not been read.
    #[inline]
    fn mapping(&self) -> Option<Borrowed<'_>> {
        match self.unread {
            Some(object) => Some(object),
            None if self.is(token::DICT) || self.is(token::INSTANCE) => self.reading.object(),
            None => None,
        }
    }

    #[inline]
    fn items(&self) -> Result<Items<'_, 'de>, Error> {
        let container = self.container()?;
        let origin = self.reading.origin();
        Ok(Items { container, origin, count: self.reading.count(), step: 1, kept: self.kept })
    }

    #[inline]
    fn pairs(&self, is_flat: bool) -> Result<Pairs<'_, 'de>, Error> {
        let container = self.container()?;
        let count = self.reading.count() / if is_flat { 2 } else { 1 };
        let origin = self.reading.origin();
        Ok(Pairs { container, origin, count, is_flat, kept: self.kept })
    }

    /// Checks that the container still had what was to be read here.
    #[inline]
    pub(super) fn check_found(&self) -> Result<(), Error> {
        if self.is(token::FAILED) && self.reading.number() == fault::CHANGED {
            return Err(Error::changed(self.reading.text()));
        }
        Ok(())
    }

    /// Reads an object as if it had no buffer, and were no instance.
    #[cold]
    fn without_buffer(&mut self) -> Result<Token<'de, &mut Self>, Error> {
        self.reading.read_without_buffer(self.kept);
        if self.is(token::BUFFER) || self.is(token::INSTANCE) {
            return Err(Error::internal("an object was read twice to no avail"));
        }
        decode::Source::read(self)
    }

    /// An instance of an exported class, read as one that cannot cross. If it cannot even be read as what its special methods
    /// make it, that is the error, as in the other lane, which has to read it before anybody says what is wanted.
    #[cold]
    fn refused_instance(&mut self) -> Result<Token<'de, &mut Self>, Error> {
        let instance = self.reading.kept_object(self.kept);
        self.reading.read_without_buffer(self.kept);
        if self.is(token::FAILED) {
            return Err(self.fault());
        }
        self.unread = instance;
        match decode::Source::opaque(self)? {
            Token::Opaque(name) => Ok(Token::Instance(name)),
            token => Ok(token),
        }
    }

    /// Why the object could not be read.
    #[cold]
    fn fault(&mut self) -> Error {
        let number = self.reading.number();
        if matches!(number, fault::CHANGED | fault::ENDED) {
            return Error::changed(self.reading.text());
        }
        match self.reading.take_exception() {
            Some(exception) if number == fault::UNPLACED => Error::unplaced(exception.into_handle()),
            Some(exception) => Error::raised(exception.into_handle()),
            None => Error::internal("an object could not be read, without an exception"),
        }
    }
}

impl<'a, 'de> decode::Source<'de> for &'a mut Slot<'de> {
    type Text = Text<'a, 'de>;
    type Bytes = Bytes<'a, 'de>;
    type Items = Items<'a, 'de>;
    type Pairs = Pairs<'a, 'de>;
    type Record = Record<'de>;

    // Where nothing is optimised, it would only take room, of which deep values have little.
    #[cfg_attr(not(debug_assertions), inline(always))]
    fn read(self) -> Result<Token<'de, Self>, Error> {
        self.fill();
        let number = self.reading.number();
        Ok(match self.reading.kind() {
            token::NONE => Token::None,
            token::BOOL => Token::Bool(number != 0),
            token::SIGNED => Token::signed(number.cast_signed()),
            token::UNSIGNED => Token::Unsigned(number),
            token::BIG => Token::Big(Bytes(self)),
            token::FLOAT => Token::Float(f64::from_bits(number)),
            token::TEXT => Token::Text(Text(self)),
            token::BYTES => Token::Bytes(Bytes(self)),
            token::LIST => Token::List(self.items()?),
            token::TUPLE => Token::Tuple(self.items()?),
            token::SET => Token::Set(self.items()?),
            token::DICT => Token::Dict(self.pairs(false)?),
            token::PAIRS => Token::Dict(self.pairs(true)?),
            token::NAMED_TUPLE => Token::NamedTuple(self.pairs(true)?),
            token::ENUM => Token::Enum(self.items()?),
            token::STANDARD => Token::Standard(Bytes(self)),
            token::OPAQUE => Token::Opaque(Text(self)),
            token::FAILED => return Err(self.fault()),
            token::BUFFER | token::INSTANCE => return self.without_buffer(),
            kind => return Err(Error::internal(format!("an object of unknown kind {kind}"))),
        })
    }

    #[inline]
    fn plain(mut self) -> Result<Token<'de, Self>, Error> {
        self.fill();
        if self.is(token::INSTANCE) && decode::Source::instance(&mut self).is_some() {
            return self.refused_instance();
        }
        decode::Source::read(self)
    }

    #[cold]
    fn indexed(self) -> Result<Token<'de, Self>, Error> {
        self.fill();
        if self.is(token::BUFFER) || self.is(token::INSTANCE) {
            self.reading.read_index(self.kept);
        }
        decode::Source::read(self)
    }

    #[inline(always)]
    fn small_int(&mut self) -> Option<i64> {
        self.number(token::SIGNED).map(u64::cast_signed)
    }

    #[inline(always)]
    fn int<T: Int>(&mut self, _: &'static str) -> Option<Result<T, Error>> {
        None
    }

    #[inline(always)]
    fn float(&mut self) -> Option<f64> {
        self.number(token::FLOAT).map(f64::from_bits)
    }

    #[inline(always)]
    fn boolean(&mut self) -> Option<bool> {
        self.fill();
        self.is(token::BOOL).then(|| self.reading.number() != 0)
    }

    #[inline(always)]
    fn text(self) -> Result<Text<'a, 'de>, Self> {
        self.fill();
        if self.is(token::BUFFER) || self.is(token::INSTANCE) {
            // NumPy's texts have one, and subclasses of `str` may be anything.
            self.reading.read_without_buffer(self.kept);
        }
        if self.is(token::TEXT) { Ok(Text(self)) } else { Err(self) }
    }

    #[inline(always)]
    fn bytes(self) -> Result<Bytes<'a, 'de>, Self> {
        self.fill();
        if self.is(token::BYTES) { Ok(Bytes(self)) } else { Err(self) }
    }

    #[inline]
    fn array(self, access: Access) -> Result<Result<Opened<'de>, Error>, Self> {
        let kept = self.kept;
        if access != Access::Bytes
            && let Some(object) = self.unread
        {
            return object.open(access, kept).ok_or(self);
        }
        self.fill();
        if self.is(token::BUFFER) {
            self.reading.object().and_then(|object| object.open(access, kept)).ok_or(self)
        } else if self.is(token::BYTES) && access != Access::Bytes {
            Ok(Ok(Opened::of_bytes(Bytes(self).lend())))
        } else {
            Err(self)
        }
    }

    #[inline]
    fn elements<E: Element>(&mut self) -> Option<Result<Vec<E>, Error>> {
        self.fill();
        if self.is(token::BUFFER) { self.reading.object()?.elements() } else { None }
    }

    #[inline]
    fn instance(&mut self) -> Option<Instance<'de>> {
        match self.unread {
            Some(object) => object.instance(),
            None => self.reading.instance(self.kept),
        }
    }

    #[cold]
    fn opaque(self) -> Result<Token<'de, Self>, Error> {
        if self.reading.read_opaque(self.unread.take(), self.kept) {
            return match self.reading.kind() {
                token::OPAQUE => Ok(Token::Opaque(Text(self))),
                _ => Err(self.fault()),
            };
        }
        decode::Source::read(self)
    }

    #[inline]
    fn record(&self, names: &'static [&'static str], record: &mut Record<'de>) -> bool {
        self.mapping().is_some_and(|mapping| record.read(mapping, names, self.kept))
    }

    #[inline]
    fn check(&self, record: &Record<'de>, count: usize) -> Result<(), Error> {
        // What is in a container may run code when it is read.
        match self.mapping() {
            Some(dict) if record.has_containers && dict.length() != count => Err(Error::changed("dict")),
            _ => Ok(()),
        }
    }

    #[inline(always)]
    fn none(&mut self) -> bool {
        self.fill();
        self.is(token::NONE)
    }
}

/// Text, or the name of a type.
pub(crate) struct Text<'a, 'de>(&'a mut Slot<'de>);

impl Deref for Text<'_, '_> {
    type Target = str;

    #[inline]
    fn deref(&self) -> &str {
        self.0.reading.text()
    }
}

impl<'de> Lend<'de, str> for Text<'_, 'de> {
    #[inline]
    fn lent(&self) -> Option<&'de str> {
        self.0.reading.lent_text()
    }

    #[inline]
    fn lend(&mut self) -> &'de str {
        self.0.reading.keep(self.0.kept);
        self.lent().unwrap_or_default()
    }
}

/// Bytes.
pub(crate) struct Bytes<'a, 'de>(&'a mut Slot<'de>);

impl Deref for Bytes<'_, '_> {
    type Target = [u8];

    #[inline]
    fn deref(&self) -> &[u8] {
        self.0.reading.bytes()
    }
}

impl<'de> Lend<'de, [u8]> for Bytes<'_, 'de> {
    #[inline]
    fn lent(&self) -> Option<&'de [u8]> {
        self.0.reading.lent_bytes()
    }

    #[inline]
    fn lend(&mut self) -> &'de [u8] {
        self.0.reading.keep(self.0.kept);
        self.lent().unwrap_or_default()
    }
}

/// The items of a list, tuple or set, or the values of a named tuple.
pub(crate) struct Items<'a, 'de> {
    pub(super) container: Borrowed<'a>,
    /// What gave the container in its place.
    pub(super) origin: Option<Borrowed<'a>>,
    pub(super) count: usize,
    /// How far apart the items are; the last one is the container's last, too.
    pub(super) step: usize,
    pub(super) kept: &'de Kept,
}

impl<'a, 'de> decode::Items<'de> for Items<'a, 'de> {
    type Open = OpenItems<'a, 'de>;

    #[inline]
    fn count(&self) -> usize {
        self.count
    }

    #[cold]
    fn type_name(&self) -> Option<Cow<'_, str>> {
        self.origin?.type_name().map(Cow::Owned)
    }

    #[inline]
    fn pack<E: Element>(&self) -> Option<Vec<E>> {
        self.container.pack(self.count)
    }

    #[inline]
    fn open(self) -> OpenItems<'a, 'de> {
        OpenItems {
            container: self.container,
            whole: self.count * self.step,
            step: self.step,
            item: Slot::next(self.kept),
        }
    }
}

pub(crate) struct OpenItems<'a, 'de> {
    container: Borrowed<'a>,
    /// How many items the container has.
    whole: usize,
    step: usize,
    item: Slot<'de>,
}

impl<'de> decode::OpenItems<'de> for OpenItems<'_, 'de> {
    type Item<'i>
        = &'i mut Slot<'de>
    where
        Self: 'i;

    #[inline]
    fn next(&mut self, index: usize) -> Result<&mut Slot<'de>, Error> {
        let index = index * self.step + self.step - 1;
        self.container.item(index, self.whole, &mut self.item.reading);
        self.item.check_found()?;
        Ok(&mut self.item)
    }

    #[inline]
    fn end(&mut self) -> Result<(), Error> {
        Ok(())
    }
}
