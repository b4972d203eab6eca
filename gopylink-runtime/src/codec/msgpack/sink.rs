//! The msgpack lane's side of encoding: values are bytes at the end of a buffer.

use gopylink_abi::failure::FailureKind;
use gopylink_abi::wire;
use serde::Deserialize as _;

use super::input::Input;
use super::write::{self, Extension, Header, Kind};
use crate::codec::array::Offered;
use crate::codec::decode::Decoder;
use crate::codec::direct::Objects;
use crate::codec::encode::{self, ArgumentsSink, Dict, Sequence, Sink};
use crate::codec::error::Error;
use crate::codec::instance::OfferedInstance;
use crate::codec::path::Segment;
use crate::codec::shape::Shape;
use crate::codec::slices::Numbers;
use crate::describe::RecordClass;
use crate::host;
use crate::value::Value;

/// The end of a buffer.
pub(super) struct Output<'a>(pub(super) &'a mut Vec<u8>);

macro_rules! scalars {
    ($($method:ident($value:ty);)*) => { $(
        #[inline]
        fn $method(self, value: $value) -> Result<(), Error> {
            write::$method(self.0, value);
            Ok(())
        }
    )* };
}

impl<'a> Sink for Output<'a> {
    type Ok = ();
    type Sequence = Items<'a>;
    type Dict = Entries<'a>;
    type Instance = Instance<'a>;

    scalars! {
        boolean(bool);
        signed(i64);
        unsigned(u64);
        big_int(&[u8]);
        float(f64);
    }

    #[inline]
    fn none(self) -> Result<(), Error> {
        write::nil(self.0);
        Ok(())
    }

    #[inline]
    fn text(self, text: &str) -> Result<(), Error> {
        write::text(self.0, text)
    }

    #[inline]
    fn name(self, name: &'static str) -> Result<(), Error> {
        write::text(self.0, name)
    }

    #[inline]
    fn bytes(self, bytes: &[u8]) -> Result<(), Error> {
        write::bytes(self.0, bytes)
    }

    /// One by one is as fast.
    #[inline]
    fn takes_numbers(&self) -> bool {
        false
    }

    fn numbers(self, _: Numbers<'_>) -> Result<(), Error> {
        Err(Error::internal("this lane takes numbers one by one"))
    }

    fn array(self, array: &Offered<'_>) -> Result<(), Error> {
        write::array(self.0, array)
    }

    fn standard(self, payload: &[u8]) -> Result<(), Error> {
        let extension = Extension::open(self.0, wire::STANDARD);
        self.0.extend_from_slice(payload);
        extension.close(self.0)
    }

    fn new_instance(self, instance: &OfferedInstance<'_>) -> Result<(), Error> {
        let object = host::resume()
            .map_err(|failed| Error::new(FailureKind::Unavailable, failed.failure.message))
            .and_then(|attached| Ok(Objects::of(&attached).instance(instance)?.into_raw()))?;
        write::address(self.0, wire::INSTANCE, object.expose_provenance());
        Ok(())
    }

    #[inline]
    fn sequence(self, shape: Shape, length: Option<usize>) -> Result<Items<'a>, Error> {
        let (extension, kind) = match shape {
            Shape::Bytes => (None, Kind::Bytes),
            Shape::List => (None, Kind::Array),
            Shape::Set => (Some(Extension::open(self.0, wire::SET)), Kind::Array),
            Shape::Tuple => (Some(Extension::open(self.0, wire::TUPLE)), Kind::Array),
        };
        let header = Header::open(self.0, kind, length)?;
        Ok(Items { output: self.0, extension, header })
    }

    #[inline]
    fn dict(self, length: Option<usize>) -> Result<Entries<'a>, Error> {
        let header = Header::open(self.0, Kind::Map, length)?;
        Ok(Entries { output: self.0, header, key_start: 0 })
    }

    fn instance(self, class: &'static RecordClass, length: usize) -> Result<Instance<'a>, Error> {
        let extension = class_value(self.0, class)?;
        let header = Header::open(self.0, Kind::Map, Some(length))?;
        Ok(Instance { output: self.0, extension, header })
    }

    fn member(self, class: &'static RecordClass, name: &'static str) -> Result<(), Error> {
        let extension = class_value(self.0, class)?;
        write::text(self.0, name)?;
        extension.close(self.0)
    }

    fn variant(self, name: &'static str) -> Result<Self, Error> {
        Header::open(self.0, Kind::Map, Some(1))?;
        write::text(self.0, name)?;
        Ok(self)
    }

    #[inline]
    fn in_variant(_: &'static str, (): ()) -> Result<(), Error> {
        Ok(())
    }
}

/// Begins a value of a class: its name is written.
fn class_value(output: &mut Vec<u8>, class: &RecordClass) -> Result<Extension, Error> {
    let extension = Extension::open(output, wire::CLASS);
    Header::open(output, Kind::Array, Some(2))?;
    write::text(output, &class.name)?;
    Ok(extension)
}

impl<'a> ArgumentsSink for Output<'a> {
    type Sequence = Items<'a>;

    #[inline]
    fn open(self, length: Option<usize>) -> Result<Items<'a>, Error> {
        self.sequence(Shape::List, length)
    }
}

/// A sequence whose items are being written.
pub(super) struct Items<'a> {
    output: &'a mut Vec<u8>,
    extension: Option<Extension>,
    header: Header,
}

impl Sequence for Items<'_> {
    type Ok = ();
    type Item = ();
    type Place<'s>
        = Output<'s>
    where
        Self: 's;

    #[inline]
    fn place(&mut self) -> Output<'_> {
        Output(self.output)
    }

    #[inline]
    fn put(&mut self, (): ()) -> Result<(), Error> {
        Ok(())
    }

    #[inline]
    fn put_byte(&mut self, byte: u8) {
        self.output.push(byte);
    }

    #[inline]
    fn end(self, count: usize) -> Result<(), Error> {
        self.header.close(self.output, count)?;
        match self.extension {
            Some(extension) => extension.close(self.output),
            None => Ok(()),
        }
    }
}

/// A dict whose entries are being written.
pub(super) struct Entries<'a> {
    output: &'a mut Vec<u8>,
    header: Header,
    /// Where in the output the last key begins.
    key_start: usize,
}

impl Dict for Entries<'_> {
    type Ok = ();
    type Item = ();
    type Place<'s>
        = Output<'s>
    where
        Self: 's;

    #[inline]
    fn key_place(&mut self) -> Output<'_> {
        self.key_start = self.output.len();
        Output(self.output)
    }

    #[inline]
    fn put_key(&mut self, (): ()) {}

    #[inline]
    fn value_place(&mut self) -> Output<'_> {
        Output(self.output)
    }

    #[inline]
    fn put_value(&mut self, (): ()) -> Result<(), Error> {
        Ok(())
    }

    #[cold]
    fn key_segment(&self) -> Segment {
        let bytes = self.output.get(self.key_start..).unwrap_or_default();
        let key = Value::deserialize(Decoder::new(&mut Input::of(bytes)));
        Segment::key(key.ok().map(as_key).as_ref())
    }

    #[inline]
    fn field_place(&mut self, name: &'static str) -> Result<Output<'_>, Error> {
        write::text(self.output, name)?;
        Ok(Output(self.output))
    }

    #[inline]
    fn put_field(&mut self, _: &'static str, (): ()) -> Result<(), Error> {
        Ok(())
    }

    #[inline]
    fn end(self, count: usize) -> Result<(), Error> {
        self.header.close(self.output, count)
    }
}

/// An instance whose fields are being written.
pub(super) struct Instance<'a> {
    output: &'a mut Vec<u8>,
    extension: Extension,
    header: Header,
}

impl encode::Instance for Instance<'_> {
    type Ok = ();
    type Item = ();
    type Place<'s>
        = Output<'s>
    where
        Self: 's;

    #[inline]
    fn place(&mut self, name: &'static str) -> Result<Output<'_>, Error> {
        write::text(self.output, name)?;
        Ok(Output(self.output))
    }

    #[inline]
    fn put(&mut self, _: &'static str, (): ()) {}

    fn end(self, count: usize) -> Result<(), Error> {
        self.header.close(self.output, count)?;
        self.extension.close(self.output)
    }
}

/// A key as Python has it: lists are tuples there.
fn as_key(value: Value) -> Value {
    let all = |items: Vec<Value>| items.into_iter().map(as_key).collect();
    match value {
        Value::List(items) | Value::Tuple(items) => Value::Tuple(all(items)),
        Value::Set(items) => Value::Set(all(items)),
        other => other,
    }
}
