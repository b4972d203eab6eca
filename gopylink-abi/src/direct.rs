//! The direct lane: how a library reads and makes Python objects, without knowing how Python lays them out.
//!
//! A library sees an object as a pointer that only the host's functions look behind. Reading gives a [`Token`]: a
//! scalar whole, a container by its size. All functions but [`ObjectTable::attach`] are for threads that hold the GIL.

use std::ffi::c_void;
use std::ptr;

use crate::array::ArrayTable;
use crate::layout::{Details, Slice};

/// A Python object. Libraries pass pointers to it on.
#[repr(C)]
#[derive(Debug)]
pub struct Object {
    _opaque: [u8; 0],
}

/// One Python object as a library sees it.
///
/// Containers are read by [`ObjectTable::item`] and [`ObjectTable::entry`]; `object` is then what to read from, and
/// `count` how many items or entries there are. What its kind has no use for may be anything, but for `owned`, and `bytes` of
/// a container.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct Token {
    /// One of the constants of [`token`].
    pub kind: u32,
    /// Whether `object` is a reference that the reader has to give back by [`ObjectTable::release`].
    pub owned: bool,
    /// The bits of a number; a constant of [`fault`].
    pub number: u64,
    /// Text, bytes, or the name of a type. Lives as long as `object`, or as the object that was read. Of a container, null and
    /// empty.
    pub bytes: Slice,
    /// How many items or entries a container has.
    pub count: usize,
    /// What holds `bytes`, what a container is read from, or an exception.
    pub object: *mut Object,
}

impl Token {
    /// What the caller passes for the host to fill in.
    pub const EMPTY: Self = Self {
        kind: token::NONE,
        owned: false,
        number: 0,
        bytes: Slice { data: ptr::null(), len: 0 },
        count: 0,
        object: ptr::null_mut(),
    };
}

/// The number that an object simply is: small enough to be returned in registers.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct Number {
    /// [`token::SIGNED`] or [`token::FLOAT`]; [`token::NONE`] for anything that takes more to read.
    pub kind: u64,
    /// As [`Token::number`].
    pub number: u64,
}

/// What a [`Token`] stands for. The rows are those of [`wire`](crate::wire).
pub mod token {
    /// `None`.
    pub const NONE: u32 = 0;
    /// A `bool`: `number` is 0 or 1.
    pub const BOOL: u32 = 1;
    /// An `int` that `number` holds as an `i64`.
    pub const SIGNED: u32 = 2;
    /// An `int` above `i64::MAX` that `number` holds as a `u64`.
    pub const UNSIGNED: u32 = 3;
    /// Any other `int`: `bytes` is its two's complement in little-endian order, in as few bytes as hold it.
    pub const BIG: u32 = 4;
    /// A `float`: `number` holds the bits of the `f64`.
    pub const FLOAT: u32 = 5;
    /// Text: `bytes` is its UTF-8.
    pub const TEXT: u32 = 6;
    /// A byte string that never changes.
    pub const BYTES: u32 = 7;
    /// A list or another sequence: `count` items.
    pub const LIST: u32 = 8;
    /// A tuple: `count` items.
    pub const TUPLE: u32 = 9;
    /// A set or frozenset: `count` items, in the set's order.
    pub const SET: u32 = 10;
    /// A dict, read by `entry`: `count` entries.
    pub const DICT: u32 = 11;
    /// Another mapping or a record: `count` items, keys and values in turn.
    pub const PAIRS: u32 = 12;
    /// A named tuple: `count` items, names and values in turn.
    pub const NAMED_TUPLE: u32 = 13;
    /// A member of an enum: two items, its name and its value.
    pub const ENUM: u32 = 14;
    /// An object that cannot cross: `bytes` is the name of its type.
    pub const OPAQUE: u32 = 15;
    /// The object could not be read: `number` is a constant of [`fault`](super::fault).
    pub const FAILED: u32 = 16;
    /// `object` has a buffer, and is none of the types that most values have: it is still to be opened as an array, or to
    /// be read as anything else, by the functions of [`ArrayTable`](crate::array::ArrayTable).
    pub const BUFFER: u32 = 17;
    /// A date, time, decimal number, UUID or path: `bytes` is the payload of a [`Standard`](crate::standard::Standard).
    pub const STANDARD: u32 = 18;
    /// `object` is of a type that is not builtin, perhaps of a class that some library exports: it is still to be asked for
    /// its [`place`](super::ObjectTable::place), or to be read as anything else, as one with a [`BUFFER`], which may run its
    /// code.
    pub const INSTANCE: u32 = 19;
}

/// What became of an attempt to read a record.
pub mod record {
    /// It is not read: the object is no dict or instance of these names in this order, or takes more to read.
    pub const OTHER: u32 = 0;
    /// Every value is read. What becomes of the object meanwhile does not matter.
    pub const SCALARS: u32 = 1;
    /// Every value is read. To read containers among them may run code that changes the dict.
    pub const CONTAINERS: u32 = 2;
    /// It is not read: the host does not know the names.
    pub const UNKNOWN: u32 = 3;
}

/// Why an object could not be read.
pub mod fault {
    /// Python code raised `object`.
    pub const RAISED: u64 = 0;
    /// `object` is an exception that is still to say where: the `UnicodeEncodeError` about text that is not Unicode, or
    /// what the host says of an object that it cannot read.
    pub const UNPLACED: u64 = 1;
    /// The container whose item or entry was to be read, of the type that `bytes` names, changed its size: the place is
    /// the container's, not the item's.
    pub const CHANGED: u64 = 2;
    /// The object, of the type that `bytes` names, gave fewer items than its length: it changed its size while it was
    /// read, too.
    pub const ENDED: u64 = 3;
}

/// The type of the elements of a Rust slice.
pub mod element {
    /// `i8`.
    pub const I8: u32 = 0;
    /// `i16`.
    pub const I16: u32 = 1;
    /// `i32`.
    pub const I32: u32 = 2;
    /// `i64`.
    pub const I64: u32 = 3;
    /// `u8`.
    pub const U8: u32 = 4;
    /// `u16`.
    pub const U16: u32 = 5;
    /// `u32`.
    pub const U32: u32 = 6;
    /// `u64`.
    pub const U64: u32 = 7;
    /// `f32`.
    pub const F32: u32 = 8;
    /// `f64`.
    pub const F64: u32 = 9;
}

/// How many names a record has at most, for [`ObjectTable::record`].
pub const FIELDS: usize = 8;

/// The host's functions on objects.
///
/// An `Object` that a function returns is a new reference, which the library gives back, or null: then Python has
/// raised an exception, which [`failure`](Self::failure) takes.
#[repr(C)]
#[derive(Debug)]
pub struct ObjectTable {
    /// The size of the table in bytes. Functions are only ever added at the end.
    pub size: usize,
    /// Reads an object that the caller keeps alive for as long as it uses the token.
    pub read: unsafe extern "C" fn(object: *mut Object, token: *mut Token),
    /// Reads an object that is likely to be a number. Runs no Python code.
    pub number: unsafe extern "C" fn(object: *mut Object) -> Number,
    /// Reads an item of a container that was said to have `count` of them. The token owns what it needs. If it owned a
    /// reference before, the host gives that back first.
    pub item: unsafe extern "C" fn(container: *mut Object, index: usize, count: usize, token: *mut Token),
    /// Reads the next entry of a dict that was said to have `count` of them. `position` is the host's, and begins as
    /// 0. The tokens own what they need, and what they owned before is given back, as with `item`. With a failed `key`,
    /// `value` owns nothing and is not to be used.
    pub entry: unsafe extern "C" fn(
        dict: *mut Object,
        position: *mut isize,
        count: usize,
        key: *mut Token,
        value: *mut Token,
    ),
    /// Reads all values of a dict whose keys are the `count` names that the host has [learnt](Self::learn), in their order,
    /// or of an instance of a dataclass or the like whose fields are these, and are read without running code of its own. The
    /// tokens, which begin `stride` bytes one after the other and own nothing at first, own what they need, whatever is
    /// returned: a constant of [`record`].
    pub record: unsafe extern "C" fn(
        object: *mut Object,
        names: *const c_void,
        count: usize,
        tokens: *mut Token,
        stride: usize,
    ) -> u32,
    /// Has the host learn the names of a record, no more than [`FIELDS`]. They, and what `names` points to, never change or
    /// end. The host may forget them again.
    pub learn: unsafe extern "C" fn(names: *const c_void, texts: *const Slice, count: usize),
    /// Copies the first `count` items of a list or tuple into a slice of that [`element`] type, up to the first that is
    /// not simply a number in range. Returns how many it copied. Runs no Python code.
    pub pack: unsafe extern "C" fn(
        container: *mut Object,
        element: u32,
        target: *mut c_void,
        count: usize,
    ) -> usize,
    /// Takes a second reference.
    pub retain: unsafe extern "C" fn(object: *mut Object),
    /// Gives a reference back.
    pub release: unsafe extern "C" fn(object: *mut Object),
    /// `None`.
    pub none: unsafe extern "C" fn() -> *mut Object,
    /// A `bool`.
    pub boolean: unsafe extern "C" fn(value: bool) -> *mut Object,
    /// An `int`.
    pub signed: unsafe extern "C" fn(value: i64) -> *mut Object,
    /// An `int`.
    pub unsigned: unsafe extern "C" fn(value: u64) -> *mut Object,
    /// An `int`, from its two's complement in little-endian order.
    pub big_int: unsafe extern "C" fn(bytes: Slice) -> *mut Object,
    /// A `float`.
    pub float: unsafe extern "C" fn(value: f64) -> *mut Object,
    /// A `str`, from UTF-8.
    pub text: unsafe extern "C" fn(text: Slice) -> *mut Object,
    /// A `str` from UTF-8 that never changes or ends, such as the name of a field: the host may keep it by its address.
    pub name: unsafe extern "C" fn(text: Slice) -> *mut Object,
    /// `bytes`.
    pub bytes: unsafe extern "C" fn(bytes: Slice) -> *mut Object,
    /// A list of numbers, from a slice of that [`element`] type.
    pub numbers: unsafe extern "C" fn(element: u32, source: *const c_void, count: usize) -> *mut Object,
    /// A list of `count` items, and where to put them: nobody else sees it before [`finish`](Self::finish). An item
    /// that was not put is null, which only `release` bears.
    pub list: unsafe extern "C" fn(count: usize, items: *mut *mut *mut Object) -> *mut Object,
    /// A tuple, as `list`.
    pub tuple: unsafe extern "C" fn(count: usize, items: *mut *mut *mut Object) -> *mut Object,
    /// Hands a list or tuple, all of whose items are put, to Python.
    pub finish: unsafe extern "C" fn(container: *mut Object),
    /// An empty dict.
    pub dict: unsafe extern "C" fn() -> *mut Object,
    /// Puts an entry into a dict, and takes both references, in any case. Whether that worked.
    pub insert: unsafe extern "C" fn(dict: *mut Object, key: *mut Object, value: *mut Object) -> bool,
    /// Puts a value into a dict under a name, which is as for [`name`](Self::name), and takes its reference, in any case.
    /// Whether that worked.
    pub insert_named: unsafe extern "C" fn(dict: *mut Object, name: Slice, value: *mut Object) -> bool,
    /// An empty set.
    pub set: unsafe extern "C" fn() -> *mut Object,
    /// Puts an element into a set, and takes its reference, in any case. Whether that worked.
    pub add: unsafe extern "C" fn(set: *mut Object, element: *mut Object) -> bool,
    /// The frozenset of a set, whose reference it takes.
    pub freeze: unsafe extern "C" fn(set: *mut Object) -> *mut Object,
    /// How many entries a dict, or elements a set, has.
    pub length: unsafe extern "C" fn(container: *mut Object) -> usize,
    /// Takes the exception with which the function before ended: a token that [failed](token::FAILED) and owns it.
    pub failure: unsafe extern "C" fn(token: *mut Token),
    /// Lets other threads have the GIL. What it returns is for `attach`.
    pub detach: unsafe extern "C" fn() -> *mut c_void,
    /// Takes the GIL again.
    pub attach: unsafe extern "C" fn(state: *mut c_void),
    /// The functions on arrays.
    pub arrays: &'static ArrayTable,
    /// Whether one thread at a time holds the GIL. In builds of Python without one, all that are attached do.
    pub has_gil: bool,
    /// An instance of a dataclass, from the names of its fields, which are as for [`name`](Self::name), and their values,
    /// whose references it takes, in any case. Fields that are not among the `count` have their default. `class` is what
    /// [`LibraryTable::take_class`](crate::table::LibraryTable::take_class) was given.
    pub instance: unsafe extern "C" fn(
        class: *const c_void,
        names: *const Slice,
        values: *const *mut Object,
        count: usize,
    ) -> *mut Object,
    /// The member of an enum by its name, which is as for [`name`](Self::name). `class` as for `instance`.
    pub member: unsafe extern "C" fn(class: *const c_void, name: Slice) -> *mut Object,
    /// A date, time, decimal number, UUID or path, from the payload of a [`Standard`](crate::standard::Standard).
    pub standard: unsafe extern "C" fn(payload: Slice) -> *mut Object,
    /// The place of the value in an instance of an exported class, for as long as the object lives; null if it has none
    /// yet. Returns the class, by what its library was given in
    /// [`LibraryTable::take_class`](crate::table::LibraryTable::take_class); null if the object is no such instance. Runs no
    /// Python code.
    pub place: unsafe extern "C" fn(object: *mut Object, place: *mut *mut c_void) -> *const c_void,
    /// A new instance of an exported class of the library's, which has to make its value in that place before anything
    /// else. `class` is what it was given.
    pub make: unsafe extern "C" fn(class: *const c_void, place: *mut *mut c_void) -> *mut Object,
    /// Reads any object as one that cannot cross, an [`OPAQUE`](token::OPAQUE), without running code of its own.
    pub opaque: unsafe extern "C" fn(object: *mut Object, token: *mut Token),
    /// Reads an object that was said to have a [buffer](token::BUFFER) or to be an [instance](token::INSTANCE), as
    /// [`ArrayTable::read`] does, where a number is wanted: as the integer that its `__index__` gives, if it has that, even
    /// if it is read as a container elsewhere. If that raised an exception, the token is an [`OPAQUE`](token::OPAQUE) that says so.
    pub index: unsafe extern "C" fn(object: *mut Object, token: *mut Token),
}

/// What a call into Python gave: small enough to be returned in registers.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct Outcome {
    /// [`token::NONE`], [`token::BOOL`], [`token::SIGNED`] or [`token::FLOAT`], or a constant of [`outcome`].
    pub kind: u64,
    /// As [`Token::number`], or the address of an object.
    pub value: u64,
}

/// What a call into Python gave that is not a scalar.
pub mod outcome {
    /// The value is the address of an [`Object`](super::Object), a new reference.
    pub const OBJECT: u64 = 1 << 32;
    /// The call failed, and the reply says why.
    pub const FAILED: u64 = 2 << 32;
}

/// A call from a library into Python, by the direct lane.
#[repr(C)]
#[derive(Debug)]
pub struct DirectPythonCall {
    /// What is called: one of the constants of [`target`](crate::layout::target).
    pub target: u32,
    /// UTF-8: the name of the function, class or method, or the source code.
    pub name: Slice,
    /// The instance whose method is called; null otherwise. The host takes a reference of its own for the call.
    pub object: *mut Object,
    /// The arguments. The host takes the references. The place before the first one is the host's to use.
    pub arguments: *mut *mut Object,
    /// How many there are.
    pub count: usize,
    /// What the call has beyond that; null if nothing.
    pub details: *const Details,
}

/// A thread's leave to use Python, as [`HostTable::enter`](crate::table::HostTable::enter) gives it.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct Pass {
    /// The host's functions on objects; null when Python cannot be used.
    pub objects: *const ObjectTable,
    /// The host's; 0 if there is nothing to leave.
    pub state: usize,
}

const WORD: usize = size_of::<usize>();
const _: () = {
    assert!(size_of::<Token>() == 8 + 8 + 4 * WORD && align_of::<Token>() == 8);
    assert!(size_of::<ObjectTable>() == 42 * WORD);
    assert!(size_of::<DirectPythonCall>() == 7 * WORD);
    assert!(size_of::<Pass>() == 2 * WORD);
    assert!(size_of::<Outcome>() == 16 && align_of::<Outcome>() == align_of::<u64>());
};
