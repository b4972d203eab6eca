//! Records, whose dicts are read at once where they have just the fields of the type, and entry by entry otherwise.

use std::panic::{self, AssertUnwindSafe};

use gopylink_abi::direct::fault;
use gopylink_abi::failure::FailureKind;
use serde::{Deserialize, Deserializer};

use super::lanes::object;
use super::{dict, encoded, list, read, refused};
use crate::codec::direct::{self, Owned, fake};
use crate::value::Value;

#[derive(Debug, PartialEq, Deserialize)]
struct Record {
    id: i64,
    name: String,
    #[serde(default)]
    inner: Option<Vec<Record>>,
}

fn record(id: i64, name: &str, inner: impl Into<Value>) -> Value {
    dict([("id", id.into()), ("name", name.into()), ("inner", inner.into())])
}

fn python(value: &Value) -> Owned {
    object(&encoded(value)).unwrap()
}

#[test]
fn entries_in_any_order() {
    let expected = Record { id: 1, name: "a".into(), inner: Some(vec![]) };
    assert_eq!(read::<Record>(record(1, "a", list([]))).unwrap(), expected);
    let entries = [("name", "a".into()), ("inner", list([])), ("id", 1.into())];
    assert_eq!(read::<Record>(dict(entries)).unwrap(), expected);
    let entries = [("id", 1.into()), ("name", "a".into()), ("inner", list([])), ("other", 2.into())];
    assert_eq!(read::<Record>(dict(entries)).unwrap(), expected);
    let entries = [("id", 1.into()), ("name", "a".into())];
    assert_eq!(read::<Record>(dict(entries)).unwrap(), Record { inner: None, ..expected });
}

#[test]
fn paths_lead_to_what_is_wrong() {
    let deep = record(1, "a", list([record(2, "b", ()), record(3, "c", list([record(4, "d", "e")]))]));
    let text = "['inner'][1]['inner'][0]['inner']: expected list, got str";
    assert_eq!(refused::<Record>(deep), (FailureKind::Type, text.to_owned()));
    let text = "['id']: expected int (i64), got str";
    assert_eq!(
        refused::<Record>(dict([("id", "1".into()), ("name", 2.into()), ("inner", ().into())])).1,
        text
    );
}

#[test]
fn other_names_for_fields() {
    #[derive(Debug, PartialEq, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Named {
        #[serde(rename = "type", alias = "kind")]
        of: String,
        #[serde(skip)]
        skipped: u8,
        last: bool,
    }
    let expected = Named { of: "a".into(), skipped: 0, last: true };
    assert_eq!(read::<Named>(dict([("type", "a".into()), ("last", true.into())])).unwrap(), expected);
    assert_eq!(read::<Named>(dict([("kind", "a".into()), ("last", true.into())])).unwrap(), expected);
    let both = dict([("kind", "a".into()), ("type", "b".into()), ("last", true.into())]);
    assert_eq!(refused::<Named>(both).1, "duplicate key 'type'");
    let both = dict([("last", true.into()), ("type", "b".into()), ("kind", "a".into())]);
    assert_eq!(refused::<Named>(both).1, "duplicate key 'type'");
}

#[test]
fn more_fields_than_are_read_at_once() {
    #[derive(Debug, PartialEq, Deserialize)]
    struct Nine {
        a: u8,
        b: u8,
        c: u8,
        d: u8,
        e: u8,
        f: u8,
        g: u8,
        h: u8,
        i: u8,
    }
    #[derive(Debug, PartialEq, Deserialize)]
    struct Empty {}
    let nine = ["a", "b", "c", "d", "e", "f", "g", "h", "i"].map(|name| (name, 7.into()));
    let expected = Nine { a: 7, b: 7, c: 7, d: 7, e: 7, f: 7, g: 7, h: 7, i: 7 };
    assert_eq!(read::<Nine>(dict(nine)).unwrap(), expected);
    assert_eq!(read::<Empty>(dict([])).unwrap(), Empty {});
}

#[test]
fn what_changes_while_it_is_read() {
    thread_local! {
        static DICT: std::cell::RefCell<Option<Owned>> = const { std::cell::RefCell::new(None) };
    }
    /// Puts another entry into the dict that it is read from.
    #[derive(Debug)]
    struct Adds;
    impl<'de> Deserialize<'de> for Adds {
        fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
            Vec::<u8>::deserialize(deserializer)?;
            DICT.with_borrow(|dict| {
                let (key, value) = (python(&"new".into()), python(&1.into()));
                dict.as_ref().unwrap().insert(key, value).ok().unwrap();
            });
            Ok(Self)
        }
    }
    #[derive(Debug, Deserialize)]
    #[expect(dead_code, reason = "only read")]
    struct First {
        adds: Adds,
        last: u8,
    }
    #[derive(Debug, Deserialize)]
    #[expect(dead_code, reason = "only read")]
    struct Last {
        first: u8,
        adds: Adds,
    }
    fn twice<T: for<'de> Deserialize<'de>>(entries: &Value) -> [Option<String>; 2] {
        [(); 2].map(|()| {
            DICT.set(Some(python(entries)));
            let dict = DICT.with_borrow(|dict| dict.as_ref().unwrap().retained());
            direct::decode::<T>(&dict).err().map(|error| error.to_string())
        })
    }
    let first = dict([("adds", list([])), ("last", 1.into())]);
    assert_eq!(
        twice::<First>(&first),
        [(); 2].map(|()| Some("dict changed size while it was read".to_owned()))
    );
    let last = dict([("first", 1.into()), ("adds", list([]))]);
    assert_eq!(twice::<Last>(&last), [None, None]);
    DICT.set(None);
}

#[test]
fn nothing_is_left_behind() {
    #[derive(Debug)]
    struct Panics;
    impl<'de> Deserialize<'de> for Panics {
        fn deserialize<D: Deserializer<'de>>(_: D) -> Result<Self, D::Error> {
            panic!("as it must");
        }
    }
    #[derive(Debug, Deserialize)]
    #[expect(dead_code, reason = "only read")]
    struct Panicking {
        name: String,
        panics: Panics,
        items: Vec<u8>,
    }
    let alive = fake::alive();
    let object = python(&dict([("name", "text".into()), ("panics", "text".into()), ("items", list([]))]));
    for _ in 0..2 {
        let decode = || direct::decode::<Panicking>(&object).is_ok();
        assert!(panic::catch_unwind(AssertUnwindSafe(decode)).is_err());
    }
    drop(object);
    assert_eq!(fake::alive(), alive);
}

#[test]
fn a_value_that_cannot_be_read() {
    #[derive(Debug, Deserialize)]
    #[expect(dead_code, reason = "only read")]
    struct One {
        text: String,
    }
    let objects = fake::objects();
    for _ in 0..2 {
        let dict = objects.dict().ok().unwrap();
        dict.insert_named("text", fake::fault(fault::UNPLACED)).ok().unwrap();
        let error = direct::decode::<One>(&dict).err().unwrap();
        let error = error.into_error(|path| format!("f() argument 'a'{path}"));
        assert_eq!((error.kind(), error.message()), (FailureKind::Text, "f() argument 'a'['text']"));
    }
}
