//! What is particular to reading objects: what arguments borrow, numbers at once, and faults of the objects.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::panic::{self, AssertUnwindSafe};

use gopylink_abi::direct::{Outcome, fault, token};
use gopylink_abi::failure::FailureKind;
use serde::de::IgnoredAny;
use serde::{Deserialize, Deserializer};

use super::lanes::object;
use super::{dict, encoded, enum_member, list, tuple};
use crate::codec::Error;
use crate::codec::direct::{self, Arguments, Kept, Owned, Scalar, fake};
use crate::value::Value;

/// Passes objects to a call.
fn call<R>(objects: Vec<Owned>, function: impl FnOnce(Arguments<'_>) -> R) -> R {
    let alive = fake::alive() - objects.len();
    let raw: Vec<_> = objects.into_iter().map(Owned::into_raw).collect();
    let kept = Kept::new(fake::objects());
    let result = function(fake::arguments(&raw, &kept));
    raw.into_iter().for_each(fake::give_back);
    drop(kept);
    assert_eq!(fake::alive(), alive.min(fake::alive()), "objects were left behind");
    result
}

fn python(value: impl Into<Value>) -> Owned {
    object(&encoded(&value.into())).unwrap()
}

#[derive(Debug, PartialEq, Deserialize)]
#[serde(untagged)]
enum Untagged<'a> {
    Text(&'a str),
    Map(BTreeMap<&'a str, &'a str>),
}

#[derive(Debug, PartialEq, Deserialize)]
struct Flat<'a> {
    a: &'a str,
    #[serde(flatten, borrow)]
    rest: BTreeMap<&'a str, i64>,
}

#[derive(Debug, PartialEq, Deserialize)]
struct Lent<'a> {
    #[serde(borrow)]
    cow: Cow<'a, str>,
    bytes: &'a [u8],
}

#[test]
fn text_and_bytes_are_borrowed_at_any_depth() {
    let nested = list([list(["deep".into()]), list([])]);
    let fields = dict([("cow", "text".into()), ("bytes", b"bytes".to_vec().into())]);
    let flat = dict([("a", "first".into()), ("b", 1.into())]);
    let arguments = vec![
        python("outer"),
        python(b"outer".to_vec()),
        python(nested),
        python(dict([("key", "value".into())])),
        python(fields),
        python(flat),
        python(dict([("key", "value".into())])),
        python("free"),
        object(&enum_member("RED", "red")).unwrap(),
    ];
    call(arguments, |mut arguments| {
        assert_eq!(arguments.next::<&str>().unwrap(), "outer");
        assert_eq!(arguments.next::<&[u8]>().unwrap(), b"outer");
        assert_eq!(arguments.next::<Vec<Vec<&str>>>().unwrap(), [vec!["deep"], vec![]]);
        assert_eq!(arguments.next::<BTreeMap<&str, &str>>().unwrap(), BTreeMap::from([("key", "value")]));
        let lent: Lent<'_> = arguments.next().unwrap();
        assert_eq!(lent, Lent { cow: "text".into(), bytes: b"bytes" });
        assert!(matches!(lent.cow, Cow::Borrowed(_)));
        let flat = Flat { a: "first", rest: BTreeMap::from([("b", 1)]) };
        assert_eq!(arguments.next::<Flat<'_>>().unwrap(), flat);
        let map = Untagged::Map(BTreeMap::from([("key", "value")]));
        assert_eq!(arguments.next::<Untagged<'_>>().unwrap(), map);
        assert_eq!(arguments.next::<Untagged<'_>>().unwrap(), Untagged::Text("free"));
        assert_eq!(arguments.next::<&str>().unwrap(), "red");
        assert_eq!(arguments.next::<i32>().unwrap_err().kind(), FailureKind::Internal);
    });
}

#[test]
fn what_is_borrowed_outlives_its_object() {
    let kept = Kept::new(fake::objects());
    let alive = fake::alive();
    let raw = [python(list(["long".into(), "gone".into()])).into_raw()];
    let mut arguments = fake::arguments(&raw, &kept);
    let texts: Vec<&str> = arguments.next().unwrap();
    fake::give_back(raw[0]);
    assert_eq!(texts, ["long", "gone"]);
    assert_eq!(fake::alive(), alive + 2);
    drop(kept);
    assert_eq!(fake::alive(), alive);
}

#[test]
fn copies_keep_nothing_alive() {
    let value = dict([("key", list(["text".into(), b"bytes".to_vec().into(), tuple([1.into()])]))]);
    call(vec![python(value.clone()), python(value)], |mut arguments| {
        let alive = fake::alive();
        let map = arguments.next::<BTreeMap<String, (String, Vec<u8>, (i64,))>>().unwrap();
        assert_eq!(map["key"], ("text".to_owned(), b"bytes".to_vec(), (1,)));
        arguments.next::<Value>().unwrap();
        assert_eq!(fake::alive(), alive);
    });
}

#[test]
fn numbers_come_at_once() {
    fn at_once<T: for<'de> Deserialize<'de>>(value: Value) -> T {
        fake::refuse_items(true);
        let numbers = direct::decode(&python(value));
        fake::refuse_items(false);
        numbers.unwrap()
    }
    let numbers = || list([1.into(), 2.into()]);
    assert_eq!(at_once::<Vec<i8>>(numbers()), [1, 2]);
    assert_eq!(at_once::<Vec<u8>>(numbers()), [1, 2]);
    assert_eq!(at_once::<Box<[u16]>>(tuple([1.into()])), [1].into());
    assert_eq!(at_once::<Vec<i64>>(numbers()), [1, 2]);
    assert_eq!(at_once::<Vec<usize>>(numbers()), [1, 2]);
    assert_eq!(at_once::<Option<Vec<f32>>>(list([1.5.into()])), Some(vec![1.5]));
    assert_eq!(at_once::<Vec<f64>>(list([])), Vec::<f64>::new());
}

#[test]
fn what_is_no_number_is_read_one_by_one() {
    fn decode<T: for<'de> Deserialize<'de>>(value: Value) -> Result<T, String> {
        direct::decode(&python(value)).map_err(|error| error.to_string())
    }
    assert_eq!(decode::<Vec<f64>>(list([0.5.into(), 1.into()])), Ok(vec![0.5, 1.0]));
    let nested = list([list([1.into(), 2.into()]), list([300.into()])]);
    let text = "[1][0]: 300 is out of range for u8";
    assert_eq!(decode::<Vec<Vec<u8>>>(nested.clone()), Err(text.to_owned()));
    assert_eq!(decode::<Vec<Vec<u16>>>(nested), Ok(vec![vec![1, 2], vec![300]]));
    let text = "[1]: expected int (i64), got bool";
    assert_eq!(decode::<Vec<i64>>(list([1.into(), true.into()])), Err(text.to_owned()));
}

fn fault<T: for<'de> Deserialize<'de>>(number: u64) -> crate::Error {
    let error = direct::decode::<T>(&fake::list_with_fault(number)).err().unwrap();
    error.into_error(|path| format!("f() argument 'a'{path}"))
}

#[test]
fn faults_of_objects() {
    let raised = fault::<Vec<Option<i32>>>(fault::RAISED);
    assert_eq!(raised.kind(), FailureKind::Python);
    let surrogates = fault::<Value>(fault::UNPLACED);
    assert_eq!((surrogates.kind(), surrogates.type_name()), (FailureKind::Text, "UnicodeEncodeError"));
    assert_eq!(surrogates.message(), "f() argument 'a'[1]");
    let ended = fault::<Value>(fault::ENDED);
    assert_eq!((ended.kind(), ended.type_name()), (FailureKind::Rust, "RuntimeError"));
    assert_eq!(ended.message(), "f() argument 'a'[1]:  changed size while it was read");
    let changed = fault::<Value>(fault::CHANGED);
    assert_eq!(changed.message(), "f() argument 'a':  changed size while it was read");
    // What nobody wants is read all the same.
    assert_eq!(fault::<IgnoredAny>(fault::UNPLACED).message(), "f() argument 'a'[1]");
}

#[test]
fn nothing_is_left_behind_by_a_panic() {
    #[derive(Debug)]
    struct Panics;
    impl<'de> Deserialize<'de> for Panics {
        fn deserialize<D: Deserializer<'de>>(_: D) -> Result<Self, D::Error> {
            panic!("as it must");
        }
    }
    let alive = fake::alive();
    let object = python(list([dict([("key", list(["text".into()]))])]));
    let decode = || -> Result<Vec<BTreeMap<String, Vec<Panics>>>, Error> { direct::decode(&object) };
    assert!(panic::catch_unwind(AssertUnwindSafe(|| decode().is_ok())).is_err());
    drop(object);
    assert_eq!(fake::alive(), alive);
}

#[test]
fn scalars_need_no_object() {
    let scalar = |kind: u32, value: u64| Scalar::from(Outcome { kind: kind.into(), value });
    let seven = scalar(token::SIGNED, 7);
    assert_eq!(direct::decode_scalar::<i64>(seven).unwrap(), 7);
    assert_eq!(direct::decode_scalar::<f64>(seven).unwrap(), 7.0);
    assert_eq!(direct::decode_scalar::<Value>(seven).unwrap(), 7.into());
    assert_eq!(direct::decode_scalar::<i8>(scalar(token::SIGNED, (-7_i64).cast_unsigned())).unwrap(), -7);
    assert_eq!(direct::decode_scalar::<f32>(scalar(token::FLOAT, 1.5_f64.to_bits())).unwrap(), 1.5);
    assert!(direct::decode_scalar::<bool>(scalar(token::BOOL, 1)).unwrap());
    assert_eq!(direct::decode_scalar::<Option<u8>>(scalar(token::NONE, 0)).unwrap(), None);
    let error = direct::decode_scalar::<String>(seven).unwrap_err();
    assert_eq!(error.to_string(), "expected str, got int");
}
