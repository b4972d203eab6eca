//! Reading objects.

use std::marker::PhantomData;
use std::ptr::NonNull;
use std::str;

use gopylink_abi::direct::{Number, Object, Token, token};

use super::{Borrowed, Element, Kept, Objects, Owned};

/// What was read of an object, and the reference that it needs. Where it needs none, the object that was read lives for
/// `'a`.
pub(crate) struct Reading<'a> {
    pub(super) token: Token,
    objects: Objects,
    _read: PhantomData<&'a Object>,
}

impl<'a> Reading<'a> {
    /// One of the constants of [`token`].
    #[inline]
    pub(crate) fn kind(&self) -> u32 {
        self.token.kind
    }

    /// The bits of a number; a constant of [`fault`](gopylink_abi::direct::fault).
    #[inline]
    pub(crate) fn number(&self) -> u64 {
        self.token.number
    }

    /// The functions on objects.
    #[inline]
    pub(super) fn objects(&self) -> Objects {
        self.objects
    }

    /// How many items or entries a container has.
    #[inline]
    pub(crate) fn count(&self) -> usize {
        self.token.count
    }

    /// Text, bytes, or the name of a type.
    #[inline]
    pub(crate) fn bytes(&self) -> &[u8] {
        // SAFETY: the bytes live as long as the object that this reading owns, or that lives for `'a`.
        unsafe { self.token.bytes.bytes() }
    }

    /// Text or the name of a type.
    #[inline]
    pub(crate) fn text(&self) -> &str {
        debug_assert!(matches!(self.token.kind, token::TEXT | token::OPAQUE | token::FAILED));
        // SAFETY: the host says that text and names are UTF-8.
        unsafe { str::from_utf8_unchecked(self.bytes()) }
    }

    /// The bytes for as long as the object that was read lives, if that is what holds them.
    #[inline]
    pub(crate) fn lent_bytes(&self) -> Option<&'a [u8]> {
        // SAFETY: without a reference of the token's own, the object that was read holds the bytes, for `'a`.
        (!self.token.owned).then(|| unsafe { self.token.bytes.bytes() })
    }

    /// The text for as long as the object that was read lives, if that is what holds it.
    #[inline]
    pub(crate) fn lent_text(&self) -> Option<&'a str> {
        debug_assert_eq!(self.token.kind, token::TEXT);
        // SAFETY: the host says that text is UTF-8.
        self.lent_bytes().map(|bytes| unsafe { str::from_utf8_unchecked(bytes) })
    }

    /// What a container is read from, or the exception.
    #[inline]
    pub(crate) fn object(&self) -> Option<Borrowed<'_>> {
        // SAFETY: the object is owned by this reading, or kept alive by what was read.
        NonNull::new(self.token.object).map(|object| unsafe { Borrowed::new(self.objects, object) })
    }

    /// Has the bytes outlive this reading, if they would not anyway.
    #[inline]
    pub(crate) fn keep(&mut self, kept: &'a Kept) {
        if let Some(owned) = self.take_owned() {
            // From here on, it is as if the object that was read held the bytes: they live for `'a`.
            kept.add(owned);
        }
    }

    /// The exception with which reading failed.
    #[cold]
    pub(crate) fn take_exception(&mut self) -> Option<Owned> {
        debug_assert_eq!(self.token.kind, token::FAILED);
        self.take_owned()
    }

    /// The reference that this reading owns. Who takes it keeps alive what the token refers to.
    #[inline]
    fn take_owned(&mut self) -> Option<Owned> {
        let object = NonNull::new(self.token.object).filter(|_| self.token.owned)?;
        self.token.owned = false;
        // SAFETY: the reference was the token's, which has just forgotten it.
        Some(unsafe { Owned::from_raw(self.objects, object) })
    }

    /// Makes room for a token that the host is to fill in.
    #[inline]
    pub(super) fn empty(&mut self) -> *mut Token {
        self.release();
        self.token = Token::EMPTY;
        &raw mut self.token
    }

    #[inline]
    fn release(&mut self) {
        if self.token.owned {
            // SAFETY: the reference is this reading's alone, which is about to end or to be overwritten.
            unsafe { (self.objects.table.release)(self.token.object) }
        }
    }
}

impl Drop for Reading<'_> {
    #[inline]
    fn drop(&mut self) {
        self.release();
    }
}

impl<'a> Borrowed<'a> {
    /// Reads the object into a place where nothing has been read. The token is filled in where it is: to copy it would take
    /// longer than the reading.
    #[inline]
    pub(crate) fn read_into(self, reading: &mut Reading<'a>) {
        debug_assert!(!reading.token.owned);
        // SAFETY: the object is alive for `'a`, and with it what the token refers to.
        unsafe { (self.objects.table.read)(self.object.as_ptr(), &raw mut reading.token) };
    }
}

impl Borrowed<'_> {
    /// Reads the object, if it is a number that takes next to nothing to read.
    #[inline(always)]
    pub(crate) fn number(self) -> Number {
        // SAFETY: the object is alive.
        unsafe { (self.objects.table.number)(self.object.as_ptr()) }
    }

    /// Reads an item of a container that was said to have `count` of them, in place of what was read before.
    #[inline]
    pub(crate) fn item(self, index: usize, count: usize, item: &mut Reading<'_>) {
        // SAFETY: the container is alive. The token owns what it needs; the host gives back what it owned before.
        unsafe { (self.objects.table.item)(self.object.as_ptr(), index, count, &raw mut item.token) }
    }

    /// Reads the next entry of a dict that was said to have `count` of them, in place of what was read before.
    /// `position` begins as 0. If the key failed, there is no value.
    #[inline]
    pub(crate) fn entry(
        self,
        position: &mut isize,
        count: usize,
        key: &mut Reading<'_>,
        value: &mut Reading<'_>,
    ) {
        // SAFETY: the dict is alive. The tokens are the host's as those of items are.
        unsafe {
            let (key, value) = (&raw mut key.token, &raw mut value.token);
            (self.objects.table.entry)(self.object.as_ptr(), position, count, key, value);
        }
    }

    /// How many entries this dict has.
    #[inline]
    pub(crate) fn length(self) -> usize {
        // SAFETY: the dict is alive.
        unsafe { (self.objects.table.length)(self.object.as_ptr()) }
    }

    /// The first `count` items of a list or tuple, if they are all simply numbers in range.
    pub(crate) fn pack<E: Element>(self, count: usize) -> Option<Vec<E>> {
        let mut numbers = Vec::new();
        // Too many for the memory are too many for any other way, too; that one says so.
        numbers.try_reserve_exact(count).ok()?;
        let target: *mut E = numbers.as_mut_ptr();
        // SAFETY: the container is alive; there is room for `count` elements of the type that `KIND` stands for.
        let copied =
            unsafe { (self.objects.table.pack)(self.object.as_ptr(), E::KIND, target.cast(), count) };
        if copied < count {
            return None;
        }
        // SAFETY: the host has written `count` elements.
        unsafe { numbers.set_len(count) };
        Some(numbers)
    }
}

impl Objects {
    /// A place for what is read next.
    #[inline]
    pub(crate) fn no_reading<'a>(self) -> Reading<'a> {
        self.reading(Token::EMPTY)
    }

    #[inline]
    fn reading<'a>(self, token: Token) -> Reading<'a> {
        Reading { token, objects: self, _read: PhantomData }
    }
}
