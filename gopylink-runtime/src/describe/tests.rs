//! Every row of the types table, and the choice that generated code makes.

use std::borrow::Cow;
use std::cell::RefCell;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, BinaryHeap, HashMap, HashSet, LinkedList, VecDeque};
use std::ffi::CString;
use std::marker::PhantomData;
use std::net::{IpAddr, SocketAddrV6};
use std::num::{NonZeroI8, Saturating, Wrapping};
use std::rc::Rc;
use std::sync::atomic::{AtomicBool, AtomicI8};
use std::sync::{Arc, Mutex};

use gopylink_abi::manifest::TypeRef;

use super::{AnyType as _, Describe, Described, Returns};

fn int(name: &str) -> TypeRef {
    TypeRef::Int(name.to_owned())
}

fn list(of: TypeRef) -> TypeRef {
    TypeRef::List(Box::new(of))
}

fn set(of: TypeRef) -> TypeRef {
    TypeRef::Set(Box::new(of))
}

fn dict(key: TypeRef, value: TypeRef) -> TypeRef {
    TypeRef::Dict(Box::new(key), Box::new(value))
}

#[test]
fn scalars() {
    assert_eq!(i8::describe(), int("i8"));
    assert_eq!(i128::describe(), int("i128"));
    assert_eq!(u8::describe(), int("u8"));
    assert_eq!(usize::describe(), int("usize"));
    assert_eq!(f32::describe(), TypeRef::Float("f32".to_owned()));
    assert_eq!(bool::describe(), TypeRef::Bool);
    assert_eq!(<()>::describe(), TypeRef::None);
    for text in [char::describe(), str::describe(), String::describe(), Cow::<str>::describe()] {
        assert_eq!(text, TypeRef::Str);
    }
}

#[test]
fn bytes_and_lists() {
    for bytes in [
        Vec::<u8>::describe(),
        <[u8]>::describe(),
        <&[u8]>::describe(),
        <[u8; 4]>::describe(),
        Box::<[u8]>::describe(),
        Cow::<[u8]>::describe(),
    ] {
        assert_eq!(bytes, TypeRef::Bytes);
    }
    for ints in [Vec::<i8>::describe(), <[i8]>::describe(), <[i8; 2]>::describe(), VecDeque::<i8>::describe()]
    {
        assert_eq!(ints, list(int("i8")));
    }
    let array = |element: &str| TypeRef::Array(element.to_owned());
    assert_eq!(<&[i8]>::describe(), list(int("i8")));
    for slice in [<&[u8]>::describe_parameter(), <&mut [u8]>::describe_parameter()] {
        assert_eq!(slice, array("u8"));
    }
    assert_eq!(<Option<&mut [i8]>>::describe_parameter(), TypeRef::Optional(Box::new(array("i8"))));
    assert_eq!(Vec::<&[f64]>::describe_parameter(), list(array("f64")));
    assert_eq!(Vec::<Vec<u8>>::describe_parameter(), list(TypeRef::Bytes));
    assert_eq!(Vec::<u8>::describe_parameter(), TypeRef::Bytes);
    assert_eq!(VecDeque::<u8>::describe(), list(int("u8")));
    assert_eq!(Vec::<Vec<u8>>::describe(), list(TypeRef::Bytes));
    assert_eq!(Vec::<Option<u8>>::describe(), list(TypeRef::Optional(Box::new(int("u8")))));
}

#[test]
fn containers() {
    assert_eq!(HashSet::<String>::describe(), set(TypeRef::Str));
    assert_eq!(BTreeSet::<Vec<u8>>::describe(), set(TypeRef::Bytes));
    assert_eq!(HashMap::<String, i8>::describe(), dict(TypeRef::Str, int("i8")));
    assert_eq!(BTreeMap::<u8, [u8; 2]>::describe(), dict(int("u8"), TypeRef::Bytes));
    assert_eq!(<(u8, String)>::describe(), TypeRef::Tuple(vec![int("u8"), TypeRef::Str]));
    type Twelve = (u8, u8, u8, u8, u8, u8, u8, u8, u8, u8, u8, u8);
    assert_eq!(Twelve::describe(), TypeRef::Tuple(vec![int("u8"); 12]));
    for wrapped in [
        <&i8>::describe(),
        <&mut i8>::describe(),
        Box::<i8>::describe(),
        Rc::<i8>::describe(),
        Arc::<i8>::describe(),
        Cow::<i8>::describe(),
    ] {
        assert_eq!(wrapped, int("i8"));
    }
}

#[test]
fn further_types_of_the_standard_library() {
    for ints in [LinkedList::<i8>::describe(), BinaryHeap::<i8>::describe()] {
        assert_eq!(ints, list(int("i8")));
    }
    for wrapped in [
        Wrapping::<i8>::describe(),
        Saturating::<i8>::describe(),
        Reverse::<i8>::describe(),
        RefCell::<i8>::describe(),
        Mutex::<i8>::describe(),
        NonZeroI8::describe(),
        AtomicI8::describe(),
    ] {
        assert_eq!(wrapped, int("i8"));
    }
    assert_eq!(AtomicBool::describe(), TypeRef::Bool);
    assert_eq!(PhantomData::<Undescribed>::describe(), TypeRef::None);
    for text in [IpAddr::describe(), SocketAddrV6::describe(), Rc::<str>::describe(), Box::<str>::describe()]
    {
        assert_eq!(text, TypeRef::Str);
    }
    assert_eq!(CString::describe(), TypeRef::Bytes);
    type Sixteen = (u8, u8, u8, u8, u8, u8, u8, u8, u8, u8, u8, u8, u8, u8, u8, u8);
    assert_eq!(Sixteen::describe(), TypeRef::Tuple(vec![int("u8"); 16]));
}

#[derive(Clone)]
struct Undescribed;

#[test]
fn generated_code_falls_back_to_any() {
    assert_eq!(Described::<Vec<i8>>::type_ref(), list(int("i8")));
    assert_eq!(Described::<&'static str>::type_ref(), TypeRef::Str);
    assert_eq!(Described::<Undescribed>::type_ref(), TypeRef::Any);
    assert_eq!(Described::<Vec<Undescribed>>::type_ref(), TypeRef::Any);
    assert_eq!(Described::<Result<i8, String>>::type_ref(), TypeRef::Any);
    assert_eq!(Described::<[Undescribed]>::type_ref(), TypeRef::Any);
}

#[test]
fn what_a_function_returns() {
    type Aliased = Result<Vec<u8>, Undescribed>;
    assert_eq!(Returns::<i8>::type_ref(), int("i8"));
    assert_eq!(Returns::<()>::type_ref(), TypeRef::None);
    assert_eq!(Returns::<Result<i8, Undescribed>>::type_ref(), int("i8"));
    assert_eq!(Returns::<Aliased>::type_ref(), TypeRef::Bytes);
    assert_eq!(Returns::<Result<(), Box<dyn std::error::Error>>>::type_ref(), TypeRef::None);
    assert_eq!(Returns::<Undescribed>::type_ref(), TypeRef::Any);
    assert_eq!(Returns::<Result<Undescribed, String>>::type_ref(), TypeRef::Any);
    assert_eq!(Returns::<Option<Result<i8, String>>>::type_ref(), TypeRef::Any);
}
