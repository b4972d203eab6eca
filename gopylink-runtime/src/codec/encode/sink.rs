//! What a lane offers the [`Encoder`](super::Encoder): places for values, without any decisions about them.

use crate::codec::array::Offered;
use crate::codec::error::Error;
use crate::codec::instance::OfferedInstance;
use crate::codec::path::Segment;
use crate::codec::shape::Shape;
use crate::codec::slices::Numbers;
use crate::describe::RecordClass;

/// A place for one value.
pub(crate) trait Sink: Sized {
    /// What an encoded value is to whoever has asked for it.
    type Ok;
    /// A sequence whose elements are being written.
    type Sequence: Sequence<Ok = Self::Ok>;
    /// A dict whose entries are being written.
    type Dict: Dict<Ok = Self::Ok>;
    /// An instance whose fields are being written.
    type Instance: Instance<Ok = Self::Ok>;

    fn none(self) -> Result<Self::Ok, Error>;
    fn boolean(self, value: bool) -> Result<Self::Ok, Error>;
    fn signed(self, value: i64) -> Result<Self::Ok, Error>;
    fn unsigned(self, value: u64) -> Result<Self::Ok, Error>;
    /// An integer beyond 64 bits: its two's complement in little-endian order.
    fn big_int(self, bytes: &[u8]) -> Result<Self::Ok, Error>;
    fn float(self, value: f64) -> Result<Self::Ok, Error>;
    fn text(self, text: &str) -> Result<Self::Ok, Error>;
    /// Text that is part of the program.
    fn name(self, name: &'static str) -> Result<Self::Ok, Error>;
    fn bytes(self, bytes: &[u8]) -> Result<Self::Ok, Error>;

    /// Whether a list of numbers may be given in one piece.
    fn takes_numbers(&self) -> bool;
    /// A list of numbers.
    fn numbers(self, numbers: Numbers<'_>) -> Result<Self::Ok, Error>;

    /// An array, whose memory the lane may share.
    fn array(self, array: &Offered<'_>) -> Result<Self::Ok, Error>;

    /// A value of a class of Python's standard library, by its payload.
    fn standard(self, payload: &[u8]) -> Result<Self::Ok, Error>;

    /// A new instance of an exported class.
    fn new_instance(self, instance: &OfferedInstance<'_>) -> Result<Self::Ok, Error>;

    /// A sequence of any shape. The length is a promise of the user's code, which may not keep it.
    fn sequence(self, shape: Shape, length: Option<usize>) -> Result<Self::Sequence, Error>;
    /// A dict. The length as for a sequence.
    fn dict(self, length: Option<usize>) -> Result<Self::Dict, Error>;

    /// An instance of a class that Python has for a record. The length as for a sequence.
    fn instance(self, class: &'static RecordClass, length: usize) -> Result<Self::Instance, Error>;
    /// A member of a class that Python has for an enum.
    fn member(self, class: &'static RecordClass, name: &'static str) -> Result<Self::Ok, Error>;

    /// The place for what an enum's variant holds: the value in a dict of one entry.
    fn variant(self, name: &'static str) -> Result<Self, Error>;
    /// The enum, once the variant's value is encoded.
    fn in_variant(name: &'static str, value: Self::Ok) -> Result<Self::Ok, Error>;
}

/// A sequence whose elements are being written.
pub(crate) trait Sequence {
    /// As in [`Sink`], of the sequence.
    type Ok;
    /// As in [`Sink`], of an element.
    type Item;
    /// A place for one element.
    type Place<'s>: Sink<Ok = Self::Item>
    where
        Self: 's;

    /// The place for the next element.
    fn place(&mut self) -> Self::Place<'_>;
    /// Takes the element that was encoded there.
    fn put(&mut self, element: Self::Item) -> Result<(), Error>;
    /// Takes the next element of a byte string.
    fn put_byte(&mut self, byte: u8);
    /// Ends the sequence, of which `count` elements were put.
    fn end(self, count: usize) -> Result<Self::Ok, Error>;
}

/// A dict whose entries are being written.
pub(crate) trait Dict {
    /// As in [`Sink`], of the dict.
    type Ok;
    /// As in [`Sink`], of a key or value.
    type Item;
    /// A place for one key or value.
    type Place<'s>: Sink<Ok = Self::Item>
    where
        Self: 's;

    /// The place for the next key.
    fn key_place(&mut self) -> Self::Place<'_>;
    /// Takes the key that was encoded there.
    fn put_key(&mut self, key: Self::Item);
    /// The place for the value of the last key.
    fn value_place(&mut self) -> Self::Place<'_>;
    /// Takes the value that was encoded there.
    fn put_value(&mut self, value: Self::Item) -> Result<(), Error>;
    /// The last key, as paths show it.
    fn key_segment(&self) -> Segment;

    /// The place for the value of a struct's field.
    fn field_place(&mut self, name: &'static str) -> Result<Self::Place<'_>, Error>;
    /// Takes the value that was encoded there.
    fn put_field(&mut self, name: &'static str, value: Self::Item) -> Result<(), Error>;

    /// Ends the dict, of which `count` entries were put.
    fn end(self, count: usize) -> Result<Self::Ok, Error>;
}

/// An instance of a class that Python has for a record, whose fields are being written.
pub(crate) trait Instance {
    /// As in [`Sink`], of the instance.
    type Ok;
    /// As in [`Sink`], of a value.
    type Item;
    /// A place for one value.
    type Place<'s>: Sink<Ok = Self::Item>
    where
        Self: 's;

    /// The place for the value of a field.
    fn place(&mut self, name: &'static str) -> Result<Self::Place<'_>, Error>;
    /// Takes the value that was encoded there.
    fn put(&mut self, name: &'static str, value: Self::Item);
    /// Ends the instance, of which `count` fields were put.
    fn end(self, count: usize) -> Result<Self::Ok, Error>;
}
