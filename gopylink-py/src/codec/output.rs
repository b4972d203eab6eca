//! Writes msgpack. The pieces of `rmp`, with the two things that it leaves to its callers: a destination that
//! cannot fail, and headers that are written before their length is known.

use std::ops::Range;

use gopylink_abi::wire;
use rmp::Marker;
use rmp::encode as write;

use super::fault::{Fault, Outcome};

const EXT_HEADER: usize = 6;
const ARRAY_HEADER: usize = 5;

/// A destination of msgpack bytes.
pub(super) struct Output<'o> {
    bytes: &'o mut Vec<u8>,
    /// Whether there is nothing in it that only gopylink reads: what an extension would hold is written alone.
    plain: bool,
}

/// Where a header waits for its length.
#[must_use]
pub(super) struct Pending(usize);

impl<'o> Output<'o> {
    pub(super) fn new(bytes: &'o mut Vec<u8>) -> Self {
        Self { bytes, plain: false }
    }

    pub(super) fn plain(bytes: &'o mut Vec<u8>) -> Self {
        Self { bytes, plain: true }
    }

    #[inline]
    pub(super) fn is_plain(&self) -> bool {
        self.plain
    }

    #[inline]
    pub(super) fn len(&self) -> usize {
        self.bytes.len()
    }

    /// What was written from one length to another.
    pub(super) fn written(&self, range: Range<usize>) -> &[u8] {
        &self.bytes[range]
    }

    #[inline]
    pub(super) fn nil(&mut self) {
        self.bytes.push(Marker::Null.to_u8());
    }

    /// The sign of an argument that was left out.
    pub(super) fn absent(&mut self) {
        certain(write::write_ext_meta(self.bytes, 0, wire::ABSENT));
    }

    #[inline]
    pub(super) fn bool(&mut self, value: bool) {
        self.bytes.push(if value { Marker::True } else { Marker::False }.to_u8());
    }

    #[inline]
    pub(super) fn signed(&mut self, value: i64) {
        if let Ok(small) = u8::try_from(value)
            && small < 0x80
        {
            self.bytes.push(small);
        } else {
            certain(write::write_sint(self.bytes, value));
        }
    }

    #[inline]
    pub(super) fn unsigned(&mut self, value: u64) {
        certain(write::write_uint(self.bytes, value));
    }

    #[inline]
    pub(super) fn float(&mut self, value: f64) {
        self.bytes.push(Marker::F64.to_u8());
        self.bytes.extend_from_slice(&value.to_be_bytes());
    }

    #[inline]
    pub(super) fn text(&mut self, text: &str) -> Outcome {
        certain(write::write_str_len(self.bytes, length(text.len())?));
        self.bytes.extend_from_slice(text.as_bytes());
        Ok(())
    }

    pub(super) fn bytes(&mut self, bytes: &[u8]) -> Outcome {
        certain(write::write_bin_len(self.bytes, length(bytes.len())?));
        self.bytes.extend_from_slice(bytes);
        Ok(())
    }

    /// An integer beyond 64 bits, as two's complement in little-endian order.
    pub(super) fn big_int(&mut self, bytes: &[u8]) -> Outcome {
        if self.plain {
            return Err(Fault::too_big());
        }
        self.extension(wire::INT, bytes)
    }

    /// Stands for an object of the type `name`, which cannot cross.
    pub(super) fn opaque(&mut self, name: &str) -> Outcome {
        if self.plain {
            return Err(Fault::refused(format!("expected plain data, got {name}")));
        }
        self.extension(wire::OPAQUE, name.as_bytes())
    }

    /// A value of Python's standard library.
    pub(super) fn standard(&mut self, payload: &[u8]) -> Outcome {
        self.extension(wire::STANDARD, payload)
    }

    /// An instance of an exported class, by the addresses of the class and of the value's place.
    pub(super) fn instance(&mut self, class: usize, place: usize, name: &str) -> Outcome {
        let address = |address: usize| (address as u64).to_ne_bytes();
        certain(write::write_ext_meta(self.bytes, length(name.len().saturating_add(16))?, wire::INSTANCE));
        self.bytes.extend_from_slice(&address(class));
        self.bytes.extend_from_slice(&address(place));
        self.bytes.extend_from_slice(name.as_bytes());
        Ok(())
    }

    pub(super) fn extension(&mut self, kind: i8, payload: &[u8]) -> Outcome {
        certain(write::write_ext_meta(self.bytes, length(payload.len())?, kind));
        self.bytes.extend_from_slice(payload);
        Ok(())
    }

    #[inline]
    pub(super) fn array(&mut self, items: usize) -> Outcome {
        certain(write::write_array_len(self.bytes, length(items)?));
        Ok(())
    }

    #[inline]
    pub(super) fn map(&mut self, entries: usize) -> Outcome {
        certain(write::write_map_len(self.bytes, length(entries)?));
        Ok(())
    }

    /// Opens an extension whose payload follows as further values.
    pub(super) fn open_extension(&mut self, kind: i8) -> Pending {
        if self.plain {
            return Pending(self.len());
        }
        let pending = self.reserve(Marker::Ext32, EXT_HEADER);
        self.bytes[pending.0 + EXT_HEADER - 1] = kind.to_be_bytes()[0];
        pending
    }

    /// Opens an array whose items are counted as they come.
    pub(super) fn open_array(&mut self) -> Pending {
        self.reserve(Marker::Array32, ARRAY_HEADER)
    }

    /// Opens a map whose entries are counted as they come.
    pub(super) fn open_map(&mut self) -> Pending {
        self.reserve(Marker::Map32, ARRAY_HEADER)
    }

    pub(super) fn close_extension(&mut self, pending: &Pending) -> Outcome {
        if self.plain {
            return Ok(());
        }
        self.patch(pending, self.bytes.len() - pending.0 - EXT_HEADER)
    }

    /// Closes an array or a map.
    pub(super) fn close_counted(&mut self, pending: &Pending, count: usize) -> Outcome {
        self.patch(pending, count)
    }

    fn reserve(&mut self, marker: Marker, header: usize) -> Pending {
        let start = self.bytes.len();
        self.bytes.resize(start + header, 0);
        self.bytes[start] = marker.to_u8();
        Pending(start)
    }

    fn patch(&mut self, pending: &Pending, value: usize) -> Outcome {
        let value = length(value)?;
        self.bytes[pending.0 + 1..pending.0 + 5].copy_from_slice(&value.to_be_bytes());
        Ok(())
    }
}

#[inline]
fn length(length: usize) -> Outcome<u32> {
    u32::try_from(length).map_err(|_| Fault::too_long(length))
}

/// Writing to a `Vec` cannot fail.
#[inline]
fn certain<T, E>(outcome: Result<T, E>) {
    drop(outcome);
}
