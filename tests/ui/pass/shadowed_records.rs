//! Records without a prelude, under every lint, with every name taken.
#![no_implicit_prelude]
#![deny(warnings, missing_docs, unsafe_code, rust_2018_idioms, unused_qualifications, unreachable_pub)]
#![deny(unused_lifetimes, single_use_lifetimes, trivial_casts, unused_results, missing_debug_implementations)]
#![forbid(unsafe_code)]

/// Takes the name.
#[derive(Debug)]
pub struct Result;
/// Takes the name.
#[derive(Debug)]
pub struct Option;
/// Takes the name.
#[derive(Debug)]
pub struct Copy;
/// Takes the name.
#[derive(Debug)]
pub struct Serialize;
/// Takes the name.
#[derive(Debug)]
pub struct Deserialize;
/// Takes the name.
pub trait Serializer {}
/// Takes the name.
pub mod serde {}
/// Takes the name.
pub mod core {}
/// Takes the name.
pub mod std {}
/// Takes the name.
pub mod gopylink {}

/// A struct.
#[::gopylink::record]
#[derive(::std::fmt::Debug)]
#[serde(rename_all = "camelCase")]
#[allow(non_snake_case)]
pub struct Row {
    /// Its number.
    pub the_id: i64,
    /// Its name.
    pub r#type: ::std::option::Option<::std::string::String>,
    #[serde(default)]
    rowWithin: ::std::vec::Vec<Self>,
}

/// With a class.
#[::gopylink::record(dataclass)]
#[derive(::std::fmt::Debug)]
pub struct Point {
    /// X.
    pub x: f64,
    /// Another.
    pub next: ::std::option::Option<::std::boxed::Box<Self>>,
}

/// An enum.
#[::gopylink::record]
#[derive(::std::fmt::Debug)]
pub enum Shape {
    /// Nothing.
    Empty,
    /// A number.
    Round(f64),
    /// Several.
    Poly {
        /// The corners.
        corners: ::std::vec::Vec<Point>,
    },
}

/// A member.
#[::gopylink::record(enum_class)]
#[derive(::std::fmt::Debug)]
pub enum Side {
    /// One.
    Left,
    /// The other.
    Right,
}

/// A class with special methods.
#[derive(::std::fmt::Debug)]
pub struct Table(i64);

#[::gopylink::class]
impl Table {
    /// Makes one.
    #[must_use]
    pub const fn new(rows: i64) -> Self {
        Self(rows)
    }

    /// Counts.
    #[must_use]
    pub const fn __len__(&self) -> i64 {
        self.0
    }

    /// Ends.
    pub fn __next__(&mut self) -> ::std::result::Result<::std::option::Option<i64>, ::std::string::String> {
        ::std::result::Result::Ok(::std::option::Option::None)
    }
}

#[::gopylink::class]
impl Table {
    /// Takes one.
    #[must_use]
    pub fn joined(&self, other: &Self) -> Self {
        Self(self.0 + other.0)
    }
}

/// Reads what is private.
#[must_use]
pub fn within(row: &Row) -> usize {
    row.rowWithin.len()
}

fn main() {}
