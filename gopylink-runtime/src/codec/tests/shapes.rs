//! Which Python type each Rust sequence becomes. The names of the types are the compiler's, so that these tests also
//! tell when a release of it spells one differently.

use std::borrow::Cow;
use std::collections::{BTreeSet, BinaryHeap, HashMap, HashSet, LinkedList, VecDeque};
use std::hash::{BuildHasherDefault, DefaultHasher};
use std::rc::Rc;
use std::sync::Arc;

use crate::codec::shape::Shape;

type Hasher = BuildHasherDefault<DefaultHasher>;
type Alias = Vec<u8>;

#[test]
fn bytes() {
    assert_eq!(Shape::of::<Vec<u8>>(), Some(Shape::Bytes));
    assert_eq!(Shape::of::<Alias>(), Some(Shape::Bytes));
    assert_eq!(Shape::of::<&Vec<u8>>(), Some(Shape::Bytes));
    assert_eq!(Shape::of::<&mut Vec<u8>>(), Some(Shape::Bytes));
    assert_eq!(Shape::of::<[u8]>(), Some(Shape::Bytes));
    assert_eq!(Shape::of::<&[u8]>(), Some(Shape::Bytes));
    assert_eq!(Shape::of::<[u8; 4]>(), Some(Shape::Bytes));
    assert_eq!(Shape::of::<[u8; 0]>(), Some(Shape::Bytes));
    assert_eq!(Shape::of::<Box<[u8]>>(), Some(Shape::Bytes));
    assert_eq!(Shape::of::<Rc<[u8; 4]>>(), Some(Shape::Bytes));
    assert_eq!(Shape::of::<Arc<Vec<u8>>>(), Some(Shape::Bytes));
    assert_eq!(Shape::of::<Cow<'static, [u8]>>(), Some(Shape::Bytes));
    assert_eq!(Shape::of::<&Box<Cow<'static, [u8; 4]>>>(), Some(Shape::Bytes));
}

#[test]
fn lists() {
    assert_eq!(Shape::of::<Vec<i8>>(), Some(Shape::List));
    assert_eq!(Shape::of::<Vec<Vec<u8>>>(), Some(Shape::List));
    assert_eq!(Shape::of::<Vec<(u8, u8)>>(), Some(Shape::List));
    assert_eq!(Shape::of::<[u16; 4]>(), Some(Shape::List));
    assert_eq!(Shape::of::<[[u8; 4]; 4]>(), Some(Shape::List));
    assert_eq!(Shape::of::<&[f64]>(), Some(Shape::List));
    assert_eq!(Shape::of::<Box<[String]>>(), Some(Shape::List));
    assert_eq!(Shape::of::<VecDeque<u8>>(), Some(Shape::List));
    assert_eq!(Shape::of::<LinkedList<u8>>(), Some(Shape::List));
    assert_eq!(Shape::of::<BinaryHeap<u8>>(), Some(Shape::List));
}

#[test]
fn sets() {
    assert_eq!(Shape::of::<HashSet<u8>>(), Some(Shape::Set));
    assert_eq!(Shape::of::<HashSet<Vec<u8>, Hasher>>(), Some(Shape::Set));
    assert_eq!(Shape::of::<BTreeSet<u8>>(), Some(Shape::Set));
    assert_eq!(Shape::of::<&Arc<BTreeSet<u8>>>(), Some(Shape::Set));
    // These crates are no dependencies; the names are those that their types have.
    assert_eq!(Shape::named("indexmap::set::IndexSet<i32>"), Some(Shape::Set));
    assert_eq!(Shape::named("&hashbrown::set::HashSet<i32>"), Some(Shape::Set));
}

#[test]
fn tuples() {
    assert_eq!(Shape::of::<(u8,)>(), Some(Shape::Tuple));
    assert_eq!(Shape::of::<(Vec<u8>, i32)>(), Some(Shape::Tuple));
    assert_eq!(Shape::of::<&Box<(u8, u8)>>(), Some(Shape::Tuple));
}

#[test]
fn others() {
    struct Vec;
    assert_eq!(Shape::of::<Vec>(), None);
    assert_eq!(Shape::of::<Option<[u8; 4]>>(), None);
    assert_eq!(Shape::of::<HashMap<u8, u8>>(), None);
    assert_eq!(Shape::of::<String>(), None);
    assert_eq!(Shape::named("[u8x::Simd; 2]"), Some(Shape::List));
    assert_eq!(Shape::named("alloc::vec::Vec<u8x::Simd>"), Some(Shape::List));
}
