//! Dicts of known names, and instances of classes.

use std::cell::RefCell;
use std::collections::HashMap;
use std::ffi::c_void;
use std::rc::Rc;
use std::slice;

use gopylink_abi::direct::{FIELDS, Object, Token, record};
use gopylink_abi::layout::Slice;

use super::model::{Node, node};
use super::table::{dict, fill, insert_named};

thread_local! {
    static LEARNT: RefCell<HashMap<usize, Vec<String>>> = RefCell::default();
}

pub(super) unsafe extern "C" fn learn(names: *const c_void, texts: *const Slice, count: usize) {
    assert!(count <= FIELDS, "too many names");
    // SAFETY: the caller lends so many texts.
    let texts = unsafe { slice::from_raw_parts(texts, count) }.iter();
    // SAFETY: as above.
    let texts = texts.map(|text| String::from_utf8(unsafe { text.bytes() }.to_vec()).unwrap());
    LEARNT.with_borrow_mut(|learnt| learnt.insert(names.addr(), texts.collect()));
}

pub(super) unsafe extern "C" fn record(
    dict: *mut Object,
    names: *const c_void,
    count: usize,
    tokens: *mut Token,
    stride: usize,
) -> u32 {
    let Some(names) = LEARNT.with_borrow(|learnt| learnt.get(&names.addr()).cloned()) else {
        return record::UNKNOWN;
    };
    let Node::Dict(entries) = node(dict) else { return record::OTHER };
    let entries = &entries.borrow().items;
    if names.len() != count || entries.len() != count {
        return record::OTHER;
    }
    let mut outcome = record::SCALARS;
    for (index, (name, (key, value))) in names.iter().zip(entries).enumerate() {
        match &value.node {
            _ if !matches!(&key.node, Node::Text(key) if key == name) => return record::OTHER,
            Node::List(_) | Node::Tuple(_) | Node::Dict(_) => outcome = record::CONTAINERS,
            Node::Pairs(_) | Node::NamedTuple(_) | Node::Enum(_) | Node::Set { .. } => return record::OTHER,
            _ => {}
        }
        // SAFETY: there are so many tokens, so far apart, which own nothing.
        unsafe { fill(Rc::as_ptr(value).cast_mut().cast(), tokens.byte_add(index * stride), true) }
    }
    outcome
}

/// The model has no classes: fields are a dict.
pub(super) unsafe extern "C" fn instance(
    _: *const c_void,
    names: *const Slice,
    values: *const *mut Object,
    count: usize,
) -> *mut Object {
    // SAFETY: the table's contract: there are so many names and values, whose references are given away.
    unsafe {
        let fields = dict();
        for index in 0..count {
            assert!(insert_named(fields, *names.add(index), *values.add(index)), "a field was not put");
        }
        fields
    }
}
