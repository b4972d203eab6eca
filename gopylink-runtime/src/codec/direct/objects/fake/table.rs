//! The functions of the table.

use std::cell::{Cell, RefCell};
use std::ffi::c_void;
use std::ptr;
use std::rc::Rc;

use gopylink_abi::direct::{Number, Object, ObjectTable, Token, fault, token};
use gopylink_abi::layout::Slice;

use super::arrays::ARRAYS;
use super::instances::{index, make, member, opaque, place, standard};
use super::model::{Node, Reference, Slots, Thing, node};
use super::numbers::{numbers, pack};
use super::record::{instance, learn, record};

pub(super) static TABLE: ObjectTable = ObjectTable {
    size: size_of::<ObjectTable>(),
    read,
    number,
    item,
    entry,
    record,
    learn,
    pack,
    retain,
    release,
    none,
    boolean,
    signed,
    unsigned,
    big_int,
    float,
    text,
    name: text,
    bytes,
    numbers,
    list,
    tuple,
    finish,
    dict,
    insert,
    insert_named,
    set,
    add,
    freeze,
    length,
    failure,
    detach,
    attach,
    arrays: &ARRAYS,
    has_gil: true,
    instance,
    member,
    standard,
    place,
    make,
    opaque,
    index,
};

thread_local! {
    static EXCEPTION: RefCell<Option<Reference>> = const { RefCell::new(None) };
    /// How many objects may still be made.
    static LEFT: Cell<usize> = const { Cell::new(usize::MAX) };
}

/// Lets this thread make that many objects more; the next one is a `MemoryError`. Until a value is made that is not one.
pub(crate) fn fail_from(left: usize) {
    LEFT.set(left);
}

pub(super) fn raise(text: &str) {
    let exception = Thing::of(Node::Exception(text.to_owned()));
    EXCEPTION.with(|slot| assert!(slot.replace(Some(exception)).is_none(), "an exception was not taken"));
}

fn raw(thing: Reference) -> *mut Object {
    Rc::into_raw(thing).cast_mut().cast()
}

pub(super) fn made(node: Node) -> *mut Object {
    match LEFT.get() {
        0 => {
            raise("MemoryError");
            ptr::null_mut()
        }
        left => {
            LEFT.set(left.saturating_sub(usize::from(left < usize::MAX)));
            raw(Thing::of(node))
        }
    }
}

unsafe fn owned(object: *mut Object) -> Reference {
    assert!(!object.is_null(), "no object");
    // SAFETY: the caller gives a reference away.
    unsafe { Rc::from_raw(object.cast::<Thing>()) }
}

/// Fills a token in; where it needs a reference, `owned` says whether it gets one of its own.
pub(super) unsafe fn fill(object: *mut Object, token: *mut Token, owned: bool) {
    let mut filled = Token::EMPTY;
    let container = |kind, count| Token { kind, count, object, owned, ..Token::EMPTY };
    let bytes = |kind, bytes: &[u8]| Token { kind, bytes: Slice::new(bytes), object, owned, ..Token::EMPTY };
    match node(object) {
        Node::None => {}
        Node::Bool(value) => filled = Token { kind: token::BOOL, number: (*value).into(), ..filled },
        Node::Int(value) => {
            if let Ok(value) = i64::try_from(*value) {
                filled = Token { kind: token::SIGNED, number: value.cast_unsigned(), ..filled };
            } else if let Ok(value) = u64::try_from(*value) {
                filled = Token { kind: token::UNSIGNED, number: value, ..filled };
            } else {
                let big = made(Node::Big(shortest(&value.to_le_bytes(), *value < 0)));
                // SAFETY: the new object is a model's; the token gets a reference of its own.
                unsafe {
                    fill(big, token, true);
                    release(big);
                }
                return;
            }
        }
        Node::Big(value) => filled = bytes(token::BIG, value),
        Node::Float(value) => filled = Token { kind: token::FLOAT, number: value.to_bits(), ..filled },
        Node::Text(text) => filled = bytes(token::TEXT, text.as_bytes()),
        Node::Bytes(value) => filled = bytes(token::BYTES, value),
        Node::List(items) => filled = container(token::LIST, items.raw().len()),
        Node::Tuple(items) => filled = container(token::TUPLE, items.raw().len()),
        Node::Set { items, .. } => filled = container(token::SET, items.borrow().items.len()),
        Node::Dict(entries) => filled = container(token::DICT, entries.borrow().items.len()),
        Node::Pairs(items) => filled = container(token::PAIRS, items.len()),
        Node::NamedTuple(items) => filled = container(token::NAMED_TUPLE, items.len()),
        Node::Enum(items) => filled = container(token::ENUM, items.len()),
        Node::Standard(payload) => filled = bytes(token::STANDARD, payload),
        Node::Opaque(name) => filled = bytes(token::OPAQUE, name.as_bytes()),
        Node::Exception(_) => filled = bytes(token::OPAQUE, b"Exception"),
        Node::Fault(number) => {
            let exception = Thing::of(Node::Exception("UnicodeEncodeError".to_owned()));
            filled =
                Token { kind: token::FAILED, number: *number, object: raw(exception), owned: true, ..filled };
        }
    }
    if owned && filled.object == object {
        // SAFETY: the object is alive.
        unsafe { retain(object) };
    }
    // SAFETY: the token is the caller's, there to be filled in.
    unsafe { token.write(filled) }
}

/// Gives back what a token owned before it is filled in again.
unsafe fn empty(token: *mut Token) {
    // SAFETY: the token is the caller's, and so is the reference.
    unsafe {
        if (*token).owned {
            release((*token).object);
            (*token).owned = false;
        }
    }
}

fn shortest(bytes: &[u8], negative: bool) -> Vec<u8> {
    let sign = if negative { u8::MAX } else { 0 };
    let mut bytes = [bytes, &[sign]].concat();
    while bytes.len() > 1 && bytes[bytes.len() - 1] == sign && (bytes[bytes.len() - 2] ^ sign) < 0x80 {
        bytes.pop();
    }
    bytes
}

fn failed(number: u64, name: &'static str) -> Token {
    Token { kind: token::FAILED, number, bytes: Slice::new(name.as_bytes()), ..Token::EMPTY }
}

unsafe extern "C" fn number(object: *mut Object) -> Number {
    let (kind, number) = match node(object) {
        Node::Int(value) => match i64::try_from(*value) {
            Ok(value) => (token::SIGNED, value.cast_unsigned()),
            Err(_) => (token::NONE, 0),
        },
        Node::Float(value) => (token::FLOAT, value.to_bits()),
        _ => (token::NONE, 0),
    };
    Number { kind: kind.into(), number }
}

pub(super) unsafe extern "C" fn read(object: *mut Object, token: *mut Token) {
    // SAFETY: the table's contract.
    unsafe { fill(object, token, false) }
}

thread_local! {
    static ITEMS_REFUSED: Cell<bool> = const { Cell::new(false) };
}

/// Whether to panic when an item is read by itself.
pub(crate) fn refuse_items(refuse: bool) {
    ITEMS_REFUSED.set(refuse);
}

unsafe extern "C" fn item(container: *mut Object, index: usize, count: usize, token: *mut Token) {
    assert!(!ITEMS_REFUSED.get(), "an item is read by itself");
    // SAFETY: the table's contract.
    unsafe { empty(token) };
    let thing = |item: Option<&Reference>| item.map(|item| Rc::as_ptr(item).cast_mut().cast::<Object>());
    let (now, item) = match node(container) {
        Node::List(items) | Node::Tuple(items) => (items.raw().len(), items.raw().get(index).copied()),
        Node::Set { items, .. } => (items.borrow().items.len(), thing(items.borrow().items.get(index))),
        Node::Pairs(items) | Node::NamedTuple(items) => (items.len(), thing(items.get(index))),
        Node::Enum(items) => (2, thing(items.get(index))),
        _ => panic!("no container"),
    };
    // SAFETY: the table's contract.
    unsafe {
        match item.filter(|_| now == count) {
            Some(item) => fill(item, token, true),
            None => token.write(failed(fault::CHANGED, "list")),
        }
    }
}

unsafe extern "C" fn entry(
    dict: *mut Object,
    position: *mut isize,
    count: usize,
    key: *mut Token,
    value: *mut Token,
) {
    // SAFETY: the table's contract.
    unsafe {
        empty(key);
        empty(value);
    }
    let Node::Dict(entries) = node(dict) else { panic!("no dict") };
    let entries = &entries.borrow().items;
    // SAFETY: the table's contract.
    unsafe {
        let index = usize::try_from(*position).unwrap();
        match entries.get(index).filter(|_| entries.len() == count) {
            Some(entry) => {
                *position += 1;
                fill(Rc::as_ptr(&entry.0).cast_mut().cast(), key, true);
                fill(Rc::as_ptr(&entry.1).cast_mut().cast(), value, true);
            }
            None => key.write(failed(fault::CHANGED, "dict")),
        }
    }
}

unsafe extern "C" fn retain(object: *mut Object) {
    // SAFETY: the caller keeps the object alive.
    unsafe { Rc::increment_strong_count(object.cast::<Thing>()) }
}

unsafe extern "C" fn release(object: *mut Object) {
    // SAFETY: the caller gives the reference away.
    drop(unsafe { owned(object) });
}

unsafe extern "C" fn none() -> *mut Object {
    made(Node::None)
}

unsafe extern "C" fn boolean(value: bool) -> *mut Object {
    made(Node::Bool(value))
}

unsafe extern "C" fn signed(value: i64) -> *mut Object {
    made(Node::Int(value.into()))
}

unsafe extern "C" fn unsigned(value: u64) -> *mut Object {
    made(Node::Int(value.into()))
}

unsafe extern "C" fn big_int(bytes: Slice) -> *mut Object {
    // SAFETY: the bytes are lent.
    let bytes = unsafe { bytes.bytes() };
    let sign = if bytes.last().is_some_and(|&byte| byte >= 0x80) { u8::MAX } else { 0 };
    if bytes.len() > 16 {
        return made(Node::Big(bytes.to_vec()));
    }
    let mut wide = [sign; 16];
    wide[..bytes.len()].copy_from_slice(bytes);
    made(Node::Int(i128::from_le_bytes(wide)))
}

unsafe extern "C" fn float(value: f64) -> *mut Object {
    made(Node::Float(value))
}

pub(super) unsafe extern "C" fn text(text: Slice) -> *mut Object {
    // SAFETY: the text is lent.
    made(Node::Text(String::from_utf8(unsafe { text.bytes() }.to_vec()).unwrap()))
}

unsafe extern "C" fn bytes(bytes: Slice) -> *mut Object {
    // SAFETY: the bytes are lent.
    made(Node::Bytes(unsafe { bytes.bytes() }.to_vec()))
}

unsafe fn slotted(of: fn(Slots) -> Node, count: usize, items: *mut *mut *mut Object) -> *mut Object {
    let slots = Slots::new(count);
    // SAFETY: the caller passes a place for the pointer. The slice stays where it is while the object lives.
    unsafe { items.write(slots.places()) };
    made(of(slots))
}

unsafe extern "C" fn list(count: usize, items: *mut *mut *mut Object) -> *mut Object {
    // SAFETY: the table's contract.
    unsafe { slotted(Node::List, count, items) }
}

unsafe extern "C" fn tuple(count: usize, items: *mut *mut *mut Object) -> *mut Object {
    // SAFETY: the table's contract.
    unsafe { slotted(Node::Tuple, count, items) }
}

unsafe extern "C" fn finish(container: *mut Object) {
    let (Node::List(items) | Node::Tuple(items)) = node(container) else { panic!("no list or tuple") };
    assert!(items.raw().iter().all(|item| !item.is_null()), "an item was not put");
}

pub(super) unsafe extern "C" fn dict() -> *mut Object {
    made(Node::Dict(RefCell::default()))
}

unsafe extern "C" fn insert(dict: *mut Object, key: *mut Object, value: *mut Object) -> bool {
    let Node::Dict(entries) = node(dict) else { panic!("no dict") };
    // SAFETY: the references are given away.
    let (key, value) = unsafe { (owned(key), owned(value)) };
    if !key.node.is_hashable() {
        raise("TypeError: unhashable type");
        return false;
    }
    entries.borrow_mut().put(&key.clone(), (key, value));
    true
}

pub(super) unsafe extern "C" fn insert_named(dict: *mut Object, name: Slice, value: *mut Object) -> bool {
    // SAFETY: the table's contract; the reference of the value is given away in any case.
    unsafe {
        let name = text(name);
        if name.is_null() {
            release(value);
            return false;
        }
        insert(dict, name, value)
    }
}

unsafe extern "C" fn set() -> *mut Object {
    made(Node::Set { items: RefCell::default(), frozen: false })
}

unsafe extern "C" fn add(set: *mut Object, element: *mut Object) -> bool {
    let Node::Set { items, frozen: false } = node(set) else { panic!("no set") };
    // SAFETY: the reference is given away.
    let element = unsafe { owned(element) };
    if !element.node.is_hashable() {
        raise("TypeError: unhashable type");
        return false;
    }
    items.borrow_mut().put(&element.clone(), element);
    true
}

unsafe extern "C" fn freeze(set: *mut Object) -> *mut Object {
    // SAFETY: the reference is given away.
    let set = unsafe { owned(set) };
    let Node::Set { items, frozen: false } = &set.node else { panic!("no set") };
    made(Node::Set { items: RefCell::new(items.take()), frozen: true })
}

unsafe extern "C" fn length(container: *mut Object) -> usize {
    match node(container) {
        Node::Dict(entries) => entries.borrow().items.len(),
        Node::Set { items, .. } => items.borrow().items.len(),
        _ => panic!("no dict or set"),
    }
}

unsafe extern "C" fn failure(token: *mut Token) {
    let exception = EXCEPTION.with(RefCell::take).expect("nothing was raised");
    let failed = Token { object: raw(exception), owned: true, ..failed(fault::RAISED, "") };
    // SAFETY: the token is the caller's, there to be filled in.
    unsafe { token.write(failed) }
}

unsafe extern "C" fn detach() -> *mut c_void {
    ptr::null_mut()
}

unsafe extern "C" fn attach(_: *mut c_void) {}
