//! Byte strings that cross in one piece, and those that must not.

use std::collections::VecDeque;
use std::fmt;
use std::marker::PhantomData;

use gopylink_abi::failure::FailureKind;
use serde::de::{Deserializer, Error as _, SeqAccess, Visitor};
use serde::{Deserialize, forward_to_deserialize_any};

use super::{encoded, read, refused};
use crate::codec::slices::{self, Numbers};
use crate::codec::{Error, bulk};

/// Gives bytes to visitors that take them in one piece, and refuses the others.
struct Piece;

impl<'de> Deserializer<'de> for Piece {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Error> {
        bulk::collected::<V>(b"abc").ok_or_else(|| Error::custom("byte by byte"))
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit unit_struct
        newtype_struct seq tuple tuple_struct map struct enum identifier ignored_any
    }
}

/// A byte string of which every byte is ASCII.
#[derive(Debug, PartialEq, Deserialize)]
struct Ascii(#[serde(deserialize_with = "ascii")] Vec<u8>);

fn ascii<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<u8>, D::Error> {
    struct VecVisitor<T>(PhantomData<T>);

    impl<'de> Visitor<'de> for VecVisitor<u8> {
        type Value = Vec<u8>;

        fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
            formatter.write_str("ASCII")
        }

        fn visit_seq<A: SeqAccess<'de>>(self, mut bytes: A) -> Result<Vec<u8>, A::Error> {
            let mut value = Vec::new();
            while let Some(byte) = bytes.next_element::<u8>()? {
                if !byte.is_ascii() {
                    return Err(A::Error::custom("not ASCII"));
                }
                value.push(byte);
            }
            Ok(value)
        }
    }

    deserializer.deserialize_seq(VecVisitor(PhantomData))
}

// The name of serde's visitor is the compiler's, of a type that is serde's own affair: this also tells when a release of
// one of the two changes it.
#[test]
fn read_in_one_piece() {
    assert_eq!(Vec::<u8>::deserialize(Piece).unwrap(), b"abc");
    assert_eq!(*Box::<[u8]>::deserialize(Piece).unwrap(), *b"abc");
}

#[test]
fn a_visitor_of_its_own_sees_the_bytes() {
    assert_eq!(read::<Ascii>(b"abc".to_vec()).unwrap(), Ascii(b"abc".to_vec()));
    assert_eq!(refused::<Ascii>(b"ab\xff".to_vec()), (FailureKind::Value, "not ASCII".to_owned()));
}

#[test]
fn written_in_one_piece() {
    assert!(matches!(slices::numbers(&&b"abc".to_vec()), Some(Numbers::U8(b"abc"))));
    assert!(matches!(slices::numbers(&&b"abc"[..]), Some(Numbers::U8(b"abc"))));
    assert!(matches!(slices::numbers(&&vec![1_i8]), Some(Numbers::I8([1]))));
    assert!(matches!(slices::numbers(&&vec![2_isize]), Some(Numbers::Isize([2]))));
    assert!(matches!(slices::numbers(&&[1.5, 2.5][..]), Some(Numbers::F64([1.5, 2.5]))));
    assert!(slices::numbers(&vec![1_i8]).is_none());
    assert!(slices::numbers(&&[1_u8]).is_none());
    assert!(slices::numbers(&&VecDeque::from([1_i8])).is_none());
    assert!(slices::numbers(&&vec![true]).is_none());
    assert!(slices::numbers(&"abc").is_none());
}

#[test]
fn both_ways_of_writing_agree() {
    for length in [0, 1, 255, 256, 65_536] {
        let bytes = vec![0xa5_u8; length];
        assert_eq!(encoded(&bytes), encoded(&bytes[..]));
        assert_eq!(encoded(&(7, bytes.clone())), encoded(&(7, &bytes)));
        assert_eq!(encoded(&Some(bytes.clone())), encoded(&Some(&bytes)));
    }
}
