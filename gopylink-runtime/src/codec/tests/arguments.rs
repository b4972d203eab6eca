//! Arguments of calls in both directions.

use gopylink_abi::failure::FailureKind;
use serde::Serialize;

use super::lanes::encode_arguments;
use super::{encoded, list, set, tuple, type_error};
use crate::codec::Segment;
use crate::codec::msgpack::Arguments;
use crate::value::Value;

#[test]
fn any_sequence_is_one_plain_array() {
    assert_eq!(encode_arguments(&(1, 2)).unwrap(), [0x92, 1, 2]);
    assert_eq!(encode_arguments(&[1, 2]).unwrap(), [0x92, 1, 2]);
    assert_eq!(encode_arguments(&[1, 2][..]).unwrap(), [0x92, 1, 2]);
    assert_eq!(encode_arguments(&vec![1, 2]).unwrap(), [0x92, 1, 2]);
    assert_eq!(encode_arguments(&vec![1_u8, 2]).unwrap(), [0x92, 1, 2]);
    assert_eq!(encode_arguments(&&Box::new((1, 2))).unwrap(), [0x92, 1, 2]);
    assert_eq!(encode_arguments(&Some((1, 2))).unwrap(), [0x92, 1, 2]);
    assert_eq!(encode_arguments(&list([1.into(), 2.into()])).unwrap(), [0x92, 1, 2]);
    assert_eq!(encode_arguments(&tuple([1.into(), 2.into()])).unwrap(), [0x92, 1, 2]);
    assert_eq!(encode_arguments(&()).unwrap(), [0x90]);
    assert_eq!(encode_arguments(&Vec::<String>::new()).unwrap(), [0x90]);
    assert_eq!(encode_arguments(&(vec![1_u8],)).unwrap(), [0x91, 0xc4, 1, 1]);
    let many: Vec<_> = (0..20).collect();
    assert_eq!(encode_arguments(&many).unwrap().len(), 3 + many.len());
    let nested = encode_arguments(&((1,),)).unwrap();
    assert_eq!(nested, [&[0x91][..], &encoded(&(1,))].concat());
}

#[test]
fn anything_else_is_refused() {
    #[derive(Serialize)]
    struct Record {
        a: i32,
    }
    #[derive(Serialize)]
    enum Variant {
        A,
        B(i32),
    }
    fn refused(arguments: &impl Serialize) -> (FailureKind, String) {
        let error = encode_arguments(arguments).unwrap_err();
        (error.kind(), error.to_string())
    }
    let text = |word| type_error(&format!("arguments must be a sequence (a tuple, a Vec, ()), got {word}"));
    assert_eq!(refused(&"a"), text("str"));
    assert_eq!(refused(&1), text("int"));
    assert_eq!(refused(&1_u8), text("int"));
    assert_eq!(refused(&1.5), text("float"));
    assert_eq!(refused(&true), text("bool"));
    assert_eq!(refused(&None::<()>), text("None"));
    assert_eq!(refused(&Record { a: 1 }), text("dict"));
    assert_eq!(refused(&Variant::A), text("str"));
    assert_eq!(refused(&Variant::B(1)), text("dict"));
    assert_eq!(refused(&Value::Bytes(vec![1])), text("bytes"));
    assert_eq!(refused(&Value::Dict(Vec::new())), text("dict"));
}

#[test]
fn the_path_of_an_error_begins_with_the_index() {
    struct Broken;
    impl Serialize for Broken {
        fn serialize<S: serde::Serializer>(&self, _: S) -> Result<S::Ok, S::Error> {
            Err(serde::ser::Error::custom("broken"))
        }
    }
    let mut error = encode_arguments(&(1, vec![Broken])).unwrap_err();
    assert_eq!(error.to_string(), "[1][0]: broken");
    assert_eq!(error.take_first_segment(), Some(Segment::Index(1)));
    assert_eq!(error.to_string(), "[0]: broken");
}

#[test]
fn decoding_one_by_one() {
    let bytes = encode_arguments(&(1, "two", set([3.into()]))).unwrap();
    let mut arguments = Arguments::new(&bytes, 3).unwrap();
    assert_eq!(arguments.next::<i64>().unwrap(), 1);
    assert_eq!(arguments.next::<&str>().unwrap(), "two");
    assert_eq!(arguments.next::<std::collections::HashSet<u8>>().unwrap().len(), 1);
}

#[test]
fn wrong_counts_are_faults_of_the_boundary() {
    let bytes = encode_arguments(&(1,)).unwrap();
    let mut arguments = Arguments::new(&bytes, 1).unwrap();
    arguments.next::<i64>().unwrap();
    assert_eq!(arguments.next::<i64>().unwrap_err().kind(), FailureKind::Internal);
    let refused = Arguments::new(&bytes, 2).err().unwrap();
    let message = "1 arguments came for 2 parameters";
    assert_eq!((refused.kind(), refused.message()), (FailureKind::Internal, message));
    assert_eq!(Arguments::new(&[1], 1).err().map(|error| error.kind()), Some(FailureKind::Internal));
}

#[test]
fn arguments_that_were_left_out_are_passed_over() {
    let bytes = [0x94, 0xc7, 0, 8, 1, 0xc0, 0xc7, 0, 8];
    let mut arguments = Arguments::new(&bytes, 4).unwrap();
    assert!(arguments.pass_absent());
    assert!(!arguments.pass_absent());
    assert_eq!(arguments.next::<i64>().unwrap(), 1);
    assert!(!arguments.pass_absent(), "None is an argument");
    assert_eq!(arguments.next::<Option<i64>>().unwrap(), None);
    assert!(arguments.pass_absent());
    assert!(!arguments.pass_absent(), "there are no more");
}

#[test]
fn the_sign_of_what_was_left_out_is_no_value() {
    let mut arguments = Arguments::new(&[0x91, 0xc7, 0, 8], 1).unwrap();
    assert_eq!(arguments.next::<Value>().unwrap_err().kind(), FailureKind::Internal);
}
