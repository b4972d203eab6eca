//! Bytes that no encoder writes give an error: no panic, no allocation beyond the input.

use std::collections::{BTreeMap, BTreeSet};

use gopylink_abi::failure::FailureKind;
use gopylink_abi::wire;
use serde::de::{DeserializeOwned, IgnoredAny};
use serde::{Deserialize, Serialize};

use super::{dict, encoded, extension, list, set, tuple};
use crate::codec::msgpack::{Arguments, decode};
use crate::value::Value;

#[derive(Debug, Deserialize, Serialize)]
enum Variants {
    Unit,
    Newtype(Box<Variants>),
    Tuple(String, [u8; 2]),
    Struct { a: Vec<u8>, b: Option<BTreeSet<i8>> },
}

#[derive(Debug, Deserialize, Serialize)]
#[serde(untagged)]
enum Untagged {
    Text(String),
    Map(BTreeMap<String, Untagged>),
    List(Vec<Untagged>),
}

/// Decodes as many kinds of type.
fn decode_all(bytes: &[u8]) -> Vec<Option<FailureKind>> {
    fn kind<T: DeserializeOwned>(bytes: &[u8]) -> Option<FailureKind> {
        decode::<T>(bytes).err().map(|error| {
            let _ = error.to_string();
            error.kind()
        })
    }
    let mut kinds = vec![
        kind::<Value>(bytes),
        kind::<IgnoredAny>(bytes),
        kind::<i8>(bytes),
        kind::<u128>(bytes),
        kind::<f32>(bytes),
        kind::<char>(bytes),
        kind::<Vec<u8>>(bytes),
        kind::<Vec<Option<String>>>(bytes),
        kind::<BTreeSet<i64>>(bytes),
        kind::<(i32, Vec<Value>)>(bytes),
        kind::<BTreeMap<Vec<u8>, (bool, ())>>(bytes),
        kind::<Variants>(bytes),
        kind::<Untagged>(bytes),
        decode::<&str>(bytes).err().map(|error| error.kind()),
        decode::<&[u8]>(bytes).err().map(|error| error.kind()),
    ];
    if let Ok(mut arguments) = Arguments::new(bytes, 2) {
        kinds.push(arguments.next::<Variants>().err().map(|error| error.kind()));
        kinds.push(arguments.next::<Value>().err().map(|error| error.kind()));
    }
    kinds
}

#[test]
fn truncated_input() {
    let whole = encoded(&list([
        tuple([1.into(), u128::MAX.into(), (-70_000).into()]),
        set(["a text of more than thirty-one bytes".into()]),
        dict([("key", vec![1_u8; 300].into()), ("float", 1.5.into())]),
        vec![0_u8; 3].into(),
    ]));
    for length in 0..whole.len() {
        let kind = decode::<Value>(&whole[..length]).unwrap_err().kind();
        assert_eq!(kind, FailureKind::Internal, "cut at {length}");
        let kind = decode::<IgnoredAny>(&whole[..length]).unwrap_err().kind();
        assert_eq!(kind, FailureKind::Internal, "cut at {length}");
        decode_all(&whole[..length]);
    }
    assert!(decode_all(&[])[..15].iter().all(|kind| *kind == Some(FailureKind::Internal)));
}

#[test]
fn what_no_encoder_writes() {
    for bytes in [
        &[0xc1][..],
        &[1, 1],
        &[0xa1, 0xff],
        &[0xd9, 2, 0xc3, 0x28],
        &extension(wire::TUPLE, &[1]),
        &extension(wire::TUPLE, &[]),
        &extension(wire::TUPLE, &[0x91, 1, 1]),
        &extension(wire::TUPLE, &[0x92, 1]),
        &[&extension(wire::SET, &[0x91])[..], &[1]].concat(),
        &extension(wire::NAMED_TUPLE, &[0x91, 1]),
        &extension(wire::NAMED_TUPLE, &[0x81, 1]),
        &extension(wire::ENUM, &[0x91, 1]),
        &extension(wire::ENUM, &[0x92, 0xa1, b'a', 1, 1]),
        &extension(wire::OPAQUE, &[0xff]),
        &extension(wire::OTHERWISE, &[0x90]),
        &extension(wire::OTHERWISE, &[0x91, 1]),
        &extension(wire::NAMED, &[0x92, 0xa1, b'a', 1]),
        &extension(wire::NAMED, &[0x93, 1, 1, 1]),
        &extension(wire::NAMED, &[0x93, 0xa1, b'a', 0x90, 1]),
        &extension(wire::NAMED, &[0x93, 0xa1, b'a', 1]),
        &extension(99, &[1]),
    ] {
        let error = decode::<Value>(bytes).unwrap_err();
        assert_eq!(error.kind(), FailureKind::Internal, "{bytes:?}: {error}");
        decode_all(bytes);
    }
}

/// To go through them takes no stack.
#[test]
fn names_of_what_has_names() {
    let mut bytes = vec![1];
    for _ in 0..100_000 {
        let length = u32::try_from(bytes.len() + 4).unwrap().to_le_bytes();
        let kind = wire::NAMED.to_be_bytes()[0];
        // Backwards, as what is inside comes first.
        bytes.extend([0xc0, b'a', 0xa1, 0x93, kind]);
        bytes.extend(length);
        bytes.push(0xc9);
    }
    bytes.reverse();
    let error = decode::<i64>(&bytes).unwrap_err();
    assert_eq!(error.to_string(), "malformed msgpack: an object with two names");
    decode_all(&bytes);
}

#[test]
fn lengths_beyond_the_input_allocate_nothing() {
    for header in [
        [0xdd, 255, 255, 255, 255],
        [0xdf, 255, 255, 255, 255],
        [0xdb, 255, 255, 255, 255],
        [0xc6, 255, 255, 255, 255],
        [0xc9, 255, 255, 255, 255],
        [0xdd, 0, 0, 0, 9],
    ] {
        for kind in decode_all(&header) {
            assert!(kind.is_some());
        }
        assert_eq!(decode::<Vec<()>>(&header).unwrap_err().kind(), FailureKind::Internal);
    }
}

/// Random numbers, the same in each run.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    fn byte(&mut self) -> u8 {
        self.next().to_le_bytes()[3]
    }

    fn below(&mut self, bound: usize) -> usize {
        usize::from(u16::from_le_bytes([self.byte(), self.byte()])) % bound
    }
}

#[test]
fn random_bytes_never_panic() {
    let mut random = Random(0x9e37_79b9_7f4a_7c15);
    for _ in 0..20_000 {
        let bytes: Vec<u8> = (0..random.below(24)).map(|_| random.byte()).collect();
        decode_all(&bytes);
    }
}

#[test]
fn damaged_bytes_never_panic() {
    let variants =
        Variants::Newtype(Box::new(Variants::Struct { a: vec![1, 2], b: Some(BTreeSet::from([3])) }));
    let originals = [
        encoded(&variants),
        encoded(&Variants::Tuple("text".into(), [1, 2])),
        encoded(&list([tuple([1.into(), set(["a".into()])]), dict([("k", u128::MAX.into())])])),
        super::named_tuple([("a", 1.into()), ("b", list([]))]),
        super::enum_member("Unit", "Unit"),
        super::opaque("Foo"),
    ];
    let mut random = Random(88_172_645_463_325_252);
    for original in originals {
        for _ in 0..3_000 {
            let mut bytes = original.clone();
            for _ in 0..=random.below(3) {
                let at = random.below(bytes.len());
                bytes[at] = random.byte();
            }
            decode_all(&bytes);
        }
    }
}
