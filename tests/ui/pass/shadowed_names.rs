//! No prelude, every name that generated code could want is taken, and every lint is an error.
#![no_implicit_prelude]
#![deny(warnings, missing_docs, unsafe_code, rust_2018_idioms, unused_qualifications, unreachable_pub)]
#![forbid(unsafe_code)]

use ::std::string::String as Text;

/// Takes the name.
pub struct Result;
/// Takes the name.
pub struct Option;
/// Takes the name.
pub struct Vec;
/// Takes the name.
pub struct String;
/// Takes the name.
pub struct Call;
/// Takes the name.
pub mod core {}
/// Takes the name.
pub mod std {}
/// Takes the name.
pub mod gopylink {}
/// Would turn a local of the same name into a pattern.
#[allow(non_upper_case_globals)]
pub const call: i32 = 1;
/// Would turn a local of the same name into a pattern.
#[allow(non_upper_case_globals)]
pub const returned: i32 = 1;
/// Would turn a local of the same name into a pattern.
#[allow(non_upper_case_globals)]
pub const instance: i32 = 1;

/// The functions.
pub struct Functions;

#[::gopylink::functions]
impl Functions {
    /// Takes and returns nothing.
    pub fn nothing() {}

    /// Takes two numbers.
    #[must_use]
    pub fn add(a: i64, b: i64) -> i64 {
        a + b
    }

    /// May fail.
    pub fn fallible(text: &str) -> ::std::result::Result<usize, Text> {
        ::std::result::Result::Ok(text.len())
    }

    /// Has defaults.
    #[gopylink(signature = (a = 1, /, b = "b", *rest, c = 2, d = ::std::option::Option::None, **options))]
    #[must_use]
    pub fn defaults(
        a: i64,
        b: &str,
        rest: ::std::vec::Vec<i64>,
        c: ::std::option::Option<u8>,
        d: ::std::option::Option<Text>,
        options: ::std::collections::BTreeMap<Text, i64>,
    ) -> i64 {
        let _ = (rest, c, d, options, b);
        a
    }

    /// Is not used any more, which is no warning of the generated code.
    #[deprecated]
    pub fn old() {}
}

/// A free function.
#[::gopylink::function]
#[must_use]
pub fn free(a: ::std::option::Option<i64>) -> i64 {
    a.unwrap_or(0)
}

/// A class.
pub struct Counter {
    value: i64,
}

#[::gopylink::class]
impl Counter {
    /// Makes one.
    #[must_use]
    pub fn new(value: i64) -> Self {
        Self { value }
    }

    /// Counts.
    pub fn incr(&mut self, by: i64) -> i64 {
        self.value += by;
        self.value
    }

    /// Reads.
    #[must_use]
    pub fn value(&self) -> i64 {
        self.value
    }

    /// A constant.
    pub const LIMIT: i64 = 10;

    /// A property.
    #[gopylink(getter)]
    #[must_use]
    pub fn get_total(&self) -> i64 {
        self.value
    }

    /// Writes it.
    #[gopylink(setter)]
    pub fn set_total(&mut self, total: i64) -> ::std::result::Result<(), Text> {
        self.value = total;
        ::std::result::Result::Ok(())
    }

    /// A special method.
    pub fn __iadd__(&mut self, other: i64) {
        self.value += other;
    }

    /// Another one.
    pub fn __next__(&mut self) -> ::std::option::Option<i64> {
        ::std::option::Option::None
    }
}

fn main() {}
