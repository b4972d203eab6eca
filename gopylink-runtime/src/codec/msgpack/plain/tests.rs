use std::collections::{BTreeMap, BTreeSet};
use std::time::{Duration, UNIX_EPOCH};

use gopylink_abi::failure::FailureKind;
use gopylink_abi::manifest::{Field, Shape, TypeDefinition, TypeRef};
use serde::Serialize;

use super::*;
use crate::array::Array;
use crate::codec::msgpack;

fn encoded<T: Serialize>(value: &T) -> Vec<u8> {
    let mut bytes = Vec::new();
    msgpack::encode_into(&mut bytes, value).unwrap();
    bytes
}

fn sent<T: Serialize>(value: &T) -> Result<Vec<u8>, Error> {
    let mut output = vec![7];
    results(&encoded(value), &mut output)?;
    assert_eq!(output.remove(0), 7);
    Ok(output)
}

fn refused<T: Serialize>(value: &T) -> (FailureKind, String) {
    let error = sent(value).unwrap_err();
    (error.kind(), error.message().to_owned())
}

fn came(mut values: &[u8]) -> Result<Vec<u8>, Error> {
    let mut output = Vec::new();
    while !values.is_empty() {
        incoming(&mut values, &mut output)?;
    }
    Ok(output)
}

#[test]
fn plain_values_go_as_they_are() {
    for value in [encoded(&vec![1_i64, -500, 70_000]), encoded(&"text"), encoded(&None::<i64>), encoded(&1.5)]
    {
        let mut output = Vec::new();
        results(&value, &mut output).unwrap();
        assert_eq!(output, value);
        assert_eq!(came(&value).unwrap(), value);
    }
}

#[test]
fn a_tuple_is_several_values() {
    assert_eq!(sent(&(1, "a")).unwrap(), b"\x01\xa1a");
    assert_eq!(sent(&(1, (2, 3))).unwrap(), b"\x01\x92\x02\x03");
    assert_eq!(sent(&vec![(1, 2)]).unwrap(), b"\x91\x92\x01\x02");
}

#[test]
fn sets_are_arrays() {
    assert_eq!(sent(&BTreeSet::from([1, 2])).unwrap(), b"\x92\x01\x02");
    let nested = BTreeMap::from([("a", vec![BTreeSet::from([(1, BTreeSet::from([2]))])])]);
    assert_eq!(sent(&nested).unwrap(), b"\x81\xa1a\x91\x91\x92\x01\x91\x02");
}

#[test]
fn arrays_are_lists_or_bytes() {
    assert_eq!(sent(&Array::from(vec![1_i32, -2])).unwrap(), b"\x92\x01\xfe");
    assert_eq!(sent(&Array::from(vec![1_u8, 200])).unwrap(), b"\xc4\x02\x01\xc8");
    assert_eq!(sent(&vec![Array::from(Vec::<f64>::new())]).unwrap(), b"\x91\x90");
}

#[test]
fn points_in_time_are_timestamps() {
    let after = |seconds, nanoseconds| UNIX_EPOCH + Duration::new(seconds, nanoseconds);
    let cases = [
        (after(5, 0), b"\xd6\xff\0\0\0\x05".to_vec()),
        (after(5, 1000), b"\xd7\xff\0\0\x0f\xa0\0\0\0\x05".to_vec()),
        (after(1 << 34, 1000), b"\xc7\x0c\xff\0\0\x03\xe8\0\0\0\x04\0\0\0\0".to_vec()),
    ];
    for (time, expected) in cases {
        assert_eq!(sent(&time).unwrap(), expected);
        assert_eq!(msgpack::decode::<std::time::SystemTime>(&came(&expected).unwrap()).unwrap(), time);
    }
}

#[test]
fn what_clients_cannot_read_is_refused() {
    assert_eq!(refused(&u128::MAX).0, FailureKind::Overflow);
    assert_eq!(refused(&Duration::from_secs(1)).0, FailureKind::Type);
    let (kind, message) = refused(&BTreeMap::from([((1, 2), 3)]));
    assert_eq!(kind, FailureKind::Type);
    assert!(message.contains("keys are tuples"), "{message}");
    assert_eq!(refused(&vec![BTreeMap::from([(vec![1], 3)])]).0, FailureKind::Type);
    // A value beside the key may be anything.
    assert!(sent(&BTreeMap::from([(1, (2, vec![3])), (4, (5, vec![]))])).is_ok());
}

#[test]
fn extensions_do_not_come_in() {
    for kind in (i8::MIN..=i8::MAX).filter(|kind| *kind != -1) {
        for payload in [&b""[..], &[0; 20]] {
            let mut value = vec![0x91];
            encode::write_ext_meta(&mut value, payload.len().try_into().unwrap(), kind).unwrap();
            value.extend_from_slice(payload);
            let error = came(&value).unwrap_err();
            assert_eq!(
                error.message(),
                format!("expected plain data, got a msgpack extension of type {kind}")
            );
        }
    }
}

#[test]
fn malformed_timestamps_do_not_come_in() {
    for payload in [&b""[..], b"\0", &[0xff; 8], &[0xff; 12], &[0; 11], &[0; 13]] {
        let mut value = Vec::new();
        encode::write_ext_meta(&mut value, payload.len().try_into().unwrap(), -1).unwrap();
        value.extend_from_slice(payload);
        assert!(came(&value).is_err(), "{payload:?}");
    }
}

#[test]
fn truncated_values_do_not_come_in() {
    let value = encoded(&BTreeMap::from([("a", vec![Some(1.5), None])]));
    for length in 1..value.len() {
        assert!(came(&value[..length]).is_err());
    }
    assert!(came(&[0xdd, 0xff, 0xff, 0xff, 0xff]).is_err());
    assert!(came(&[0xc1]).is_err());
}

#[test]
fn deep_values_take_no_stack() {
    let mut deep = vec![0x91; 1_000_000];
    deep.push(0xc0);
    assert_eq!(came(&deep).unwrap(), deep);
    let types = Types(&[]);
    let array = TypeRef::Array("i32".into());
    shaped(&mut &deep[..], &array, types, &mut Vec::new()).unwrap();
}

fn list(item: TypeRef) -> TypeRef {
    TypeRef::List(Box::new(item))
}

fn as_shaped<'de, T: serde::Deserialize<'de>>(
    value: &impl Serialize,
    accepts: &TypeRef,
    types: Types<'_>,
    output: &'de mut Vec<u8>,
) -> Result<T, Error> {
    assert!(types.has_shapes(accepts));
    let value = encoded(value);
    let mut values = &value[..];
    shaped(&mut values, accepts, types, output)?;
    assert!(values.is_empty());
    msgpack::decode(output)
}

#[test]
fn lists_become_sets() {
    let set = TypeRef::Set(Box::new(TypeRef::Int("i64".into())));
    let types = Types(&[]);
    let output = &mut Vec::new();
    assert_eq!(as_shaped::<BTreeSet<i64>>(&[2, 1, 2], &set, types, output).unwrap(), BTreeSet::from([1, 2]));
    let output = &mut Vec::new();
    let optional = TypeRef::Optional(Box::new(set.clone()));
    assert_eq!(as_shaped::<Option<BTreeSet<i64>>>(&None::<i64>, &optional, types, output).unwrap(), None);
    let output = &mut Vec::new();
    let sets =
        as_shaped::<Vec<BTreeSet<i64>>>(&[vec![1], vec![]], &list(set.clone()), types, output).unwrap();
    assert_eq!(sets, [BTreeSet::from([1]), BTreeSet::new()]);
    let output = &mut Vec::new();
    let error = as_shaped::<BTreeSet<i64>>(&"text", &set, types, output).unwrap_err();
    assert_eq!(error.message(), "expected set, got str");
}

#[test]
fn lists_of_answers_are_read_as_sets() {
    let bytes = encoded(&vec![vec![1_i64, 2, 1], vec![]]);
    let sets = [BTreeSet::from([1, 2]), BTreeSet::new()];
    assert_eq!(msgpack::decode_plain::<Vec<BTreeSet<i64>>>(&bytes).unwrap(), sets);
    assert_eq!(msgpack::decode_plain::<Vec<Vec<i64>>>(&bytes).unwrap(), [vec![1, 2, 1], vec![]]);
    let error = msgpack::decode::<Vec<BTreeSet<i64>>>(&bytes).unwrap_err();
    assert_eq!(error.message(), "expected set, got list");
}

#[test]
fn lists_in_records_become_sets() {
    let set = TypeRef::Set(Box::new(TypeRef::Str));
    let field = |name: &str, holds| Field { name: name.to_owned(), holds, ..Field::default() };
    let tree = TypeDefinition {
        name: "Tree".to_owned(),
        shape: Shape::Record(vec![
            field("tags", set),
            field("inner", list(TypeRef::Named("Tree".to_owned()))),
        ]),
        ..TypeDefinition::default()
    };
    #[derive(Debug, PartialEq, serde::Deserialize)]
    struct Tree {
        tags: BTreeSet<String>,
        inner: Vec<Tree>,
    }
    #[derive(Serialize)]
    struct Sent {
        inner: Vec<Sent>,
        tags: Vec<&'static str>,
        more: (),
    }
    let leaf = |tags| Sent { inner: vec![], tags, more: () };
    let sent = Sent { inner: vec![leaf(vec!["a"]), leaf(vec![])], tags: vec!["b", "b"], more: () };
    let output = &mut Vec::new();
    let types = [tree];
    let tree: Tree = as_shaped(&sent, &TypeRef::Named("Tree".to_owned()), Types(&types), output).unwrap();
    assert_eq!(tree.tags, BTreeSet::from(["b".to_owned()]));
    assert_eq!(tree.inner.len(), 2);
    assert_eq!(tree.inner[0].tags, BTreeSet::from(["a".to_owned()]));
}

#[test]
fn lists_become_arrays() {
    let shape_of = |value: Vec<u8>| {
        let mut output = Vec::new();
        let array = TypeRef::Array("f32".into());
        shaped(&mut &value[..], &array, Types(&[]), &mut output).map(|()| output)
    };
    let output = shape_of(encoded(&[1.5, 2.0])).unwrap();
    let (elements, rest) = (&output[output.len() - 8..], output.len());
    assert_eq!(elements, [1.5_f32.to_ne_bytes(), 2.0_f32.to_ne_bytes()].concat());
    assert!((rest - 8).is_multiple_of(gopylink_abi::wire::ARRAY_ALIGNMENT));
    assert_eq!(shape_of(encoded(&[1e300])).unwrap_err().kind(), FailureKind::Overflow);
    // What is no array stays what it is, for the decoder to refuse.
    for other in [encoded(&"text"), encoded(&vec![vec![1], vec![]]), encoded(&[Some(1), None])] {
        assert_eq!(shape_of(other.clone()).unwrap(), other);
    }
}
