//! Types that Python's standard library has classes for, where no Python is.

use std::fmt::Debug;
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::time::{Duration, SystemTime};

use gopylink_abi::wire;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::codec::direct::{self, fake};
use crate::codec::msgpack;
use crate::value::Value;

/// Encodes and decodes by both lanes, and checks that Python has a value of its own.
#[track_caller]
fn round<T: Serialize + DeserializeOwned + PartialEq + Debug>(value: &T) {
    let alive = fake::alive();
    let object = direct::encode(fake::objects(), value).unwrap();
    assert!(fake::repr(&object).contains("Some("), "{}", fake::repr(&object));
    assert_eq!(direct::decode::<T>(&object).as_ref().ok(), Some(value));
    drop(object);
    assert_eq!(fake::alive(), alive, "objects were left behind");
    assert_eq!(msgpack::decode::<T>(&bytes(value)).as_ref().ok(), Some(value));
}

fn bytes<T: Serialize + ?Sized>(value: &T) -> Vec<u8> {
    let mut bytes = Vec::new();
    msgpack::encode_into(&mut bytes, value).unwrap();
    bytes
}

#[test]
fn of_rust() {
    round(&Duration::from_millis(1500));
    round(&Some(Duration::ZERO));
    round(&PathBuf::from("/tmp/x"));
    round(&vec![(PathBuf::from("a"), SystemTime::UNIX_EPOCH)]);
}

#[test]
fn every_way_to_hold_one() {
    let path = PathBuf::from("a");
    let expected = bytes(&path);
    assert_eq!(expected[5], wire::STANDARD.cast_unsigned());
    assert_eq!(bytes(&&path), expected);
    assert_eq!(bytes(&&&path), expected);
    assert_eq!(bytes(&Box::new(path.clone())), expected);
    assert_eq!(bytes(&Rc::new(path.clone())), expected);
    assert_eq!(bytes(&path.clone().into_boxed_path()), expected);
    assert_eq!(bytes(&std::borrow::Cow::Borrowed(path.as_path())), expected);
    assert_eq!(bytes(path.as_path()), expected);
    let path: &Path = &path;
    assert_eq!(bytes(&path), expected);
    assert_eq!(bytes(&&path), expected);
}

#[test]
fn malformed() {
    for payload in [&[0xc7, 0, 10][..], &[0xc7, 2, 10, 4, 1], &[0xc7, 1, 10, 99]] {
        assert!(msgpack::decode::<Duration>(payload).is_err(), "{payload:?}");
        assert!(msgpack::decode::<PathBuf>(payload).is_err(), "{payload:?}");
        assert!(msgpack::decode::<Value>(payload).is_err(), "{payload:?}");
    }
}
