//! How values display, and how they fare in a format that is not ours.

use super::Value;

fn list<const N: usize>(elements: [Value; N]) -> Value {
    Value::List(elements.into())
}

#[test]
fn display_is_what_str_prints() {
    let display = |value: Value| value.to_string();
    assert_eq!(display(Value::None), "None");
    assert_eq!(display(true.into()), "True");
    assert_eq!(display(false.into()), "False");
    assert_eq!(display(u128::MAX.into()), "340282366920938463463374607431768211455");
    assert_eq!(display("it's\n".into()), "it's\n");
    assert_eq!(display(b"it's\0\xff\n\\".to_vec().into()), r#"b"it's\x00\xff\n\\""#);
    assert_eq!(display(b"'\"".to_vec().into()), r#"b'\'"'"#);
    assert_eq!(display(list(["a\n".into(), Value::None])), r"['a\n', None]");
    assert_eq!(display(Value::Tuple(Vec::new())), "()");
    assert_eq!(display(Value::Tuple(vec![1.into()])), "(1,)");
    assert_eq!(display(Value::Tuple(vec![1.into(), 2.into()])), "(1, 2)");
    assert_eq!(display(Value::Set(Vec::new())), "set()");
    assert_eq!(display(Value::Set(vec![1.into(), 2.into()])), "{1, 2}");
    assert_eq!(display(Value::Dict(Vec::new())), "{}");
    let entries = vec![("a".into(), 1.into()), (2.into(), list([]))];
    assert_eq!(display(Value::Dict(entries)), "{'a': 1, 2: []}");
}

#[test]
fn floats_display_as_in_python() {
    for (float, text) in [
        (0.0, "0.0"),
        (-0.0, "-0.0"),
        (1.0, "1.0"),
        (0.1, "0.1"),
        (123_456_789.125, "123456789.125"),
        (1e15, "1000000000000000.0"),
        (1e16, "1e+16"),
        (1.5e300, "1.5e+300"),
        (0.0001, "0.0001"),
        (0.000_01, "1e-05"),
        (5e-324, "5e-324"),
        (f64::INFINITY, "inf"),
        (f64::NEG_INFINITY, "-inf"),
        (f64::NAN, "nan"),
    ] {
        assert_eq!(Value::from(float).to_string(), text);
    }
}

#[test]
fn conversions() {
    assert_eq!(Value::from(()), Value::None);
    assert_eq!(Value::from(None::<i32>), Value::None);
    assert_eq!(Value::from(Some("a")), Value::Str("a".into()));
    assert_eq!(Value::from(i128::MAX as u128), Value::Int(i128::MAX));
    assert_eq!(Value::from(u128::MAX), Value::UInt(u128::MAX));
    assert_eq!(Value::from(usize::MAX), Value::from(u64::MAX));
    assert_eq!(Value::from('a'), Value::from("a"));
    assert_eq!(Value::from(0.5_f32), Value::Float(0.5));
    assert_eq!([1, 2].into_iter().collect::<Value>(), list([1.into(), 2.into()]));
    assert_eq!(Value::from(vec![1_u8]), Value::from(&[1_u8][..]));
}

#[test]
fn numbers_as_rust_numbers() {
    assert_eq!(Value::from(i64::MIN).as_i64(), Some(i64::MIN));
    assert_eq!(Value::from(u128::MAX).as_i64(), None);
    assert_eq!(Value::from(u128::MAX).as_u64(), None);
    assert_eq!(Value::from(u128::MAX).as_f64(), Some(2_f64.powi(128)));
    assert_eq!(Value::from(true).as_i64(), None);
    assert_eq!(Value::from(1.0).as_i64(), None);
}

#[test]
fn other_formats_see_plain_sequences() {
    let ours = list([
        Value::Tuple(vec![1.into(), (-1).into()]),
        Value::Set(vec!["a".into()]),
        Value::Dict(vec![("key".into(), 1.5.into()), (2.into(), Value::None)]),
        u64::MAX.into(),
        vec![1_u8].into(),
        true.into(),
    ]);
    let theirs = list([
        list([1.into(), (-1).into()]),
        list(["a".into()]),
        Value::Dict(vec![("key".into(), 1.5.into()), (2.into(), Value::None)]),
        u64::MAX.into(),
        vec![1_u8].into(),
        true.into(),
    ]);
    let bytes = rmp_serde::to_vec(&ours).unwrap();
    assert_eq!(rmp_serde::from_slice::<Value>(&bytes).unwrap(), theirs);
    assert_eq!(rmp_serde::from_slice::<Option<Value>>(&[1]).unwrap(), Some(1.into()));
}
