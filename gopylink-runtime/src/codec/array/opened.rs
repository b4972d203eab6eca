//! An array that came from Python, and whether it is the one that was wanted.
//!
//! An unsafe edge: memory of Python's becomes a slice.

use std::fmt::{self, Write as _};
use std::marker::PhantomData;
use std::ptr::NonNull;
use std::slice;

use gopylink_abi::array::flag;
use gopylink_abi::direct::element as kind;

use super::Layout;
use crate::element::{self, Element};

/// An array that came from Python. For `'de`, its memory stays where it is.
pub(crate) struct Opened<'de> {
    contents: Contents,
    /// Constants of [`flag`].
    flags: u32,
    layout: Layout,
    /// The first element; null if there is none.
    data: *mut u8,
    /// Whether it was opened to be written.
    to_write: bool,
    _memory: PhantomData<&'de [u8]>,
}

/// What is in an array.
pub(crate) enum Contents {
    /// Numbers of the type with that constant.
    Numbers(u32),
    /// Something else: what.
    Other(String),
    /// It could not be read at all: what the object is.
    Unreadable(String),
}

/// An array that is not the one that was wanted. Displays what came.
pub(crate) struct Refused<'de> {
    opened: Opened<'de>,
    /// What is wrong beside what always shows: `read-only`.
    fault: Option<&'static str>,
}

impl<'de> Opened<'de> {
    /// An array of that many elements, for which the shape accounts, from `data` on.
    ///
    /// # Safety
    ///
    /// If `contents` are numbers, the flags say C order and not misaligned, then `data` points to as many elements as
    /// the shape has, unless they are none. They live for `'de`. If `to_write`, nothing else does anything with them for
    /// as long; otherwise nothing writes them, but for what [`ArrayView`](crate::ArrayView) tells of.
    pub(crate) unsafe fn new(
        contents: Contents,
        flags: u32,
        layout: Layout,
        data: *mut u8,
        to_write: bool,
    ) -> Self {
        Self { contents, flags, layout, data, to_write, _memory: PhantomData }
    }

    /// A byte string as an array.
    pub(crate) fn of_bytes(bytes: &'de [u8]) -> Self {
        let (flags, layout) = (flag::C_ORDER | flag::READ_ONLY, Layout::flat(bytes.len()));
        let contents = Contents::Numbers(gopylink_abi::direct::element::U8);
        // SAFETY: borrowed for `'de`, and not opened to be written.
        unsafe { Self::new(contents, flags, layout, bytes.as_ptr().cast_mut(), false) }
    }

    /// An array whose elements, if they are numbers in C order and not misaligned, are `elements`; `None` if they are not.
    pub(crate) fn copied(
        contents: Contents,
        flags: u32,
        layout: Layout,
        elements: &'de [u8],
    ) -> Option<Self> {
        let is_whole = flags & flag::C_ORDER != 0 && flags & flag::MISALIGNED == 0;
        let data = elements.as_ptr();
        if let (Contents::Numbers(kind), true) = (&contents, is_whole) {
            let size = element::size(*kind)?;
            let bytes = layout.shape().iter().try_fold(size, |bytes, &length| bytes.checked_mul(length))?;
            let is_aligned = elements.is_empty() || data.addr().is_multiple_of(size);
            if bytes != elements.len() || !is_aligned {
                return None;
            }
        }
        // SAFETY: just seen, and the elements are borrowed for `'de`. They are not written, since not opened to be.
        Some(unsafe { Self::new(contents, flags | flag::COPY, layout, data.cast_mut(), false) })
    }

    /// The elements, in C order, and the shape. `dimensions` is how many there have to be, if that matters.
    pub(crate) fn read<T: Element>(
        self,
        dimensions: Option<usize>,
    ) -> Result<(&'de [T], Layout), Refused<'de>> {
        let (elements, count, layout) = self.checked::<T>(dimensions)?;
        // SAFETY: by the contract of `new`, now that the array is seen to be one of `T`, whose values any bits are.
        Ok((unsafe { slice::from_raw_parts(elements.as_ptr(), count) }, layout))
    }

    /// As [`read`](Self::read), to write.
    pub(crate) fn write<T: Element>(
        self,
        dimensions: Option<usize>,
    ) -> Result<(&'de mut [T], Layout), Refused<'de>> {
        let fault = if self.flags & flag::READ_ONLY != 0 {
            Some("a read-only array")
        } else if self.flags & flag::COPY != 0 || !self.to_write {
            Some("a copy, which is all that the msgpack lane passes, of an array")
        } else {
            None
        };
        // What is in there counts first.
        match fault.filter(|_| self.fault::<T>(dimensions).is_none()) {
            Some(fault) => Err(Refused { opened: self, fault: Some(fault) }),
            None => {
                let (elements, count, layout) = self.checked::<T>(dimensions)?;
                // SAFETY: as in `read`; it was opened to be written.
                Ok((unsafe { slice::from_raw_parts_mut(elements.as_ptr(), count) }, layout))
            }
        }
    }

    /// A copy of the elements, as what the items of a list of them become; `None` if it is no array of one dimension, or of no
    /// numbers that `T` has.
    pub(crate) fn converted<T: Element>(self) -> Option<Vec<T>> {
        let &Contents::Numbers(kind) = &self.contents else { return None };
        if kind == T::KIND {
            return self.read::<T>(Some(1)).ok().map(|(elements, _)| elements.to_vec());
        }
        macro_rules! each {
            ($type:ty, $convert:ident) => {{
                let (elements, _) = self.read::<$type>(Some(1)).ok()?;
                elements.iter().map(|&element| T::$convert(element.into())).collect()
            }};
        }
        match kind {
            kind::I8 => each!(i8, of_int),
            kind::I16 => each!(i16, of_int),
            kind::I32 => each!(i32, of_int),
            kind::I64 => each!(i64, of_int),
            kind::U8 => each!(u8, of_int),
            kind::U16 => each!(u16, of_int),
            kind::U32 => each!(u32, of_int),
            kind::U64 => each!(u64, of_int),
            kind::F32 => each!(f32, of_float),
            kind::F64 => each!(f64, of_float),
            _ => None,
        }
    }

    fn checked<T: Element>(
        self,
        dimensions: Option<usize>,
    ) -> Result<(NonNull<T>, usize, Layout), Refused<'de>> {
        if let Some(fault) = self.fault::<T>(dimensions) {
            return Err(Refused { opened: self, fault: Some(fault).filter(|fault| !fault.is_empty()) });
        }
        let count = self.layout.shape().iter().product();
        let elements = NonNull::new(self.data.cast::<T>()).filter(|_| count > 0);
        Ok((elements.unwrap_or(NonNull::dangling()), count, self.layout))
    }

    /// What keeps the array from being one of `T` and that many dimensions; empty if its type or shape do.
    fn fault<T: Element>(&self, dimensions: Option<usize>) -> Option<&'static str> {
        if !matches!(self.contents, Contents::Numbers(kind) if kind == T::KIND) {
            Some("")
        } else if self.flags & flag::C_ORDER == 0 {
            Some(if self.flags & flag::FORTRAN_ORDER != 0 {
                "a Fortran-contiguous array"
            } else {
                "a non-contiguous array"
            })
        } else if self.flags & flag::MISALIGNED != 0 {
            Some("a misaligned array")
        } else if dimensions.is_some_and(|dimensions| dimensions != self.layout.shape().len()) {
            Some("")
        } else {
            None
        }
    }
}

impl fmt::Display for Refused<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Opened { contents, layout, .. } = &self.opened;
        let words = match contents {
            Contents::Unreadable(words) => return formatter.write_str(words),
            Contents::Other(words) => words,
            Contents::Numbers(kind) => element::name(*kind).unwrap_or("numbers of an unknown type"),
        };
        write!(formatter, "{} of {words}, shape {}", self.fault.unwrap_or("an array"), Tuple(layout.shape()))
    }
}

/// A shape, as Python prints it.
pub(crate) struct Tuple<'a>(pub(crate) &'a [usize]);

impl fmt::Display for Tuple<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_char('(')?;
        for (index, length) in self.0.iter().enumerate() {
            write!(formatter, "{}{length}", if index > 0 { ", " } else { "" })?;
        }
        formatter.write_str(if self.0.len() == 1 { ",)" } else { ")" })
    }
}
