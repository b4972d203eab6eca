//! The exact bytes, as [`gopylink_abi::wire`] defines them.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use gopylink_abi::wire;
use serde::ser::{Error as _, SerializeMap as _, SerializeSeq as _, SerializeStruct as _};
use serde::{Serialize, Serializer};

use super::{dict, encoded, extension, list, set, tuple};
use crate::value::Value;

/// A tuple is always written with a length of four bytes, known only afterwards.
fn patched(kind: i8, payload: &[u8]) -> Vec<u8> {
    let mut bytes = vec![0xc9];
    bytes.extend_from_slice(&u32::try_from(payload.len()).unwrap().to_be_bytes());
    bytes.push(kind.to_be_bytes()[0]);
    bytes.extend_from_slice(payload);
    bytes
}

#[test]
fn scalars_are_plain_msgpack() {
    assert_eq!(encoded(&()), [0xc0]);
    assert_eq!(encoded(&None::<i32>), [0xc0]);
    assert_eq!(encoded(&true), [0xc3]);
    assert_eq!(encoded(&1_i64), [1]);
    assert_eq!(encoded(&-1_i64), [0xff]);
    assert_eq!(encoded(&200_i64), [0xcc, 200]);
    assert_eq!(encoded(&u64::MAX), [0xcf, 255, 255, 255, 255, 255, 255, 255, 255]);
    assert_eq!(encoded(&u128::from(u64::MAX)), encoded(&u64::MAX));
    assert_eq!(encoded(&i128::from(i64::MIN)), encoded(&i64::MIN));
    assert_eq!(encoded(&1.0_f32), encoded(&1.0_f64));
    assert_eq!(encoded(&1.0_f64), [0xcb, 0x3f, 0xf0, 0, 0, 0, 0, 0, 0]);
    assert_eq!(encoded(&'a'), [0xa1, b'a']);
    assert_eq!(encoded("ab"), [0xa2, b'a', b'b']);
}

#[test]
fn wide_integers_take_as_few_bytes_as_hold_them() {
    let two_to_64 = [0, 0, 0, 0, 0, 0, 0, 0, 1];
    assert_eq!(encoded(&(1_u128 << 64)), extension(wire::INT, &two_to_64));
    assert_eq!(encoded(&(1_i128 << 64)), extension(wire::INT, &two_to_64));
    let below_i64 = [255, 255, 255, 255, 255, 255, 255, 127, 255];
    assert_eq!(encoded(&(i128::from(i64::MIN) - 1)), extension(wire::INT, &below_i64));
    let mut above_i128 = [255; 17];
    above_i128[16] = 0;
    assert_eq!(encoded(&u128::MAX), extension(wire::INT, &above_i128));
    assert_eq!(encoded(&i128::MIN), extension(wire::INT, &i128::MIN.to_le_bytes()));
    assert_eq!(encoded(&i128::MAX), extension(wire::INT, &i128::MAX.to_le_bytes()));
}

#[test]
fn sequences_by_shape() {
    assert_eq!(encoded(&vec![1_u8, 2]), [0xc4, 2, 1, 2]);
    assert_eq!(encoded(&[1_u8, 2]), [0xc4, 2, 1, 2]);
    assert_eq!(encoded(&[1_u8, 2][..]), [0xc4, 2, 1, 2]);
    assert_eq!(encoded(&[0_u8; 0]), [0xc4, 0]);
    assert_eq!(encoded(&vec![1, 2]), [0x92, 1, 2]);
    assert_eq!(encoded(&[1, 2]), [0x92, 1, 2]);
    assert_eq!(encoded(&[0_i32; 0]), [0x90]);
    assert_eq!(encoded(&(1, 2)), patched(wire::TUPLE, &[0x92, 1, 2]));
    assert_eq!(encoded(&BTreeSet::from([1, 2])), patched(wire::SET, &[0x92, 1, 2]));
    assert_eq!(encoded(&HashSet::from([1_u8])), patched(wire::SET, &[0x91, 1]));
    assert_eq!(encoded(&Box::new([1_u8])), [0xc4, 1, 1]);
    assert_eq!(encoded(&Some([1_u8])), [0xc4, 1, 1]);
    assert_eq!(encoded(&([1_u8], [[1_u8]])), patched(wire::TUPLE, &[0x92, 0xc4, 1, 1, 0x91, 0xc4, 1, 1]));
    assert_eq!(encoded(&BTreeMap::from([([1_u8], [2])])), [0x81, 0xc4, 1, 1, 0x91, 2]);
}

#[derive(Serialize)]
enum Variants {
    Unit,
    Newtype([u8; 1]),
    Tuple(i32, [u8; 1]),
    Struct { a: [u8; 1] },
}

#[derive(Serialize)]
struct Newtype([u8; 1]);

#[derive(Serialize)]
struct Pair(i32, i32);

#[derive(Serialize)]
struct Fields {
    a: i32,
    #[serde(skip_serializing_if = "Option::is_none")]
    b: Option<i32>,
}

#[derive(Serialize)]
struct Flattened {
    a: i32,
    #[serde(flatten)]
    rest: BTreeMap<String, i32>,
}

#[test]
fn records_and_enums() {
    assert_eq!(encoded(&Fields { a: 1, b: None }), [0x81, 0xa1, b'a', 1]);
    assert_eq!(encoded(&Fields { a: 1, b: Some(2) }), [0x82, 0xa1, b'a', 1, 0xa1, b'b', 2]);
    assert_eq!(encoded(&Newtype([1])), [0xc4, 1, 1]);
    assert_eq!(encoded(&Pair(1, 2)), patched(wire::TUPLE, &[0x92, 1, 2]));
    assert_eq!(encoded(&Variants::Unit), encoded("Unit"));
    assert_eq!(encoded(&Variants::Newtype([1])), encoded(&dict([("Newtype", vec![1_u8].into())])));
    let pair = tuple([1.into(), vec![1_u8].into()]);
    assert_eq!(encoded(&Variants::Tuple(1, [1])), encoded(&dict([("Tuple", pair)])));
    let fields = dict([("a", vec![1_u8].into())]);
    assert_eq!(encoded(&Variants::Struct { a: [1] }), encoded(&dict([("Struct", fields)])));
}

#[test]
fn lengths_that_are_not_known_before() {
    let rest = BTreeMap::from([("b".to_owned(), 2)]);
    assert_eq!(encoded(&Flattened { a: 1, rest }), [0x82, 0xa1, b'a', 1, 0xa1, b'b', 2]);
    let rest = (0..100).map(|key| (key.to_string(), key)).collect();
    let bytes = encoded(&vec![Flattened { a: 1, rest }]);
    let Ok(Value::List(decoded)) = super::decode(&bytes) else { panic!("not a list") };
    assert!(matches!(&decoded[..], [Value::Dict(entries)] if entries.len() == 101));
}

/// Says that there are more or fewer elements than there are.
struct Liar(usize);

impl Serialize for Liar {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut sequence = serializer.serialize_seq(Some(self.0))?;
        sequence.serialize_element(&(1, 2))?;
        sequence.serialize_element("a")?;
        sequence.end()
    }
}

/// The same for entries.
struct LyingMap(Option<usize>);

impl Serialize for LyingMap {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(self.0)?;
        map.serialize_entry("a", &Liar(0))?;
        map.end()
    }
}

struct LyingStruct;

impl Serialize for LyingStruct {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut fields = serializer.serialize_struct("LyingStruct", 70_000)?;
        fields.serialize_field("a", &LyingMap(Some(300)))?;
        fields.skip_field("b")?;
        fields.end()
    }
}

#[test]
fn wrong_lengths_are_corrected() {
    let elements = list([tuple([1.into(), 2.into()]), "a".into()]);
    for length in [0, 1, 2, 3, 16, 70_000] {
        assert_eq!(encoded(&Liar(length)), encoded(&elements));
    }
    for length in [None, Some(0), Some(1), Some(70_000)] {
        let nested = tuple([dict([("a", elements.clone())]), 5.into()]);
        assert_eq!(encoded(&(LyingMap(length), 5)), encoded(&nested));
    }
    assert_eq!(encoded(&LyingStruct), encoded(&dict([("a", dict([("a", elements)]))])));
}

#[test]
fn values() {
    assert_eq!(encoded(&tuple([1.into()])), encoded(&(1,)));
    assert_eq!(encoded(&set([1.into()])), encoded(&BTreeSet::from([1])));
    assert_eq!(encoded(&[tuple([]), set([])]), [0x92, 0xc9, 0, 0, 0, 1, 1, 0x90, 0xc9, 0, 0, 0, 1, 2, 0x90]);
}

#[test]
fn an_error_of_the_value_itself() {
    struct Broken;
    impl Serialize for Broken {
        fn serialize<S: Serializer>(&self, _: S) -> Result<S::Ok, S::Error> {
            Err(S::Error::custom("broken"))
        }
    }
    let error = super::encode(&vec![Broken]).unwrap_err();
    assert_eq!(error.to_string(), "[0]: broken");
}
