//! Which Python values each Rust type accepts, and which it refuses.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet, VecDeque};

use serde::Deserialize;

use super::{
    decode, dict, encoded, enum_member, extension, list, named_tuple, opaque, read, refused, set, tuple,
    type_error,
};
use crate::codec::msgpack;
use crate::value::Value;
use gopylink_abi::wire;

#[derive(Debug, PartialEq, Deserialize)]
struct Point {
    x: i32,
    y: i32,
}

#[derive(Debug, PartialEq, Deserialize)]
struct Flat {
    x: i32,
    #[serde(flatten)]
    rest: BTreeMap<String, Value>,
}

#[derive(Debug, PartialEq, Deserialize)]
struct Pair(i32, i32);

#[derive(Debug, PartialEq, Deserialize)]
enum Color {
    Red,
    #[serde(rename = "green")]
    Green,
    Mixed(Vec<u8>),
}

fn numbers() -> [Value; 2] {
    [1.into(), 2.into()]
}

#[test]
fn numbers_do_not_change_their_type() {
    assert_eq!(refused::<i64>(true), type_error("expected int (i64), got bool"));
    assert_eq!(refused::<i64>(1.0), type_error("expected int (i64), got float"));
    assert_eq!(refused::<bool>(1), type_error("expected bool, got int"));
    assert_eq!(refused::<f64>(true), type_error("expected float (f64), got bool"));
    assert_eq!(read::<f64>(3).unwrap(), 3.0);
    assert_eq!(read::<f32>(-3).unwrap(), -3.0);
    assert_eq!(read::<f64>(u128::MAX).unwrap(), 2_f64.powi(128));
    assert_eq!(decode::<f64>(&[0xca, 0x3f, 0x80, 0, 0]).unwrap(), 1.0);
}

#[test]
fn huge_ints_round_to_the_nearest_float() {
    let mut bytes = vec![0; 26];
    bytes[25] = 1;
    let two_to_200 = 2_f64.powi(200);
    assert_eq!(decode::<f64>(&extension(wire::INT, &bytes)).unwrap(), two_to_200);
    // Half of a float's last place more is a tie, which goes to the even float; any bit below breaks it.
    bytes[(200 - 53) / 8] = 1 << ((200 - 53) % 8);
    assert_eq!(decode::<f64>(&extension(wire::INT, &bytes)).unwrap(), two_to_200);
    bytes[0] = 1;
    assert_eq!(decode::<f64>(&extension(wire::INT, &bytes)).unwrap(), two_to_200 * (1.0 + f64::EPSILON));
    let negative = extension(wire::INT, &[&[0; 25][..], &[0xff]].concat());
    assert_eq!(decode::<f64>(&negative).unwrap(), -two_to_200);
}

#[test]
fn text_and_bytes_are_different() {
    assert_eq!(refused::<String>(vec![1_u8]), type_error("expected str, got bytes"));
    assert_eq!(refused::<Vec<u8>>("a"), type_error("expected bytes, got str"));
    assert_eq!(refused::<Vec<i32>>("a"), type_error("expected list, got str"));
    let bytes = encoded(&Value::from("a"));
    assert_eq!(msgpack::decode::<&[u8]>(&bytes).unwrap_err().to_string(), "expected bytes, got str");
}

#[test]
fn lists_accept_sequences() {
    for python in [list(numbers()), tuple(numbers()), vec![1_u8, 2].into()] {
        assert_eq!(read::<Vec<i32>>(python.clone()).unwrap(), [1, 2]);
        assert_eq!(read::<Vec<u8>>(python.clone()).unwrap(), [1, 2]);
        assert_eq!(read::<VecDeque<i64>>(python.clone()).unwrap(), [1, 2]);
        assert_eq!(read::<[i32; 2]>(python.clone()).unwrap(), [1, 2]);
        assert_eq!(read::<[u8; 2]>(python).unwrap(), [1, 2]);
    }
    assert_eq!(refused::<Vec<i32>>(set(numbers())), type_error("expected list, got set"));
    assert_eq!(refused::<[i32; 2]>(set(numbers())), type_error("expected list of length 2, got set"));
    assert_eq!(refused::<Vec<i32>>(dict([])), type_error("expected list, got dict"));
}

#[test]
fn sets_accept_only_sets() {
    assert_eq!(read::<HashSet<i32>>(set(numbers())).unwrap(), HashSet::from([1, 2]));
    assert_eq!(refused::<HashSet<i32>>(list(numbers())), type_error("expected set, got list"));
    assert_eq!(refused::<BTreeSet<i32>>(tuple(numbers())), type_error("expected set, got tuple"));
    assert_eq!(refused::<BTreeSet<u8>>(vec![1_u8]), type_error("expected set, got bytes"));
}

#[test]
fn tuples_accept_tuples_and_lists() {
    assert_eq!(read::<(i32, i32)>(tuple(numbers())).unwrap(), (1, 2));
    assert_eq!(read::<(i32, i32)>(list(numbers())).unwrap(), (1, 2));
    assert_eq!(read::<Pair>(list(numbers())).unwrap(), Pair(1, 2));
    assert_eq!(refused::<(u8, u8)>(vec![1_u8, 2]), type_error("expected tuple of length 2, got bytes"));
    assert_eq!(refused::<(i32, i32)>(set(numbers())), type_error("expected tuple of length 2, got set"));
    assert_eq!(refused::<Pair>("ab"), type_error("expected tuple of length 2, got str"));
}

#[test]
fn a_type_with_its_own_visitor_accepts_any_sequence() {
    #[derive(Debug)]
    struct Custom(Vec<i32>);
    impl<'de> Deserialize<'de> for Custom {
        fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
            struct Visitor;
            impl<'de> serde::de::Visitor<'de> for Visitor {
                type Value = Custom;
                fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                    formatter.write_str("a sequence")
                }
                fn visit_seq<A: serde::de::SeqAccess<'de>>(self, mut access: A) -> Result<Custom, A::Error> {
                    let mut elements = Vec::new();
                    while let Some(element) = access.next_element()? {
                        elements.push(element);
                    }
                    Ok(Custom(elements))
                }
            }
            deserializer.deserialize_seq(Visitor)
        }
    }
    for python in [list(numbers()), tuple(numbers()), set(numbers()), vec![1_u8, 2].into()] {
        assert_eq!(read::<Custom>(python).unwrap().0, [1, 2]);
    }
    assert_eq!(refused::<Custom>("ab"), type_error("expected list, got str"));
}

#[test]
fn structs_accept_dicts_and_named_tuples() {
    let fields = [("y", 2.into()), ("x", 1.into())];
    assert_eq!(read::<Point>(dict(fields.clone())).unwrap(), Point { x: 1, y: 2 });
    assert_eq!(decode::<Point>(&named_tuple(fields.clone())).unwrap(), Point { x: 1, y: 2 });
    assert_eq!(decode::<Flat>(&named_tuple(fields.clone())).unwrap().x, 1);
    assert_eq!(refused::<Point>(list(numbers())), type_error("expected dict (Point), got list"));
    assert_eq!(refused::<Point>(tuple(numbers())), type_error("expected dict (Point), got tuple"));
    assert_eq!(refused::<Point>("x"), type_error("expected dict (Point), got str"));
    assert_eq!(refused::<Flat>(list([])), type_error("expected dict, got list"));
    // To all others, a named tuple is a tuple.
    assert_eq!(decode::<Vec<i32>>(&named_tuple(fields.clone())).unwrap(), [2, 1]);
    assert_eq!(decode::<(i32, i32)>(&named_tuple(fields.clone())).unwrap(), (2, 1));
    assert_eq!(decode::<Value>(&named_tuple(fields.clone())).unwrap(), tuple([2.into(), 1.into()]));
    let error = decode::<HashMap<String, i32>>(&named_tuple(fields)).unwrap_err();
    assert_eq!(error.to_string(), "expected dict, got tuple");
}

#[test]
fn fields_that_are_not_wanted_may_be_anything() {
    let python = dict([("x", 1.into()), ("z", list([dict([("a", tuple([]))])])), ("y", 2.into())]);
    assert_eq!(read::<Point>(python).unwrap(), Point { x: 1, y: 2 });
    let mut bytes = vec![0x83];
    for (name, value) in [("x", vec![1]), ("z", opaque("Foo")), ("y", vec![2])] {
        bytes.extend(encoded(name));
        bytes.extend(value);
    }
    assert_eq!(decode::<Point>(&bytes).unwrap(), Point { x: 1, y: 2 });
}

#[test]
fn none_is_only_for_options_and_units() {
    assert_eq!(read::<Option<i32>>(()).unwrap(), None);
    assert_eq!(read::<Option<i32>>(1).unwrap(), Some(1));
    read::<()>(()).unwrap();
    assert_eq!(refused::<i32>(()), type_error("expected int (i32), got None"));
    assert_eq!(refused::<String>(()), type_error("expected str, got None"));
    assert_eq!(refused::<Vec<u8>>(()), type_error("expected bytes, got None"));
    assert_eq!(refused::<Point>(()), type_error("expected dict (Point), got None"));
    assert_eq!(refused::<Color>(()), type_error("expected str or dict (Color), got None"));
    assert_eq!(refused::<()>(0), type_error("expected None, got int"));
}

#[test]
fn enums_accept_text_dicts_and_enum_members() {
    assert_eq!(read::<Color>("Red").unwrap(), Color::Red);
    assert_eq!(read::<Color>("green").unwrap(), Color::Green);
    assert_eq!(read::<Color>(dict([("Red", ().into())])).unwrap(), Color::Red);
    assert_eq!(read::<Color>(dict([("Mixed", vec![1_u8].into())])).unwrap(), Color::Mixed(vec![1]));
    for (name, value) in
        [("Red", Value::from(1)), ("Red", "other".into()), ("RED", "Red".into()), ("Red", list([1.into()]))]
    {
        assert_eq!(decode::<Color>(&enum_member(name, value)).unwrap(), Color::Red);
    }
    assert_eq!(decode::<Color>(&enum_member("GREEN", "green")).unwrap(), Color::Green);
}

#[test]
fn enum_members_stand_for_their_value() {
    assert_eq!(decode::<String>(&enum_member("RED", "red")).unwrap(), "red");
    assert_eq!(decode::<i8>(&enum_member("RED", 3)).unwrap(), 3);
    assert_eq!(decode::<u128>(&enum_member("RED", u128::MAX)).unwrap(), u128::MAX);
    assert_eq!(decode::<f32>(&enum_member("RED", 1.5)).unwrap(), 1.5);
    assert!(decode::<bool>(&enum_member("RED", true)).unwrap());
    assert_eq!(decode::<char>(&enum_member("RED", "r")).unwrap(), 'r');
    assert_eq!(msgpack::decode::<&[u8]>(&enum_member("RED", vec![1_u8])).unwrap(), [1]);
    assert_eq!(decode::<Vec<u8>>(&enum_member("RED", vec![1_u8])).unwrap(), [1]);
    assert_eq!(decode::<(i32, i32)>(&enum_member("RED", tuple(numbers()))).unwrap(), (1, 2));
    assert_eq!(decode::<Value>(&enum_member("RED", tuple(numbers()))).unwrap(), tuple(numbers()));
    let map = dict([("x", 1.into()), ("y", 2.into())]);
    assert_eq!(decode::<Point>(&enum_member("RED", map)).unwrap(), Point { x: 1, y: 2 });
    decode::<()>(&enum_member("NONE", ())).unwrap();
    let keys = [&[0x81][..], &enum_member("A", "a"), &[1]].concat();
    assert_eq!(decode::<HashMap<String, i32>>(&keys).unwrap(), HashMap::from([("a".to_owned(), 1)]));
}
