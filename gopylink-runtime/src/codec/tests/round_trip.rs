//! What is encoded is decoded to the same value: every row of the types table, at its extremes.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet, VecDeque};
use std::fmt::Debug;
use std::net::IpAddr;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::{decode, dict, encode, encoded, list, set, tuple};
use crate::codec::msgpack;
use crate::value::Value;

#[track_caller]
#[expect(clippy::needless_pass_by_value, reason = "the calls read better")]
fn round<T: Serialize + DeserializeOwned + PartialEq + Debug>(value: T) {
    let bytes = encode(&value).unwrap_or_else(|error| panic!("{value:?}: {error}"));
    let decoded: T = decode(&bytes).unwrap_or_else(|error| panic!("{value:?} as {bytes:?}: {error}"));
    assert_eq!(decoded, value);
}

macro_rules! integers {
    ($($type:ident)*) => { $(
        for value in [$type::MIN, $type::MIN + 1, $type::MIN / 2, 0, 1, $type::MAX / 2, $type::MAX - 1, $type::MAX] {
            round(value);
        }
        for bit in 0..$type::BITS - 1 {
            let power: $type = 1 << bit;
            round(power);
            round(power - 1);
            round($type::MIN + power);
        }
    )* };
}

#[test]
fn integers() {
    integers! { i8 i16 i32 i64 i128 isize u8 u16 u32 u64 u128 usize }
    round(u128::MAX - u128::from(u64::MAX));
    round(std::num::NonZero::new(5_u8).unwrap());
}

#[test]
fn floats() {
    for value in [0.0, -0.0, 1.5, f64::MIN, f64::MAX, 5e-324, f64::INFINITY, f64::NEG_INFINITY, f64::EPSILON]
    {
        let decoded: f64 = decode(&encoded(&value)).unwrap();
        assert_eq!(decoded.to_bits(), value.to_bits());
    }
    for value in [0.0_f32, -0.0, 0.1, f32::MIN, f32::MAX, 1e-45, f32::INFINITY, f32::NEG_INFINITY] {
        let decoded: f32 = decode(&encoded(&value)).unwrap();
        assert_eq!(decoded.to_bits(), value.to_bits());
    }
    assert!(decode::<f64>(&encoded(&f64::NAN)).unwrap().is_nan());
    assert!(decode::<f32>(&encoded(&f32::NAN)).unwrap().is_nan());
}

#[test]
fn bool_and_text() {
    round(true);
    round(false);
    for text in ["", "a", "naïve 🦀", "\0", "\u{10ffff}"] {
        round(text.to_owned());
        round::<Box<str>>(text.into());
        round(Cow::<str>::Owned(text.to_owned()));
        assert_eq!(msgpack::decode::<&str>(&encoded(text)).unwrap(), text);
    }
    for length in [31, 32, 255, 256, 65_535, 65_536] {
        round("x".repeat(length));
    }
    for character in ['a', '\0', 'é', '🦀', char::MAX] {
        round(character);
    }
}

#[test]
fn bytes() {
    for length in [0, 1, 255, 256, 65_535, 65_536, 3_000_000] {
        let bytes: Vec<u8> = (0..length).map(|index: u32| index.to_le_bytes()[0]).collect();
        assert_eq!(msgpack::decode::<&[u8]>(&encoded(&bytes)).unwrap(), &bytes[..]);
        round::<Box<[u8]>>(bytes.clone().into());
        round(Cow::<[u8]>::Owned(bytes.clone()));
        round(Value::Bytes(bytes.clone()));
        round(bytes);
    }
    round([7_u8; 4]);
    round([0_u8; 0]);
    round(vec![Some(vec![1_u8]), None]);
    round((vec![1_u8], [[1_u8; 2]; 2], BTreeMap::from([(1, vec![vec![0_u8]])])));
}

#[test]
fn sequences() {
    for length in [0, 1, 15, 16, 65_535, 65_536] {
        round(Vec::from_iter(0..length));
        round(BTreeSet::from_iter(0..length));
        round(HashSet::<i32>::from_iter(0..length));
        round(VecDeque::from_iter(0..length));
    }
    round([1.5, 2.5, -0.0]);
    round::<[i32; 0]>([]);
    round((1, "two".to_owned(), 3.0, Some('4')));
    round((1_u8,));
    round((1_u8, 2_u8));
    round(vec![(BTreeSet::from([vec![1]]), [Some((true,))])]);
    round(((), Some(1), None::<i32>));
}

#[test]
fn maps() {
    for length in [0, 1, 15, 16, 65_536] {
        round(BTreeMap::from_iter((0..length).map(|key| (key, key.to_string()))));
    }
    round(HashMap::from([("a".to_owned(), 1), (String::new(), 2)]));
    round(BTreeMap::from([(true, 1), (false, 0)]));
    round(BTreeMap::from([(vec![0_u8, 255], 1)]));
    round(BTreeMap::from([(u64::MAX, i64::MIN)]));
    round(BTreeMap::from([((1, 2), vec![()])]));
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Record {
    name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    size: Option<u64>,
    data: Vec<u8>,
    tags: BTreeSet<String>,
    #[serde(flatten)]
    rest: Rest,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Rest {
    blob: Vec<u8>,
    array: [u8; 3],
    pair: (i32, i32),
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Unit;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Meters(f64);

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Pair(i32, String);

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
struct Id([u8; 4]);

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
enum Shape {
    Nothing,
    Circle(f64),
    Bytes(Vec<u8>),
    Nested(Option<Box<Shape>>),
    Line((i32, i32), (i32, i32)),
    Rectangle { width: f64, height: f64 },
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
enum Untagged {
    Number(i64),
    Text(String),
    Data(Vec<u8>),
    Record { x: i32 },
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind")]
enum Tagged {
    A { data: Vec<u8>, pair: (i8, i8) },
    B,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "t", content = "c")]
enum Adjacent {
    A(i32, i32),
    B { x: [u8; 2] },
    C,
}

#[test]
fn records() {
    let rest = Rest { blob: vec![1, 2], array: [1, 2, 3], pair: (1, 2) };
    let tags = BTreeSet::from(["a".to_owned()]);
    let record = Record { name: "n".into(), size: None, data: vec![0, 255], tags, rest };
    round(Record { size: Some(1), ..record.clone() });
    round(vec![record]);
    round(Unit);
    round(Meters(1.5));
    round(Pair(1, "a".into()));
    round(Id([1, 2, 3, 4]));
}

#[test]
fn enums() {
    round(vec![
        Shape::Nothing,
        Shape::Circle(1.5),
        Shape::Bytes(vec![1]),
        Shape::Nested(None),
        Shape::Nested(Some(Box::new(Shape::Circle(1.0)))),
        Shape::Line((0, 1), (2, 3)),
        Shape::Rectangle { width: 1.0, height: 2.0 },
    ]);
    round(vec![
        Untagged::Number(1),
        Untagged::Text("a".into()),
        Untagged::Data(vec![1, 2]),
        Untagged::Record { x: 1 },
    ]);
    round(vec![Tagged::A { data: vec![1], pair: (1, 2) }, Tagged::B]);
    round(vec![Adjacent::A(1, 2), Adjacent::B { x: [1, 2] }, Adjacent::C]);
    round(BTreeMap::from([("r".to_owned(), Ok::<i32, String>(1)), ("e".to_owned(), Err("no".into()))]));
}

#[test]
fn types_of_the_standard_library() {
    round("127.0.0.1".parse::<IpAddr>().unwrap());
    assert_eq!(decode::<String>(&encoded(&IpAddr::from([127, 0, 0, 1]))).unwrap(), "127.0.0.1");
    round(1..5);
    round(Box::new(std::rc::Rc::<str>::from("a").to_string()));
}

#[test]
fn values() {
    for value in [
        Value::None,
        true.into(),
        i64::MIN.into(),
        u64::MAX.into(),
        i128::MIN.into(),
        i128::MAX.into(),
        u128::MAX.into(),
        1.5.into(),
        "text".into(),
        vec![1_u8].into(),
        list([]),
        list([1.into(), list([2.into()])]),
        tuple([]),
        tuple([1.into(), tuple([set([tuple([1.into()])])])]),
        set([]),
        set([1.into(), "a".into()]),
        dict([("a", list([tuple([1.into()])])), ("b", set([1.into()]))]),
        Value::Dict(vec![(1.into(), Value::None), (true.into(), 1.into()), (tuple([1.into()]), 2.into())]),
    ] {
        round(value.clone());
        round(Some(value).filter(|value| !value.is_none()));
    }
    let many: Value = Value::Tuple((0..20).map(Value::from).collect());
    round(list([many]));
}
