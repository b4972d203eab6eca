//! How deeply values may nest, in both directions.

use std::thread;

use gopylink_abi::failure::FailureKind;
use gopylink_abi::wire::MAX_DEPTH;
use serde::{Deserialize, Serialize};

use super::{decode, encode};
use crate::codec::msgpack;
use crate::value::Value;

#[derive(Debug, Serialize, Deserialize)]
struct Node {
    next: Option<Box<Node>>,
}

#[derive(Debug, Serialize, Deserialize)]
struct Tree(Vec<Tree>);

/// Runs with the stack that such depths need where nothing is optimised.
fn with_stack(test: impl FnOnce() + Send + 'static) {
    thread::Builder::new().stack_size(64 << 20).spawn(test).unwrap().join().unwrap();
}

fn lists(depth: usize) -> Value {
    (1..depth).fold(Value::List(Vec::new()), |inner, _| Value::List(vec![inner]))
}

fn nodes(depth: usize) -> Node {
    (1..depth).fold(Node { next: None }, |inner, _| Node { next: Some(Box::new(inner)) })
}

fn trees(depth: usize) -> Tree {
    (1..depth).fold(Tree(Vec::new()), |inner, _| Tree(vec![inner]))
}

/// The bytes of nested lists, deeper than the encoder makes them.
fn list_bytes(depth: usize) -> Vec<u8> {
    let mut bytes = vec![0x91; depth - 1];
    bytes.push(0x90);
    bytes
}

const TEXT: &str = "[0][0][0][0][0][0][0][0]…: nested deeper than 1024 levels, or contains itself";

#[test]
fn the_deepest_value_crosses() {
    with_stack(|| {
        let value = lists(MAX_DEPTH);
        assert_eq!(decode::<Value>(&encode(&value).unwrap()).unwrap(), value);
        decode::<Node>(&encode(&nodes(MAX_DEPTH)).unwrap()).unwrap();
        decode::<Tree>(&encode(&trees(MAX_DEPTH)).unwrap()).unwrap();
    });
}

#[test]
fn a_deeper_value_is_refused() {
    with_stack(|| {
        let error = encode(&lists(MAX_DEPTH + 1)).unwrap_err();
        assert_eq!((error.kind(), error.to_string()), (FailureKind::Recursion, TEXT.to_owned()));
        assert_eq!(encode(&trees(MAX_DEPTH + 1)).unwrap_err().to_string(), TEXT);
        assert_eq!(encode(&nodes(MAX_DEPTH + 1)).unwrap_err().kind(), FailureKind::Recursion);
        for depth in [MAX_DEPTH + 1, 2 * MAX_DEPTH] {
            let error = decode::<Value>(&list_bytes(depth)).unwrap_err();
            assert_eq!((error.kind(), error.to_string()), (FailureKind::Recursion, TEXT.to_owned()));
            let error = decode::<Tree>(&list_bytes(depth)).err().unwrap();
            assert_eq!((error.kind(), error.to_string()), (FailureKind::Recursion, TEXT.to_owned()));
        }
    });
}

#[test]
fn depth_is_not_used_up_by_what_is_beside() {
    let wide = Value::List((0..3 * MAX_DEPTH).map(|_| lists(2)).collect());
    let dicts = Value::Dict((0..3 * MAX_DEPTH).map(|key| (key.into(), wide_set())).collect());
    for value in [wide, dicts] {
        assert_eq!(decode::<Value>(&encode(&value).unwrap()).unwrap(), value);
    }
}

fn wide_set() -> Value {
    Value::Set(vec![Value::Tuple(vec![lists(1)])])
}

#[test]
fn skipped_values_may_be_of_any_depth() {
    msgpack::decode::<serde::de::IgnoredAny>(&list_bytes(100_000)).unwrap();
}
