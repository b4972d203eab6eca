//! The text and kind of each error.

use std::collections::{BTreeMap, BTreeSet};

use gopylink_abi::failure::FailureKind;
use gopylink_abi::wire;
use serde::Deserialize;
use serde::de::{MapAccess, SeqAccess, Visitor};

use super::{
    decode, dict, encoded, enum_member, extension, list, opaque, refusal, refused, set, tuple, type_error,
};
use crate::value::Value;

fn overflow(text: &str) -> (FailureKind, String) {
    (FailureKind::Overflow, text.to_owned())
}

fn value_error(text: &str) -> (FailureKind, String) {
    (FailureKind::Value, text.to_owned())
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "only read into")]
struct Point {
    x: i32,
    y: i32,
}

#[derive(Debug, Deserialize)]
#[expect(dead_code, reason = "only read into")]
enum Color {
    Red,
    Green,
    Mixed(i32),
    Rgb(u8, u8, u8),
    Named { name: String },
}

#[derive(Debug, Deserialize)]
enum Two {
    Red,
    Green,
}

#[test]
fn the_words_for_what_is_expected() {
    let python = || Value::Set(Vec::new());
    assert_eq!(refused::<i64>(python()), type_error("expected int (i64), got set"));
    assert_eq!(refused::<u128>(python()), type_error("expected int (u128), got set"));
    assert_eq!(refused::<usize>(python()), type_error("expected int (usize), got set"));
    assert_eq!(refused::<isize>(python()), type_error("expected int (isize), got set"));
    assert_eq!(refused::<f32>(python()), type_error("expected float (f32), got set"));
    assert_eq!(refused::<f64>(python()), type_error("expected float (f64), got set"));
    assert_eq!(refused::<bool>(python()), type_error("expected bool, got set"));
    assert_eq!(refused::<String>(python()), type_error("expected str, got set"));
    assert_eq!(refused::<char>(python()), type_error("expected str of one character, got set"));
    assert_eq!(refused::<Vec<u8>>(python()), type_error("expected bytes, got set"));
    assert_eq!(refused::<[u8; 3]>(python()), type_error("expected bytes of length 3, got set"));
    assert_eq!(refused::<Vec<i32>>(python()), type_error("expected list, got set"));
    assert_eq!(refused::<[i32; 3]>(python()), type_error("expected list of length 3, got set"));
    assert_eq!(refused::<BTreeSet<i32>>(list([])), type_error("expected set, got list"));
    assert_eq!(refused::<(i32, i32)>(python()), type_error("expected tuple of length 2, got set"));
    assert_eq!(refused::<BTreeMap<i32, i32>>(python()), type_error("expected dict, got set"));
    assert_eq!(refused::<Point>(python()), type_error("expected dict (Point), got set"));
    assert_eq!(refused::<Color>(python()), type_error("expected str or dict (Color), got set"));
    assert_eq!(refused::<()>(python()), type_error("expected None, got set"));
}

#[test]
fn the_words_for_what_is_found() {
    let text = |word| type_error(&format!("expected int (i8), got {word}"));
    assert_eq!(refused::<i8>(()), text("None"));
    assert_eq!(refused::<i8>(true), text("bool"));
    assert_eq!(refused::<i8>(1.5), text("float"));
    assert_eq!(refused::<i8>("a"), text("str"));
    assert_eq!(refused::<i8>(vec![1_u8]), text("bytes"));
    assert_eq!(refused::<i8>(list([])), text("list"));
    assert_eq!(refused::<i8>(tuple([])), text("tuple"));
    assert_eq!(refused::<i8>(set([])), text("set"));
    assert_eq!(refused::<i8>(dict([])), text("dict"));
    assert_eq!(refusal::<i8>(&enum_member("RED", "red")), text("enum"));
    assert_eq!(refusal::<i8>(&opaque("Foo")), text("Foo"));
    assert_eq!(refused::<String>(1), type_error("expected str, got int"));
    assert_eq!(refused::<String>(u128::MAX), type_error("expected str, got int"));
    assert_eq!(refusal::<Vec<i32>>(&enum_member("RED", 1)), type_error("expected list, got enum"));
    let inside = enum_member("RED", list(["a".into()]));
    assert_eq!(refusal::<Vec<i32>>(&inside), type_error("[0]: expected int (i32), got str"));
}

#[test]
fn ranges() {
    assert_eq!(refused::<i8>(300), overflow("300 is out of range for i8"));
    assert_eq!(refused::<u8>(-1), overflow("-1 is out of range for u8"));
    assert_eq!(refused::<usize>(-1), overflow("-1 is out of range for usize"));
    assert_eq!(refused::<i64>(u64::MAX), overflow("18446744073709551615 is out of range for i64"));
    assert_eq!(refused::<u64>(1_i128 << 64), overflow("18446744073709551616 is out of range for u64"));
    let most = "340282366920938463463374607431768211455";
    assert_eq!(refused::<i128>(u128::MAX), overflow(&format!("{most} is out of range for i128")));
    let least = "-170141183460469231731687303715884105728";
    assert_eq!(refused::<u128>(i128::MIN), overflow(&format!("{least} is out of range for u128")));
    assert_eq!(refused::<f32>(1e300), overflow("1e300 is out of range for f32"));
}

#[test]
fn ints_beyond_128_bits() {
    // 2^199 has 200 bits; as a negative number it needs no byte for the sign.
    let mut payload = vec![0; 25];
    payload[24] = 0x80;
    let negative = extension(wire::INT, &payload);
    payload.push(0);
    let positive = extension(wire::INT, &payload);
    for bytes in [&positive, &negative] {
        assert_eq!(refusal::<i64>(bytes), overflow("an int of 200 bits is out of range for i64"));
        assert_eq!(refusal::<f32>(bytes), overflow("an int of 200 bits is out of range for f32"));
    }
    assert_eq!(refusal::<u128>(&positive), overflow("an int of 200 bits is out of range for u128"));
    assert_eq!(refusal::<Value>(&positive), overflow("an int of 200 bits is out of range for u128"));
    assert_eq!(refusal::<Value>(&negative), overflow("an int of 200 bits is out of range for i128"));
    let two_to_128 = extension(wire::INT, &[&[0; 16][..], &[1]].concat());
    assert_eq!(refusal::<u128>(&two_to_128), overflow("an int of 129 bits is out of range for u128"));
    // The first int below those of an i128, which has no byte for the sign to spare either.
    let below = extension(wire::INT, &[&[255; 15][..], &[127, 255]].concat());
    assert_eq!(refusal::<i128>(&below), overflow("an int of 128 bits is out of range for i128"));
    let two_to_1024 = extension(wire::INT, &[&[0; 128][..], &[1]].concat());
    assert_eq!(refusal::<f64>(&two_to_1024), overflow("an int of 1025 bits is out of range for f64"));
}

#[test]
fn lengths() {
    let three = || list([1.into(), 2.into(), 3.into()]);
    assert_eq!(refused::<(i32, i32)>(three()), type_error("expected tuple of length 2, got length 3"));
    assert_eq!(refused::<[i32; 2]>(three()), type_error("expected list of length 2, got length 3"));
    assert_eq!(refused::<[u8; 2]>(three()), type_error("expected bytes of length 2, got length 3"));
    assert_eq!(refused::<[u8; 4]>(vec![1_u8]), type_error("expected bytes of length 4, got length 1"));
    assert_eq!(refused::<char>("ab"), type_error("expected str of one character, got str of length 2"));
    assert_eq!(refused::<char>(""), type_error("expected str of one character, got str of length 0"));
}

#[test]
fn keys_of_structs() {
    assert_eq!(refused::<Point>(dict([("x", 1.into())])), type_error("missing key 'y'"));
    let unknown = dict([("x", 1.into()), ("z", 1.into())]);
    assert_eq!(refused::<Point>(unknown), type_error("unknown key 'z', expected 'x' or 'y'"));
    let twice = dict([("x", 1.into()), ("x", 1.into())]);
    assert_eq!(refused::<Point>(twice), type_error("duplicate key 'x'"));
    let number = Value::Dict(vec![(0.into(), 1.into())]);
    assert_eq!(refused::<Point>(number), type_error(" key: expected str, got int"));
}

#[test]
fn variants() {
    assert_eq!(refused::<Two>("Purple"), type_error("unknown variant 'Purple', expected 'Red' or 'Green'"));
    let text = "unknown variant 'x', expected 'Red', 'Green', 'Mixed', 'Rgb' or 'Named'";
    assert_eq!(refused::<Color>("x"), type_error(text));
    assert_eq!(refused::<Color>(dict([("x", 1.into())])), type_error(text));
    assert_eq!(refusal::<Color>(&enum_member("x", "y")), type_error(text));
    assert_eq!(refused::<Color>("Mixed"), type_error("expected dict (Color) for variant 'Mixed', got str"));
    let member = enum_member("Rgb", 1);
    assert_eq!(refusal::<Color>(&member), type_error("expected dict (Color) for variant 'Rgb', got enum"));
    assert_eq!(refused::<Color>(dict([])), type_error("expected dict of length 1, got length 0"));
    let inside = |variant, value: Value| refused::<Color>(dict([(variant, value)]));
    assert_eq!(inside("Red", 1.into()), type_error("['Red']: expected None, got int"));
    assert_eq!(inside("Mixed", "a".into()), type_error("['Mixed']: expected int (i32), got str"));
    assert_eq!(inside("Rgb", 1.into()), type_error("['Rgb']: expected tuple of length 3, got int"));
    assert_eq!(inside("Named", 1.into()), type_error("['Named']: expected dict (Named), got int"));
    let name = dict([("name", 1.into())]);
    assert_eq!(inside("Named", name), type_error("['Named']['name']: expected str, got int"));
    let number = Value::Dict(vec![(0.into(), 1.into())]);
    assert_eq!(refused::<Color>(number), type_error(" key: expected str, got int"));
}

#[test]
fn objects_that_cannot_cross() {
    assert_eq!(refusal::<Value>(&opaque("Foo")), type_error("expected plain data, got Foo"));
    let inside = [&[0x91][..], &opaque("app.Foo")].concat();
    assert_eq!(refusal::<Value>(&inside), type_error("[0]: expected plain data, got app.Foo"));
    let remedy =
        "a dict will do, or an instance of a dataclass, NamedTuple, attrs, msgspec or pydantic class";
    let no_record = type_error(&format!("expected dict (Point), got Foo; {remedy}"));
    assert_eq!(refusal::<Point>(&opaque("Foo")), no_record);
    assert_eq!(refusal::<Option<i32>>(&opaque("Foo")), type_error("expected int (i32), got Foo"));
}

#[test]
fn errors_that_types_make_themselves() {
    let port = refused::<std::net::IpAddr>("x");
    assert_eq!(port, value_error("invalid IP address syntax"));
    assert_eq!(refused::<std::num::NonZero<u8>>(0), value_error("expected a nonzero u8, got 0"));
    assert_eq!(refused::<std::num::NonZero<u8>>("a"), type_error("expected int (u8), got str"));
}

/// Reads at most one element of a sequence or dict, and no number.
#[derive(Debug)]
struct First;

impl<'de> Deserialize<'de> for First {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Self)
    }
}

impl<'de> Visitor<'de> for First {
    type Value = Self;

    fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("a map")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut sequence: A) -> Result<Self, A::Error> {
        sequence.next_element::<i32>().map(|_| self)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self, A::Error> {
        map.next_entry::<String, i32>().map(|_| self)
    }
}

#[test]
fn visitors_that_do_not_take_what_is_there() {
    let two = || list([1.into(), 2.into()]);
    assert_eq!(refused::<First>(two()), type_error("expected list of length 1, got length 2"));
    let text = type_error("['a']: expected list of length 1, got length 2");
    assert_eq!(refused::<BTreeMap<String, First>>(dict([("a", two())])), text);
    let map = dict([("a", 1.into()), ("b", 2.into())]);
    assert_eq!(refused::<First>(map), type_error("expected dict of length 1, got length 2"));
    assert_eq!(refused::<First>(1), type_error("expected dict, got int"));
    assert_eq!(refused::<First>(1_i128 << 64), type_error("expected dict, got int"));
    assert_eq!(refused::<First>(()), type_error("expected dict, got None"));
    assert_eq!(refused::<First>("a"), type_error("expected dict, got str"));
}

/// Errors that serde's own code makes where the decoder cannot: from values that are buffered first.
#[test]
fn errors_of_buffered_values() {
    #[derive(Debug, Deserialize)]
    #[expect(dead_code, reason = "only read into")]
    struct Outer {
        #[serde(flatten)]
        inner: Inner,
    }
    #[derive(Debug, Default, Deserialize)]
    #[serde(default)]
    struct Inner {
        small: i8,
        flag: bool,
        text: String,
        float: f64,
        numbers: Vec<i32>,
        pair: (i32, i32),
        array: [i32; 2],
        map: BTreeMap<String, i32>,
        unit: (),
        one: Option<Two>,
        character: char,
    }
    let field = |name, value: Value| refused::<Outer>(dict([(name, value)]));
    assert_eq!(field("small", "a".into()), type_error("expected int (i8), got str"));
    assert_eq!(field("small", 300.into()), overflow("300 is out of range for i8"));
    assert_eq!(field("small", (-300).into()), overflow("-300 is out of range for i8"));
    assert_eq!(field("small", 1.5.into()), type_error("expected int (i8), got float"));
    assert_eq!(field("flag", 1.into()), type_error("expected bool, got int"));
    assert_eq!(field("text", 1.into()), type_error("expected str, got int"));
    assert_eq!(field("float", "a".into()), type_error("expected float (f64), got str"));
    assert_eq!(field("numbers", dict([])), type_error("expected list, got dict"));
    assert_eq!(field("pair", 1.into()), type_error("expected tuple of length 2, got int"));
    assert_eq!(field("pair", list([1.into()])), type_error("expected tuple of length 2, got length 1"));
    assert_eq!(field("array", list([1.into()])), type_error("expected list of length 2, got length 1"));
    assert_eq!(field("map", list([])), type_error("expected dict, got list"));
    assert_eq!(field("unit", 1.into()), type_error("expected None, got int"));
    assert_eq!(field("character", 1.into()), type_error("expected str of one character, got int"));
    let wide = "['small']: 18446744073709551616 is out of range for u64";
    assert_eq!(field("small", (1_i128 << 64).into()), overflow(wide));
    let wide = "['small']: -9223372036854775809 is out of range for i64";
    assert_eq!(field("small", (i128::from(i64::MIN) - 1).into()), overflow(wide));
    let text = "unknown variant 'Blue', expected 'Red' or 'Green'";
    assert_eq!(field("one", "Blue".into()), type_error(text));
}

#[test]
fn left_over_bytes_are_a_fault_of_the_boundary() {
    let error = decode::<i32>(&[1, 2]).unwrap_err();
    assert_eq!(
        (error.kind(), error.message()),
        (FailureKind::Internal, "malformed msgpack: bytes are left over")
    );
    assert_eq!(format!("{error:?}"), "Internal(malformed msgpack: bytes are left over)");
    assert_eq!(decode::<Two>(&encoded("Red")).map(|two| matches!(two, Two::Red)).ok(), Some(true));
}
