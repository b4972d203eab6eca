//! Frames: units of bytes, each behind its length.

use crate::error::{Error, ErrorKind, Result};

/// A call: what is called, and the values of the arguments.
pub(super) struct Frame<'a> {
    pub(super) name: &'a str,
    /// Those that came by value, one after another.
    pub(super) values: &'a [u8],
    /// Those that came by reference, and at which positions.
    pub(super) references: Vec<(usize, &'a [u8])>,
}

impl<'a> Frame<'a> {
    pub(super) fn read(mut input: &'a [u8]) -> Result<Self> {
        let name = unit(&mut input)?;
        let name = std::str::from_utf8(name).map_err(|_| malformed("a name that is not UTF-8"))?;
        let values = unit(&mut input)?;
        let mut references = Vec::new();
        while !input.is_empty() {
            let (position, value) = unit(&mut input)?
                .split_first_chunk()
                .ok_or_else(|| malformed("a reference without a position"))?;
            let position = usize::try_from(u64::from_le_bytes(*position));
            references.push((position.map_err(|_| malformed("a position beyond the address space"))?, value));
        }
        references.sort_by_key(|(position, _)| *position);
        Ok(Self { name, values, references })
    }
}

fn unit<'a>(input: &mut &'a [u8]) -> Result<&'a [u8]> {
    let (length, rest) = input.split_first_chunk().ok_or_else(|| malformed("truncated"))?;
    let length = usize::try_from(u64::from_le_bytes(*length)).ok();
    let (unit, rest) =
        length.and_then(|length| rest.split_at_checked(length)).ok_or_else(|| malformed("truncated"))?;
    *input = rest;
    Ok(unit)
}

#[cold]
fn malformed(what: &str) -> Error {
    Error::of_kind(ErrorKind::Internal, format!("malformed request: {what}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn units(units: &[&[u8]]) -> Vec<u8> {
        units.iter().flat_map(|unit| [&(unit.len() as u64).to_le_bytes()[..], unit].concat()).collect()
    }

    #[test]
    fn references_are_in_order() {
        let (first, second) =
            ([&0_u64.to_le_bytes()[..], b"a"].concat(), [&2_u64.to_le_bytes()[..], b"c"].concat());
        let bytes = units(&[b"Add", b"b", &second, &first]);
        let frame = Frame::read(&bytes).unwrap();
        assert_eq!((frame.name, frame.values), ("Add", &b"b"[..]));
        assert_eq!(frame.references, [(0, &b"a"[..]), (2, &b"c"[..])]);
    }

    #[test]
    fn what_is_malformed_is_refused() {
        let whole = units(&[b"Add", b"values"]);
        for length in 0..whole.len() {
            assert!(Frame::read(&whole[..length]).is_err());
        }
        assert!(Frame::read(&units(&[b"\xff", b""])).is_err());
        assert!(Frame::read(&units(&[b"Add", b"", b"short"])).is_err());
        assert!(Frame::read(&[0xff; 16]).is_err());
    }
}
