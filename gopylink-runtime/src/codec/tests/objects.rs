//! What is particular to making objects: places that need a hash, several numbers at once, and nothing left behind.

use std::collections::{BTreeMap, BTreeSet};
use std::panic::{self, AssertUnwindSafe};

use gopylink_abi::failure::FailureKind;
use serde::{Serialize, Serializer};

use super::{dict, encode, encoded, list, set, tuple};
use crate::codec::direct::{self, fake};
use crate::value::Value;

/// The object of a value, as Python shows it.
fn made<T: Serialize + ?Sized>(value: &T) -> String {
    encoded(value);
    fake::repr(&direct::encode(fake::objects(), value).ok().unwrap())
}

#[track_caller]
fn refused<T: Serialize + ?Sized>(value: &T) -> (FailureKind, String) {
    let error = direct::encode(fake::objects(), value).err().unwrap();
    (error.kind(), error.to_string())
}

fn mapping(key: Value, value: Value) -> Value {
    Value::Dict(vec![(key, value)])
}

#[test]
fn what_stands_in_a_set_or_as_a_key_has_a_hash() {
    let inner = list([1.into(), list([2.into()]), set([3.into(), set([4.into()])])]);
    let hashable = "(1, (2,), frozenset({3, frozenset({4})}))";
    assert_eq!(made(&set([inner.clone()])), format!("set({{{hashable}}})"));
    assert_eq!(
        made(&mapping(inner.clone(), inner)),
        format!("{{{hashable}: [1, [2], set({{3, frozenset({{4}})}})]}}")
    );
    assert_eq!(made(&BTreeSet::from([vec![1_i64, 2], vec![]])), "set({(), (1, 2)})");
    assert_eq!(made(&BTreeSet::from([[1_i64, 2]])), "set({(1, 2)})");
    assert_eq!(made(&BTreeSet::from([BTreeSet::from([1])])), "set({frozenset({1})})");
    assert_eq!(made(&BTreeMap::from([((1, vec![2_u8]), vec![vec![1.5]])])), r"{(1, b'\x02'): [[1.5]]}");
}

#[test]
fn a_dict_has_no_hash() {
    #[derive(Serialize, PartialEq, Eq, PartialOrd, Ord)]
    enum Variant {
        Unit,
        Newtype(i32),
        Tuple(i32, i32),
        Struct { a: i32 },
    }
    let text = "a dict cannot be a set element or a dict key".to_owned();
    let expected = (FailureKind::Type, text);
    assert_eq!(refused(&set([dict([])])), expected);
    assert_eq!(refused(&list([mapping(tuple([1.into(), dict([])]), 1.into())])), expected);
    for variant in [Variant::Newtype(1), Variant::Tuple(1, 2), Variant::Struct { a: 1 }] {
        assert_eq!(refused(&BTreeSet::from([variant])), expected);
    }
    assert_eq!(made(&BTreeSet::from([Variant::Unit])), "set({'Unit'})");
}

#[test]
fn what_python_takes_for_equal_is_said_of_the_whole() {
    let keys = Value::Dict(vec![(1.into(), "a".into()), (1.0.into(), "b".into())]);
    let keys = (FailureKind::Value, "two keys are equal in Python".to_owned(), keys);
    let elements = set([1.into(), true.into()]);
    let elements = (FailureKind::Value, "two elements of a set are equal in Python".to_owned(), elements);
    for (kind, text, value) in [keys, elements] {
        assert_eq!(refused(&value), (kind, text.clone()));
        assert_eq!(refused(&list([dict([("a", value.clone())])])), (kind, text.clone()));
        assert_eq!(refused(&BTreeMap::from([(1, (value.clone(),))])), (kind, text));
        encode(&value).ok();
    }
}

#[test]
fn what_python_takes_for_equal_is_said_of_all_arguments() {
    let mut made = direct::PythonArguments::new(fake::objects());
    let error = direct::encode_arguments(&(1, set([1.into(), true.into()])), &mut made).err().unwrap();
    assert_eq!(error.to_string(), " arguments: two elements of a set are equal in Python");
}

#[test]
fn numbers_come_at_once() {
    fn is_made_at_once<T: Serialize + ?Sized>(value: &T) -> String {
        fake::fail_from(1);
        let object = direct::encode(fake::objects(), value).ok().unwrap();
        fake::fail_from(usize::MAX);
        fake::repr(&object)
    }
    assert_eq!(is_made_at_once(&vec![1_i8, -2]), "[1, -2]");
    assert_eq!(is_made_at_once(&[1_u16, 2][..]), "[1, 2]");
    assert_eq!(is_made_at_once(&Box::<[i32]>::from([i32::MIN])), "[-2147483648]");
    assert_eq!(is_made_at_once(&std::borrow::Cow::<[u64]>::from(vec![u64::MAX])), "[18446744073709551615]");
    assert_eq!(is_made_at_once(&std::cell::RefCell::new(vec![1_usize])), "[1]");
    assert_eq!(is_made_at_once(&Some(vec![1.5_f32, f32::INFINITY])), "[1.5, inf]");
    assert_eq!(is_made_at_once(&Vec::<f64>::new()), "[]");
    assert_eq!(made(&vec![vec![0.5, f64::NAN], vec![-0.0]]), "[[0.5, nan], [-0.0]]");
    assert_eq!(made(&(vec![1_i64], BTreeMap::from([("a", vec![2_u32])]))), "([1], {'a': [2]})");
}

#[test]
fn nothing_is_left_behind_when_python_fails() {
    let fields =
        dict([("a", set([1.into(), tuple([2.into()])])), ("b", list(["c".into(), b"d".to_vec().into()]))]);
    let value =
        (mapping(tuple([1.into()]), fields), BTreeMap::from([(1, Some(Variant::Of(1, 2)))]), vec![1_i64]);
    let mut failures = 0;
    loop {
        let alive = fake::alive();
        fake::fail_from(failures);
        let made = direct::encode(fake::objects(), &value);
        fake::fail_from(usize::MAX);
        match made {
            Ok(_) => break,
            Err(error) => {
                assert_eq!(error.kind(), FailureKind::Python);
                drop(error);
                // The exception stays: without a host, there is nobody to give it back to.
                assert_eq!(fake::alive(), alive + 1, "after {failures} objects");
            }
        }
        failures += 1;
    }
    assert!(failures > 20, "{failures}");
}

#[derive(Serialize)]
enum Variant {
    Of(i32, i32),
}

#[test]
fn nothing_is_left_behind_by_a_panic() {
    struct Panics;
    impl Serialize for Panics {
        fn serialize<S: Serializer>(&self, _: S) -> Result<S::Ok, S::Error> {
            panic!("as it must");
        }
    }
    let alive = fake::alive();
    let value = BTreeMap::from([((1, vec![2_i64]), (vec![1], [Some("text")], vec![Panics]))]);
    let outcome = panic::catch_unwind(AssertUnwindSafe(|| direct::encode(fake::objects(), &value).is_ok()));
    assert!(outcome.is_err());
    assert_eq!(fake::alive(), alive);
}
