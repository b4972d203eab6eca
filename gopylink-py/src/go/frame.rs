//! Frames: units, each a length in eight bytes and that many bytes, one after the other.

/// Bytes before a unit.
const HEADER: usize = 8;

/// The most bytes that a Go library takes or gives in one piece. It counts them in a C `int`.
pub(super) const LARGEST: usize = i32::MAX as usize;

/// Where a unit begins whose length is not known yet.
#[must_use]
pub(super) struct Open(usize);

/// Appends a unit.
pub(super) fn unit(out: &mut Vec<u8>, bytes: &[u8]) {
    let unit = open(out);
    out.extend_from_slice(bytes);
    close(out, &unit);
}

/// Opens a unit, whose bytes the caller appends.
pub(super) fn open(out: &mut Vec<u8>) -> Open {
    out.extend_from_slice(&[0; HEADER]);
    Open(out.len())
}

pub(super) fn close(out: &mut [u8], unit: &Open) {
    let length = (out.len() - unit.0) as u64;
    out[unit.0 - HEADER..unit.0].copy_from_slice(&length.to_le_bytes());
}

/// The two units that a frame consists of.
pub(super) fn pair(frame: &[u8]) -> Option<(&[u8], &[u8])> {
    let (first, rest) = split(frame)?;
    let (second, rest) = split(rest)?;
    rest.is_empty().then_some((first, second))
}

fn split(frame: &[u8]) -> Option<(&[u8], &[u8])> {
    let (length, rest) = frame.split_first_chunk::<HEADER>()?;
    rest.split_at_checked(usize::try_from(u64::from_le_bytes(*length)).ok()?)
}
