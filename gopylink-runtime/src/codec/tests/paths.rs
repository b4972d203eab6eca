//! Where an error says it happened.

use std::collections::{BTreeMap, BTreeSet};

use serde::ser::{Error as _, SerializeMap as _};
use serde::{Deserialize, Serialize, Serializer};

use super::{decode, dict, encode, encoded, list, named_tuple, refused, set, tuple};
use crate::value::Value;

#[derive(Debug, Deserialize)]
#[expect(dead_code, reason = "only read into")]
struct Row {
    name: String,
    pair: (i32, i32),
}

fn path_of<T: serde::de::DeserializeOwned + std::fmt::Debug>(python: Value) -> String {
    let (_, text) = refused::<T>(python);
    text.split(": ").next().unwrap_or_default().to_owned()
}

#[test]
fn long_keys_are_cut() {
    let path = |key: &str| path_of::<BTreeMap<String, i32>>(dict([(key, "b".into())]));
    assert_eq!(path(&"k".repeat(40)), format!("['{}']", "k".repeat(40)));
    assert_eq!(path(&"é".repeat(50)), format!("['{}…']", "é".repeat(40)));
}

#[test]
fn each_kind_of_container() {
    assert_eq!(path_of::<Vec<i32>>(list([1.into(), "a".into()])), "[1]");
    assert_eq!(path_of::<(i32, i32)>(tuple([1.into(), "a".into()])), "[1]");
    assert_eq!(path_of::<[i32; 2]>(list([1.into(), "a".into()])), "[1]");
    assert_eq!(path_of::<BTreeSet<i32>>(set([1.into(), "a".into()])), "{…}");
    assert_eq!(path_of::<BTreeMap<String, i32>>(dict([("a", "b".into())])), "['a']");
    assert_eq!(path_of::<BTreeMap<i32, i32>>(dict([("a", 1.into())])), " key");
    assert_eq!(
        path_of::<Vec<BTreeMap<(i32,), i32>>>(list([Value::Dict(vec![(list(["a".into()]), 1.into())])])),
        "[0] key[0]"
    );
    let rows = list([dict([("name", "a".into()), ("pair", list([1.into(), "b".into()]))])]);
    assert_eq!(path_of::<Vec<Row>>(rows), "[0]['pair'][1]");
    let (_, text) = refused::<Vec<Row>>(list([dict([("name", 1.into())])]));
    assert_eq!(text, "[0]['name']: expected str, got int");
    let error = decode::<Row>(&named_tuple([("name", 1.into())])).unwrap_err();
    assert_eq!(error.path().to_string(), "['name']");
    assert_eq!(path_of::<Vec<Option<Vec<String>>>>(list([list([1.into()])])), "[0][0]");
    assert_eq!(path_of::<Vec<String>>(vec![1_u8, 2].into()), "[0]");
}

#[test]
fn keys_as_python_shows_them() {
    fn key(key: impl Into<Value>) -> String {
        let bytes = encoded(&Value::Dict(vec![(key.into(), "x".into())]));
        decode::<BTreeMap<Key, i32>>(&bytes).unwrap_err().path().to_string()
    }
    /// Any key, in no order.
    #[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
    struct Key;
    impl<'de> Deserialize<'de> for Key {
        fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
            serde::de::IgnoredAny::deserialize(deserializer).map(|_| Self)
        }
    }
    assert_eq!(key("it's"), r#"["it's"]"#);
    assert_eq!(key("a'\"\n\u{7f}é\u{200b}\u{e000}"), r#"['a\'"\n\x7fé\u200b\ue000']"#);
    assert_eq!(key("\u{301}\u{f0000}\u{a0}"), "['\u{301}\\U000f0000\\xa0']");
    assert_eq!(key(-5), "[-5]");
    assert_eq!(key(true), "[True]");
    assert_eq!(key(1.0), "[1.0]");
    assert_eq!(key(vec![0_u8, b'a', b'\'']), r#"[b"\x00a'"]"#);
    assert_eq!(key(tuple([1.into()])), "[(1,)]");
}

#[test]
fn long_paths_are_cut() {
    type Lists = Vec<Vec<Vec<Vec<Vec<Vec<Vec<Vec<Vec<i32>>>>>>>>>;
    let nested = |depth| (0..depth).fold(Value::from("x"), |inner, _| list([inner]));
    let (_, text) = refused::<Lists>(nested(9));
    assert_eq!(text, "[0][0][0][0][0][0][0][0]…: expected int (i32), got str");
    let (_, text) = refused::<Lists>(nested(8));
    assert_eq!(text, "[0][0][0][0][0][0][0][0]: expected list, got str");
}

/// A value that refuses to be serialized.
struct Broken;

impl Serialize for Broken {
    fn serialize<S: Serializer>(&self, _: S) -> Result<S::Ok, S::Error> {
        Err(S::Error::custom("broken"))
    }
}

struct BrokenEntries;

impl Serialize for BrokenEntries {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("fine", &1)?;
        map.serialize_entry(&(1,), &[Some(Broken)])?;
        map.end()
    }
}

#[derive(Serialize)]
enum Variant {
    Newtype(Broken),
    Tuple(i32, Broken),
    Struct { field: Broken },
}

#[derive(Serialize)]
struct Fields {
    fine: i32,
    broken: (Broken,),
}

#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct BrokenKey;

impl Serialize for BrokenKey {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Broken.serialize(serializer)
    }
}

#[test]
fn encoding() {
    let path =
        |value: &dyn Fn() -> Result<Vec<u8>, crate::codec::Error>| value().unwrap_err().path().to_string();
    assert_eq!(path(&|| encode(&Broken)), "");
    assert_eq!(path(&|| encode(&(1, vec![Broken]))), "[1][0]");
    assert_eq!(path(&|| encode(&BrokenEntries)), "[(1,)][0]");
    assert_eq!(path(&|| encode(&vec![Fields { fine: 1, broken: (Broken,) }])), "[0]['broken'][0]");
    assert_eq!(path(&|| encode(&Variant::Newtype(Broken))), "['Newtype']");
    assert_eq!(path(&|| encode(&Variant::Tuple(1, Broken))), "['Tuple'][1]");
    assert_eq!(path(&|| encode(&Variant::Struct { field: Broken })), "['Struct']['field']");
    assert_eq!(path(&|| encode(&BTreeSet::from([BrokenKey]))), "{…}");
    assert_eq!(path(&|| encode(&BTreeMap::from([(BrokenKey, 1)]))), " key");
}
