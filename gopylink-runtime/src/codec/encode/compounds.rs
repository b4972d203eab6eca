//! Containers while they are being written.

use serde::ser::{
    Serialize, SerializeMap, SerializeSeq, SerializeStruct, SerializeTuple, SerializeTupleStruct,
};

use super::{Dict, Encoder, Sequence, Sink};
use crate::codec::byte::Byte;
use crate::codec::error::Error;
use crate::codec::limits;
use crate::codec::path::Segment;
use crate::codec::shape::Shape;

/// A sequence of any shape.
pub(crate) struct Elements<Q> {
    sequence: Q,
    /// The depth of the elements.
    depth: usize,
    shape: Shape,
    count: usize,
}

impl<Q: Sequence> Elements<Q> {
    #[inline]
    pub(super) fn open<S: Sink<Sequence = Q>>(
        sink: S,
        depth: usize,
        shape: Shape,
        length: Option<usize>,
    ) -> Result<Self, Error> {
        // A byte string is no container.
        let depth = if shape == Shape::Bytes { depth } else { limits::descend(depth)? };
        Ok(Self::of(sink.sequence(shape, length)?, depth, shape))
    }

    /// An open sequence, by the depth of its elements.
    #[inline]
    pub(super) fn of(sequence: Q, depth: usize, shape: Shape) -> Self {
        Self { sequence, depth, shape, count: 0 }
    }

    #[inline]
    pub(super) fn write<T: Serialize + ?Sized>(&mut self, element: &T) -> Result<(), Error> {
        if self.shape == Shape::Bytes {
            let byte = element.serialize(Byte).map_err(|error| self.locate(error))?;
            self.sequence.put_byte(byte);
        } else {
            let element = Encoder::write(self.sequence.place(), self.depth, element)
                .map_err(|error| self.locate(error))?;
            self.sequence.put(element)?;
        }
        self.count += 1;
        Ok(())
    }

    #[inline]
    pub(super) fn close(self) -> Result<Q::Ok, Error> {
        self.sequence.end(self.count)
    }

    #[cold]
    fn locate(&self, error: Error) -> Error {
        error.at(if self.shape == Shape::Set { Segment::Element } else { Segment::Index(self.count) })
    }
}

/// A dict: a map or a struct.
pub(crate) struct Entries<D> {
    dict: D,
    /// The depth of keys and values.
    depth: usize,
    count: usize,
}

impl<D: Dict> Entries<D> {
    #[inline]
    pub(super) fn open<S: Sink<Dict = D>>(
        sink: S,
        depth: usize,
        length: Option<usize>,
    ) -> Result<Self, Error> {
        let depth = limits::descend(depth)?;
        Ok(Self { dict: sink.dict(length)?, depth, count: 0 })
    }

    #[inline]
    pub(super) fn field<T: Serialize + ?Sized>(
        &mut self,
        name: &'static str,
        value: &T,
    ) -> Result<(), Error> {
        let value = Encoder::write(self.dict.field_place(name)?, self.depth, value)
            .map_err(|error| error.at(Segment::field(name)))?;
        self.count += 1;
        self.dict.put_field(name, value)
    }

    #[inline]
    pub(super) fn close(self) -> Result<D::Ok, Error> {
        self.dict.end(self.count)
    }
}

impl<D: Dict> SerializeMap for Entries<D> {
    type Ok = D::Ok;
    type Error = Error;

    #[inline]
    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), Error> {
        let key = Encoder::write(self.dict.key_place(), self.depth, key)
            .map_err(|error| error.at(Segment::DictKey))?;
        self.dict.put_key(key);
        Ok(())
    }

    #[inline]
    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        let value = Encoder::write(self.dict.value_place(), self.depth, value)
            .map_err(|error| error.at(self.dict.key_segment()))?;
        self.count += 1;
        self.dict.put_value(value)
    }

    #[inline]
    fn end(self) -> Result<D::Ok, Error> {
        self.close()
    }
}

impl<D: Dict> SerializeStruct for Entries<D> {
    type Ok = D::Ok;
    type Error = Error;

    #[inline]
    fn serialize_field<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) -> Result<(), Error> {
        self.field(name, value)
    }

    #[inline]
    fn end(self) -> Result<D::Ok, Error> {
        self.close()
    }
}

macro_rules! sequences {
    ($($implemented:ident $method:ident;)*) => { $(
        impl<Q: Sequence> $implemented for Elements<Q> {
            type Ok = Q::Ok;
            type Error = Error;

            #[inline]
            fn $method<T: Serialize + ?Sized>(&mut self, element: &T) -> Result<(), Error> {
                self.write(element)
            }

            #[inline]
            fn end(self) -> Result<Q::Ok, Error> {
                self.close()
            }
        }
    )* };
}

sequences! {
    SerializeSeq serialize_element;
    SerializeTuple serialize_element;
    SerializeTupleStruct serialize_field;
}
